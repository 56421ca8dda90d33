import type { Messages } from "../../messages/messages.ts";
import type { Command, Options } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { width } from "./terminal.ts";

/** Options of every command. */
export const GLOBAL_OPTIONS: Options = {
  server: { argument: "URL" },
  json: {},
  quiet: { short: "q" },
  language: { argument: "en|ru|zh" },
  "no-color": {},
  "no-progress": {},
  retries: { argument: "N" },
  timeout: { argument: "S" },
  help: { short: "h" },
  version: { short: "V" },
};

/** Exit codes as the help names them. */
export const EXIT_CODES: readonly string[] = Object.values(EXIT)
  .toSorted((a, b) => a - b)
  .map(String);

/** What `polynya --help` shows. */
export function overview(commands: readonly string[], messages: Messages): string {
  const { t } = messages;
  const list = commands.map((name): [string, string] => [name, t(`commands.${name}`)]);
  return [
    t("help.about"),
    "",
    t("help.usage", { usage: "polynya COMMAND [OPTIONS]" }),
    "",
    t("help.commands"),
    ...aligned(list),
    "",
    t("help.options"),
    ...aligned(optionList(GLOBAL_OPTIONS, messages)),
    "",
    t("help.exits"),
    ...aligned(EXIT_CODES.map((code) => [code, t(`exits.${code}`)])),
    "",
    t("help.more"),
    "",
  ].join("\n");
}

/** What `polynya COMMAND --help` shows. */
export function commandHelp(name: string, command: Command, messages: Messages): string {
  const { t, has } = messages;
  const details = `details.${name}`;
  return [
    t(`commands.${name}`),
    "",
    t("help.usage", { usage: `polynya ${name} ${command.usage}`.trimEnd() }),
    ...(has(details) ? ["", t(details)] : []),
    ...(Object.keys(command.options).length === 0
      ? []
      : ["", t("help.options"), ...aligned(optionList(command.options, messages, name))]),
    "",
    t("help.global"),
    ...aligned(optionList(GLOBAL_OPTIONS, messages)),
    "",
  ].join("\n");
}

/** Description of an option. Some commands have their own for a common option. */
export function optionList(options: Options, { t, has }: Messages, command?: string): [string, string][] {
  return Object.entries(options).map(([name, { argument, short }]) => {
    const special = `special.${command}.${name}`;
    return [
      `${short === undefined ? "" : `-${short}, `}--${name}${argument === undefined ? "" : ` ${argument}`}`,
      t(has(special) ? special : `options.${name}`),
    ];
  });
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.max(...rows.map(([left]) => width(left)));
  return rows.map(([left, right]) => `  ${left}${" ".repeat(widest - width(left))}  ${right}`);
}
