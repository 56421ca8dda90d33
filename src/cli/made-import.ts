import type { Invocation } from "./command.ts";
import { rememberImports } from "./files/state.ts";
import { shellWord } from "./talk/terminal.ts";

/** Says how an import that a command made is undone, and keeps it as the one that `polynya undo --last` means. */
export async function tellImport(invocation: Invocation, made: string): Promise<void> {
  await rememberImports(invocation.environment.folder, [made]);
  invocation.say("talk.can-undo", { id: shellWord(made) });
}
