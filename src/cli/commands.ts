import type { Command } from "./command.ts";
import { align } from "./commands/align.ts";
import { analyse } from "./commands/analyse.ts";
import { backup, restore, verify } from "./commands/backup.ts";
import { brief } from "./commands/brief.ts";
import { check } from "./commands/check.ts";
import { completionOf } from "./commands/completion.ts";
import { collections } from "./commands/collections.ts";
import { documents } from "./commands/documents.ts";
import { doctor } from "./commands/doctor.ts";
import { duplicates } from "./commands/duplicates.ts";
import { exportDocument } from "./commands/export.ts";
import { grep } from "./commands/grep.ts";
import { importFile } from "./commands/import.ts";
import { init } from "./commands/init.ts";
import { log } from "./commands/log.ts";
import { login } from "./commands/login.ts";
import { lookup } from "./commands/lookup.ts";
import { mcp } from "./commands/mcp.ts";
import { pull } from "./commands/pull.ts";
import { push } from "./commands/push.ts";
import { replace } from "./commands/replace.ts";
import { demo, serve } from "./commands/serve.ts";
import { status } from "./commands/status.ts";
import { strings } from "./commands/strings.ts";
import { terms } from "./commands/terms.ts";
import { token } from "./commands/token.ts";
import { units } from "./commands/units.ts";
import { undo } from "./commands/undo.ts";

/** The commands by name, in the order of the help. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["serve", serve],
  ["demo", demo],
  ["init", init],
  ["login", login],
  ["pull", pull],
  ["push", push],
  ["status", status],
  ["log", log],
  ["undo", undo],
  ["import", importFile],
  ["export", exportDocument],
  ["collections", collections],
  ["documents", documents],
  ["strings", strings],
  ["lookup", lookup],
  ["brief", brief],
  ["grep", grep],
  ["replace", replace],
  ["units", units],
  ["duplicates", duplicates],
  ["terms", terms],
  ["check", check],
  ["analyse", analyse],
  ["align", align],
  ["mcp", mcp],
  ["token", token],
  ["backup", backup],
  ["restore", restore],
  ["verify", verify],
  ["doctor", doctor],
  ["completion", completionOf(() => COMMANDS)],
]);
