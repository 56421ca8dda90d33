import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import { Problem, type ProblemCode } from "../domain/problem.ts";
import { nearestName } from "../matching/nearest-name.ts";
import { asProblem } from "../storage/problems.ts";
import { describe, type Messages, negotiate, messages } from "../messages/messages.ts";
import type { RequestIn } from "./environment.ts";
import { PROBLEM_STATUS } from "./problem-status.ts";

/** One field of `invalid-fields`. */
export interface InvalidField {
  /** JSON pointer (RFC 6901) into the body, or the name of a parameter. */
  readonly field: string;
  readonly message: string;
}

const textsFor = (c: RequestIn): Messages =>
  c.get("messages") ?? messages(negotiate(c.req.header("accept-language")));

/** A problem in the reader's language (RFC 9457). */
export function problemBody(c: RequestIn, problem: Problem): object {
  const texts = textsFor(c);
  const { code, params, place, extra } = problem;
  return {
    type: `/docs/problems#${code}`,
    status: PROBLEM_STATUS[code],
    ...describe(texts, problem),
    code,
    instance: c.req.path,
    request: c.get("request"),
    ...(Object.keys(params).length > 0 && { params }),
    ...(Object.keys(place).length > 0 && { place }),
    ...extra,
  };
}

/** Answers with a problem. */
export function respondProblem(c: RequestIn, problem: Problem): Response {
  const texts = textsFor(c);
  const { code, params } = problem;
  const headers = new Headers({
    "content-type": "application/problem+json; charset=utf-8",
    "content-language": texts.language === "zh" ? "zh-Hans" : texts.language,
    "cache-control": "no-store",
    vary: "Accept-Language",
  });
  if (code === "not-signed-in") headers.set("www-authenticate", 'Bearer realm="polynya"');
  if (RETRIED_SOON.has(code)) headers.set("retry-after", "5");
  else if (PROBLEM_STATUS[code] === 429) headers.set("retry-after", String(params["seconds"] ?? 60));
  if (code === "method-not-allowed") headers.set("allow", String(params["allow"] ?? ""));
  return new Response(JSON.stringify(problemBody(c, problem)), { status: PROBLEM_STATUS[code], headers });
}

/** Problems that may be gone some seconds later. */
const RETRIED_SOON: ReadonlySet<ProblemCode> = new Set([
  "overloaded",
  "read-only",
  "write-protected",
  "queue-full",
  "work-interrupted",
  "dictionaries-unavailable",
]);

const OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: "bad-request",
  413: "too-large",
  415: "unsupported-format",
};

/** Turns any error into a problem. An unexpected error is reported; the client gets only the code `internal`. */
export function toProblem(error: unknown, report: (error: unknown) => void): Problem {
  const known = asProblem(error);
  if (known instanceof Problem) {
    if (PROBLEM_STATUS[known.code] >= 500) report(error);
    return known;
  }
  const code = known instanceof HTTPException ? OF_STATUS[known.status] : undefined;
  if (code !== undefined) return new Problem(code);
  report(error);
  return new Problem("internal");
}

/** Turns zod's issues (at most 50) into the problem `invalid-fields`, with messages in the reader's language. */
export function invalidFields(error: z.ZodError, { t }: Messages): Problem {
  const fields = error.issues.slice(0, 50).flatMap((issue): InvalidField[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: pointer([...issue.path, key]),
        message: t("problems:fields.unknown"),
      }));
    }
    return [{ field: pointer(issue.path), message: messageOf(issue, t) }];
  });
  const [first] = fields;
  return new Problem("invalid-fields", {}, first ? { field: first.field } : {}, { fields });
}

/**
 * The problem `invalid-fields` for unknown parameters (at most 50), with messages in the reader's language. A message
 * names the known parameter that is most like the unknown one.
 */
export function unknownFields(names: readonly string[], known: Iterable<string>, { t }: Messages): Problem {
  const fields = names.slice(0, 50).map((field) => {
    const nearest = nearestName(field, known);
    const message =
      nearest === undefined ? t("problems:fields.unknown") : t("problems:fields.unknown-near", { nearest });
    return { field, message };
  });
  const [first] = names;
  return new Problem("invalid-fields", {}, first === undefined ? {} : { field: first }, { fields });
}

function messageOf(issue: z.core.$ZodIssue, t: Messages["t"]): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? t("problems:fields.required")
        : t("problems:fields.type", { expected: issue.expected });
    case "invalid_value":
      return t("problems:fields.choice", { choices: issue.values.map(String).join(", ") });
    case "too_small":
      return t(sized(issue.origin) ? "problems:fields.short" : "problems:fields.small", {
        minimum: Number(issue.minimum),
      });
    case "too_big":
      return t(sized(issue.origin) ? "problems:fields.long" : "problems:fields.large", {
        maximum: Number(issue.maximum),
      });
    case "invalid_format":
      return t("problems:fields.pattern");
    default:
      return t("problems:fields.other");
  }
}

const sized = (origin: string) =>
  origin === "string" || origin === "array" || origin === "set" || origin === "map";

function pointer(path: readonly PropertyKey[]): string {
  if (path.length === 1) return String(path[0]);
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
