import { sentencesOf, type SegmentationOptions } from "../../alignment/segmentation.ts";
import { blockName, type BlockName, parseBlockName } from "../../domain/block.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ExchangeFile, ExchangeUnit, Limits, ReadOptions } from "../contract.ts";
import type { FormatName } from "../traits.ts";

/** A part of a document. A sentence never crosses its borders. */
export interface Block extends BlockName {
  /** Plain text, without markup and without the mark of a list item. */
  readonly text: string;
  /** Line in the file where the block begins, from 1; 0 for files without lines. */
  readonly line: number;
  /** Position of the text in the file with LF line ends, in UTF-16 offsets. The list mark is before it. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** The result of the document readers: text with the structure that alignment and translators need. */
export interface TextDocument {
  readonly title?: string;
  readonly blocks: readonly Block[];
}

/** A sentence with the structure around it, as input of the aligner. */
export interface BlockSentence {
  readonly text: string;
  readonly startsParagraph: boolean;
  readonly mark?: string;
}

/** The sentences of a document with paragraph starts. The kind of a block is an anchor, except for paragraphs. */
export function sentencesOfBlocks(
  blocks: readonly Block[],
  language: Language,
  options: SegmentationOptions = {},
): BlockSentence[] {
  return blocks.flatMap((block) =>
    sentencesOf(block.text, language, options).map((text, index) => ({
      text,
      startsParagraph: index === 0,
      ...(block.kind === "paragraph" ? {} : { mark: blockName(block) }),
    })),
  );
}

/**
 * Makes units in one language from a document. Each unit is a sentence. Its key is `BLOCK.SENTENCE` (both from 1),
 * and its context is the kind of the block.
 *
 * @throws {Problem} `language-missing` if no language is given and the script does not show it, `file-empty`,
 *   `too-large`, `too-long`
 */
export function unitsOfDocument(
  document: TextDocument,
  format: FormatName,
  options: ReadOptions,
  limits: Limits,
): ExchangeFile {
  const language =
    options.source ?? options.target ?? languageByScript(document.blocks.map(({ text }) => text));
  if (language === undefined) throw new Problem("language-missing");
  const { segmentation: rules } = options;
  const units: ExchangeUnit[] = [];
  document.blocks.forEach((block, number) => {
    sentencesOf(block.text, language, rules && { rules }).forEach((text, index) => {
      if (text.length > limits.text) {
        throw new Problem("too-long", { length: text.length, limit: limits.text }, { line: block.line });
      }
      units.push({
        key: `${number + 1}.${index + 1}`,
        line: block.line,
        notes: [],
        context: blockName(block),
        variants: { [language]: { content: [text], state: "translated" } },
      });
    });
  });
  if (units.length === 0) throw new Problem("file-empty");
  if (units.length > limits.units)
    throw new Problem("too-large", { limit: limits.units, size: units.length });
  return {
    format,
    source: language,
    tags: {},
    ...(document.title === undefined ? {} : { title: document.title }),
    units,
  };
}

/** The language with by far the most letters in its script; `undefined` if there is none. */
export function languageByScript(texts: readonly string[]): Language | undefined {
  const sample = texts
    .slice(0, 200)
    .map((text) => text.slice(0, 500))
    .join("\n");
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const letters: readonly (readonly [Language, number])[] = [
    ["en", count(/\p{Script=Latin}/gu)],
    ["ru", count(/\p{Script=Cyrillic}/gu)],
    ["zh", 3 * count(/\p{Script=Han}/gu)],
  ];
  const total = letters.reduce((sum, [, number]) => sum + number, 0);
  return total === 0 ? undefined : letters.find(([, number]) => number / total >= 0.6)?.[0];
}

/**
 * Makes the blocks of one language from units. Units of the same block (the key before the last full stop) are
 * joined, with a space where the language has one. Units without that language and attributes are left out.
 */
export function blocksOfUnits(file: ExchangeFile, language: Language): Block[] {
  const blocks: Block[] = [];
  let open: string | undefined;
  for (const unit of file.units) {
    const content = unit.variants[language]?.content;
    const block = parseBlockName(unit.context);
    if (content === undefined || block.kind === "attribute") continue;
    const text = content
      .map((part) =>
        typeof part === "string" ? part : part.kind === "break" && language !== "zh" ? " " : "",
      )
      .join("");
    const number = /^(\d+)\.\d+$/u.exec(unit.key)?.[1];
    const last = blocks.at(-1);
    if (last !== undefined && number !== undefined && number === open) {
      const gap = language === "zh" || /\s$/u.test(last.text) ? "" : " ";
      blocks[blocks.length - 1] = { ...last, text: `${last.text}${gap}${text}` };
    } else blocks.push({ ...block, text, line: unit.line });
    open = number;
  }
  return blocks;
}
