import type { Command } from "./command.ts";

/** Loads a command. A run needs only one, so the program starts fast and needs SQLite only for a store's file. */
export type LoadCommand = () => Promise<Command>;

/** The commands by name, in the order of the help. */
export const COMMANDS: ReadonlyMap<string, LoadCommand> = new Map<string, LoadCommand>([
  ["serve", async () => (await import("./commands/serve.ts")).serve],
  ["demo", async () => (await import("./commands/serve.ts")).demo],
  ["init", async () => (await import("./commands/init.ts")).init],
  ["login", async () => (await import("./commands/login.ts")).login],
  ["logout", async () => (await import("./commands/login.ts")).logout],
  ["pull", async () => (await import("./commands/pull.ts")).pull],
  ["push", async () => (await import("./commands/push.ts")).push],
  ["status", async () => (await import("./commands/status.ts")).status],
  ["log", async () => (await import("./commands/log.ts")).log],
  ["undo", async () => (await import("./commands/undo.ts")).undo],
  ["import", async () => (await import("./commands/import.ts")).importFile],
  ["export", async () => (await import("./commands/export.ts")).exportDocument],
  ["collections", async () => (await import("./commands/collections.ts")).collections],
  ["segmentation", async () => (await import("./commands/segmentation.ts")).segmentation],
  ["documents", async () => (await import("./commands/documents.ts")).documents],
  ["strings", async () => (await import("./commands/strings.ts")).strings],
  ["lookup", async () => (await import("./commands/lookup.ts")).lookup],
  ["brief", async () => (await import("./commands/brief.ts")).brief],
  ["suggest", async () => (await import("./commands/suggest.ts")).suggest],
  ["grep", async () => (await import("./commands/grep.ts")).grep],
  ["replace", async () => (await import("./commands/replace.ts")).replace],
  ["units", async () => (await import("./commands/units.ts")).units],
  ["duplicates", async () => (await import("./commands/duplicates.ts")).duplicates],
  ["terms", async () => (await import("./commands/terms.ts")).terms],
  ["concepts", async () => (await import("./commands/concepts.ts")).concepts],
  ["candidates", async () => (await import("./commands/candidates.ts")).candidates],
  ["check", async () => (await import("./commands/check.ts")).check],
  ["marks", async () => (await import("./commands/marks.ts")).marks],
  ["quality", async () => (await import("./commands/quality.ts")).quality],
  ["analyse", async () => (await import("./commands/analyse.ts")).analyse],
  ["align", async () => (await import("./commands/align.ts")).align],
  ["assign", async () => (await import("./commands/assign.ts")).assign],
  ["questions", async () => (await import("./commands/questions.ts")).questions],
  ["work", async () => (await import("./commands/work.ts")).work],
  ["mcp", async () => (await import("./commands/mcp.ts")).mcp],
  ["people", async () => (await import("./commands/people.ts")).people],
  ["token", async () => (await import("./commands/token.ts")).token],
  ["backup", async () => (await import("./commands/backup.ts")).backup],
  ["restore", async () => (await import("./commands/backup.ts")).restore],
  ["verify", async () => (await import("./commands/backup.ts")).verify],
  ["move", async () => (await import("./commands/move.ts")).move],
  ["doctor", async () => (await import("./commands/doctor.ts")).doctor],
  ["man", async () => (await import("./commands/manual.ts")).manualOf(loadCommands)],
  ["completion", async () => (await import("./commands/completion.ts")).completionOf(loadCommands)],
]);

/** Commands of two words that stand for one of these. */
const ALIASES: ReadonlyMap<string, string> = new Map([["terms candidates", "candidates"]]);

/** The words of a command line, with the command's own name at `at` instead of an alias. */
export function withoutAlias(argv: readonly string[], at: number): readonly string[] {
  const command = ALIASES.get(argv.slice(at, at + 2).join(" "));
  return command === undefined ? argv : argv.toSpliced(at, 2, command);
}

/** All commands by name. */
async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const loaded = [...COMMANDS].map(async ([name, load]): Promise<[string, Command]> => [name, await load()]);
  return new Map(await Promise.all(loaded));
}
