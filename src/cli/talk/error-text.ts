import { Problem } from "../../domain/problem.ts";
import { describe, type Messages } from "../../messages/messages.ts";
import { EXIT, type ExitCode, Failure, type ServerProblem } from "../exit-codes.ts";
import { codeOf, reasonOf } from "../files/paths.ts";

export interface Words {
  readonly exit: ExitCode;
  /** Stable code for scripts. */
  readonly code: string;
  readonly title: string;
  /** Detail, fields and advice. */
  readonly lines: readonly string[];
  readonly problem?: ServerProblem;
}

/** Describes an error in the language of the messages. */
export function describeError(error: unknown, messages: Messages): Words {
  const { t } = messages;
  if (error instanceof Failure) {
    const { exit, key, params, problem } = error;
    if (problem === undefined) return { exit, code: key, title: t(`failures.${key}`, params), lines: [] };
    const fields = (problem.fields ?? []).map(({ field, message }) => `  ${field}: ${message}`);
    // Our advice for the command line replaces the server's, which is for any client.
    const advice = key === "refused" ? problem.advice : t(`failures.${key}`, params);
    const lines = [problem.detail, ...fields, advice].filter((line) => line !== undefined);
    return { exit, code: problem.code ?? key, title: problem.title, lines, problem };
  }
  if (error instanceof Problem) {
    const { title, detail, advice } = describe(messages, error);
    // What a store on this machine does not have ends a command as it does through the service.
    const exit = error.code === "not-found" ? EXIT.notFound : EXIT.badData;
    return { exit, code: error.code, title, lines: [detail, advice] };
  }
  if (isMissingSqlite(error))
    return { exit: EXIT.failed, code: "no-sqlite", title: t("failures.no-sqlite"), lines: [] };
  const title = t("failures.unexpected", { reason: reasonOf(error) });
  return { exit: EXIT.failed, code: "unexpected", title, lines: [] };
}

/** Describes an error in one paragraph, for a list of files or documents. */
export function errorInSentences(error: unknown, messages: Messages): string {
  const { title, lines } = describeError(error, messages);
  return lines.length === 0 ? title : messages.t("report.sentences", { title, detail: lines.join(" ") });
}

/** The native module is an optional part of the package: only a store on this machine needs it. */
const isMissingSqlite = (error: unknown): boolean =>
  /^(?:ERR_)?MODULE_NOT_FOUND$/u.test(codeOf(error) ?? "") &&
  error instanceof Error &&
  error.message.includes("better-sqlite3");
