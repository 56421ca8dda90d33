import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeFile } from "../contract.ts";
import { blockName, parseBlockName } from "../../domain/block.ts";

/**
 * Writes units as a Markdown table for people who read an alignment. Each row is a unit and each column a
 * language: the source, the target, and then a third language if there is one.
 */
export function writeSideBySide(file: ExchangeFile, source: Language, target: Language): Uint8Array {
  const used = LANGUAGES.filter((language) => file.units.some(({ variants }) => variants[language]));
  const columns = [source, target, ...used.filter((language) => language !== source && language !== target)];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [row(["", ...columns]), row(["---", ...columns.map(() => "---")])];
  for (const unit of file.units) {
    const texts = columns.map((language) => cell(plainText(unit.variants[language]?.content ?? [])));
    const heading = parseBlockName(unit.context).kind === "heading" && unit.context !== undefined;
    const shown = heading ? texts.map((text) => (text === "" ? "" : `**${text}**`)) : texts;
    lines.push(
      row([cell(unit.context === undefined ? unit.key : blockName(parseBlockName(unit.context))), ...shown]),
    );
  }
  const title = file.title === undefined ? "" : `# ${cell(file.title)}\n\n`;
  return new TextEncoder().encode(`${title}${lines.join("\n")}\n`);
}

/** Text for a table cell: Markdown markup is escaped, and line ends become `<br>`. */
const cell = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>&|~#]/gu, String.raw`\$&`).replaceAll(/\r\n?|\n/gu, "<br>");
