import type { Invocation } from "./command.ts";
import { rememberImports } from "./files/state.ts";
import { shellWord } from "./talk/terminal.ts";

/** Says how the imports that a command made are undone, and keeps them as those that `polynya undo --last` means. */
export async function tellImport(invocation: Invocation, ...made: readonly string[]): Promise<void> {
  await rememberImports(invocation.environment.folder, made);
  for (const id of made) invocation.say("talk.can-undo", { id: shellWord(id) });
}
