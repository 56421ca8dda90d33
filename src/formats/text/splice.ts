import type { Segmentation } from "../../alignment/segmentation.ts";
import type { Language } from "../../domain/language.ts";
import { misfit, Problem, type ProblemData, undefinedOnProblem } from "../../domain/problem.ts";
import type { ExchangeFile, ExchangeUnit, SplicedFile, Untranslated, WriteOptions } from "../contract.ts";
import { plainText } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { markUntranslated } from "../document/untranslated-marks.ts";
import { type Edit, encodeLike, withEdits } from "../edits.ts";
import { decode } from "../encoding.ts";
import { languagesTold } from "../guess-encoding.ts";
import { type Block, blocksOfUnits, languageByScript, type TextDocument } from "./blocks.ts";
import { sentenceEdits, withoutSpace } from "./sentence-edits.ts";

/**
 * Makes the splicer of a format of plain documents. It writes one language into an imported file, which may be in
 * another language. A block with the same text stays byte for byte. In other blocks only the text is replaced, so
 * numbers, bullets, indentation and empty lines stay; where single sentences differ, only these. Sentences
 * without a translation keep the source text, unless the request says otherwise. Blocks without any text are removed
 * with their lines. A unit without a place in the file is a warning.
 *
 * @param render returns a text as it is written in the file
 * @returns a splicer that returns `undefined` if the blocks of the file are not those of the units
 */
export function documentSplicer(
  parse: (text: string) => TextDocument,
  render: (text: string) => string,
): (original: Uint8Array, file: ExchangeFile, options: WriteOptions) => SplicedFile | undefined {
  return (original, file, options) => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    // The languages of the import tell the encoding of a short file.
    const languages = languagesTold({ source: options.templateLanguage });
    // A file whose encoding is uncertain (the import named it) cannot be the template.
    const decoded = undefinedOnProblem(() => decode(original, { languages }));
    if (decoded === undefined) return undefined;
    const text = decoded.text.replace(/\r\n?/gu, "\n");
    const { blocks } = parse(text);
    const { units: given, others } = unitsByBlock(file.units);
    const own = options.templateLanguage ?? languageByScript(blocks.map((block) => block.text)) ?? language;
    const units = new Map(
      [...given].map(([at, one]) => {
        // A file in this language may still hold the source text of what nobody has translated.
        const sourceOf = ({ variants }: ExchangeUnit) =>
          own === language ? standingIn(blocks[at - 1]?.text ?? "", variants) : variants[own];
        return [at, withUntranslated(one, language, sourceOf, options.untranslated)];
      }),
    );
    if (units.size !== blocks.length) return undefined;
    const warnings: ProblemData[] = others
      .filter(({ variants }) => variants[language] !== undefined)
      .map(({ key }) => misfit(key));
    const { segmentation } = options;
    const edits: Edit[] = [];
    for (const [at, block] of blocks.entries()) {
      const ofBlock = units.get(at + 1);
      if (ofBlock === undefined) return undefined;
      const wanted = textOfBlock(ofBlock, language, file);
      if (wanted !== undefined && sameWords(wanted, block.text)) continue;
      if (block.span === undefined) return undefined;
      const known = { ...block, span: block.span };
      edits.push(...blockEdits(text, known, ofBlock, { language, wanted, render, segmentation }));
    }
    if (edits.length === 0) return { bytes: original, warnings, added: 0 };
    return {
      bytes: encodeLike(withEdits(decoded.text, placed(edits, decoded.text)), decoded),
      warnings,
      added: 0,
    };
  };
}

/** Groups the units by block number. `others` belong to no block: somebody added them. */
function unitsByBlock(units: readonly ExchangeUnit[]): {
  readonly units: ReadonlyMap<number, ExchangeUnit[]>;
  readonly others: readonly ExchangeUnit[];
} {
  const groups = Map.groupBy(units, ({ key }) => Number(/^(\d{1,9})\.\d{1,9}$/u.exec(key)?.[1] ?? 0));
  const others = groups.get(0) ?? [];
  groups.delete(0);
  return { units: groups, others };
}

/** Fills units without a text in the language of the file by what is to stand there. */
function withUntranslated(
  units: readonly ExchangeUnit[],
  language: Language,
  sourceOf: (unit: ExchangeUnit) => Draft | undefined,
  untranslated: Untranslated = "source",
): ExchangeUnit[] {
  return units.map((unit) => {
    const source = sourceOf(unit);
    const isTranslated = plainText(unit.variants[language]?.content ?? []) !== "";
    if (untranslated === "omit" || isTranslated || source === undefined) return unit;
    const content = untranslated === "mark" ? [markUntranslated(plainText(source.content))] : source.content;
    return { ...unit, variants: { ...unit.variants, [language]: { ...source, content } } };
  });
}

/** The variant whose text stands in a block. */
const standingIn = (block: string, variants: ExchangeUnit["variants"]): Draft | undefined =>
  Object.values(variants).find((draft) => {
    const text = plainText(draft.content);
    return text !== "" && block.includes(text);
  });

const textOfBlock = (
  units: readonly ExchangeUnit[],
  language: Language,
  file: ExchangeFile,
): string | undefined => blocksOfUnits({ ...file, units }, language)[0]?.text;

/** Ignores white space, because the space between sentences comes from the file. */
const sameWords = (one: string, other: string): boolean => withoutSpace(one) === withoutSpace(other);

function blockEdits(
  text: string,
  block: Block & { readonly span: NonNullable<Block["span"]> },
  units: readonly ExchangeUnit[],
  wanted: {
    readonly language: Language;
    readonly wanted: string | undefined;
    readonly render: (text: string) => string;
    readonly segmentation: Segmentation | undefined;
  },
): readonly Edit[] {
  const { span } = block;
  if (wanted.wanted === undefined) return [lineEdit(text, span)];
  const texts = units.map((unit) => textOfBlock([unit], wanted.language, EMPTY));
  const raw = text.slice(span.start, span.end);
  const edits = sentenceEdits(raw, block.text, texts, wanted.language, wanted.segmentation);
  if (edits === undefined) return [{ ...span, text: wanted.render(wanted.wanted) }];
  return edits.map((edit) => ({
    ...edit,
    start: span.start + edit.start,
    end: span.start + edit.end,
  }));
}

const EMPTY: ExchangeFile = { format: "text", tags: {}, units: [] };

/** Removes the lines of a block. */
function lineEdit(text: string, { start, end }: NonNullable<Block["span"]>): Edit {
  const after = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: after < 0 ? text.length : after + 1, text: "" };
}

/** Moves edits from the text with LF line ends to the original text, whose line ends may differ among themselves. */
function placed(edits: readonly Edit[], original: string): Edit[] {
  // Places of the lines that end in CRLF, in the text with LF.
  const pairs = [...original.matchAll(/\r\n/gu)].map(({ index }, count) => index - count);
  const lineEnd = /\r\n?|\n/u.exec(original)?.[0] ?? "\n";
  let passed = 0;
  const place = (offset: number): number => {
    while (passed < pairs.length && (pairs[passed] ?? 0) < offset) passed += 1;
    return offset + passed;
  };
  return edits
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, text }) => ({
      start: place(start),
      end: place(end),
      text: lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd),
    }));
}
