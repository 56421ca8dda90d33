import type { Params } from "../domain/problem.ts";

/** Exit codes. Scripts rely on them. A failure never gives 0. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Findings of severity error, or a threshold that was not reached. */
  findings: 3,
  conflicts: 4,
  unauthorised: 5,
  notFound: 6,
  unreachable: 7,
  badData: 65,
  inputOutput: 74,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A problem as a server sends it (RFC 9457). */
export interface ServerProblem {
  readonly code?: string;
  readonly title: string;
  readonly detail?: string;
  readonly advice?: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

/** A command could not do what was asked. Its text stands under `failures` in `locales/…/cli.json`. */
export class Failure extends Error {
  readonly exit: ExitCode;
  readonly key: string;
  readonly params: Params;
  readonly problem: ServerProblem | undefined;

  constructor(exit: ExitCode, key: string, params: Params = {}, problem?: ServerProblem) {
    super(`${key} ${JSON.stringify(params)}`);
    this.name = "Failure";
    this.exit = exit;
    this.key = key;
    this.params = params;
    this.problem = problem;
  }
}

/** A command was called in a wrong way: shows its usage line. */
export const misused = (name: string, { usage }: { readonly usage: string }): Failure =>
  new Failure(EXIT.usage, "arguments", { usage: `polynya ${name} ${usage}`.trim() });

/** The exit code for the HTTP status of a server's answer. */
export function exitOfStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.unauthorised;
  if (status === 404) return EXIT.notFound;
  if (status === 409 || status === 412) return EXIT.conflicts;
  // The server is busy.
  if (status === 408 || status === 429 || status === 502 || status === 503 || status === 504)
    return EXIT.unreachable;
  if (status >= 400 && status < 500) return EXIT.badData;
  return EXIT.failed;
}

/** The exit code to report for several outcomes: a fault that stops everything, then conflicts, data, findings. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [
    EXIT.interrupted,
    EXIT.unreachable,
    EXIT.unauthorised,
    EXIT.inputOutput,
    EXIT.failed,
    EXIT.notFound,
    EXIT.conflicts,
    EXIT.badData,
    EXIT.findings,
    EXIT.usage,
  ];
  return order.find((code) => codes.includes(code)) ?? EXIT.done;
}
