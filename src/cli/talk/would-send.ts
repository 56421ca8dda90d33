import type { Invocation } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";

/** Shows what a command with `--dry-run` would send. */
export function wouldSend(invocation: Invocation, body: object): ExitCode {
  invocation.print(body, () => `${JSON.stringify(body)}\n`);
  invocation.say("talk.dry-run");
  return EXIT.done;
}
