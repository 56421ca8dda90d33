import type { Invocation } from "../command.ts";
import { shortestPath, writeTyped } from "./paths.ts";

/**
 * Writes a result into the file that a person named by `--output`, and says so. With `--dry-run` it says what it would
 * write.
 *
 * @param output the path as typed, from the working folder on
 * @returns the path as it was shown
 * @throws {Failure} `not-written` (74)
 */
export async function writeOutput(
  invocation: Invocation,
  output: string,
  bytes: Uint8Array,
): Promise<string> {
  const { folder } = invocation.environment;
  const path = shortestPath(folder, output);
  const isDryRun = invocation.flag("dry-run");
  if (!isDryRun) await writeTyped(folder, output, bytes);
  invocation.say(isDryRun ? "talk.would-write" : "talk.written", { path, count: bytes.length });
  return path;
}

/** Writes a table of the service into the file of `--output`, or onto standard output. @throws {Failure} `not-written` (74) */
export async function printTableOf(invocation: Invocation, bytes: Uint8Array): Promise<void> {
  const output = invocation.value("output");
  const text = new TextDecoder().decode(bytes);
  if (output === undefined) invocation.print({ csv: text }, () => text);
  else await writeOutput(invocation, output, bytes);
}
