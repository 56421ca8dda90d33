import type { Messages } from "../../messages/messages.ts";
import type { Command } from "../command.ts";
import { VERSION } from "../version.ts";
import { EXIT_CODES, GLOBAL_OPTIONS, optionList } from "./help.ts";

/**
 * The manual page in the language of roff (man(7)), made of the texts of the help.
 *
 * @param commands in the order of the page
 */
export function manualPage(commands: ReadonlyMap<string, Command>, messages: Messages): string {
  const { t, has } = messages;
  const described = (rows: readonly (readonly [string, string])[]) =>
    rows.flatMap(([name, text]) => [".TP", `.B ${escaped(name)}`, ...paragraphs(text)]);
  return [
    `.TH POLYNYA 1 "" "polynya ${VERSION}"`,
    `.SH ${escaped(t("manual.name"))}`,
    `polynya \\- ${escaped(t("help.about"))}`,
    `.SH ${escaped(t("manual.synopsis"))}`,
    ".B polynya",
    ".I COMMAND",
    "[OPTIONS]",
    `.SH ${escaped(t("manual.commands"))}`,
    ...[...commands].flatMap(([name, { usage, options }]) => [
      `.SS ${escaped(`polynya ${name} ${usage}`.trimEnd())}`,
      ...paragraphs(t(`commands.${name}`)),
      ...(has(`details.${name}`) ? [".PP", ...paragraphs(t(`details.${name}`))] : []),
      ...described(optionList(options, messages, name)),
    ]),
    `.SH ${escaped(t("manual.options"))}`,
    ...described(optionList(GLOBAL_OPTIONS, messages)),
    `.SH ${escaped(t("manual.exits"))}`,
    ...described(EXIT_CODES.map((code) => [code, t(`exits.${code}`)])),
    "",
  ].join("\n");
}

const paragraphs = (text: string): string[] =>
  text.split("\n").map((line) => (line.trim() === "" ? ".PP" : escaped(line)));

/** A line of text in which nothing is a command of roff. */
const escaped = (line: string): string =>
  line
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=[.'])/u, "\\&");
