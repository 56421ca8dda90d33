import type { Segmentation } from "../../alignment/segmentation.ts";
import { DEFAULT_TAGS, type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { type Content, plainText, sameContent } from "../../domain/segment.ts";
import type { Note } from "../../domain/unit.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type Limits,
  type ReadOptions,
  type SplicedFile,
  type WriteOptions,
} from "../contract.ts";
import type { Decoded } from "../encoding.ts";
import { blockName } from "../../domain/block.ts";
import { type Block, languageByScript, type TextDocument } from "../text/blocks.ts";
import type { FormatName, OptionalText } from "../traits.ts";
import type { Edit } from "../edits.ts";
import { applyEdits, attributeEdit } from "../xml/edits.ts";
import { decodeXml } from "../xml/decode.ts";
import type { Archive } from "../package/zip.ts";
import { openPackage } from "../package/open-package.ts";
import { type Comments, placeKey } from "./comments.ts";
import type { AttributeText, Paragraph } from "./paragraph.ts";
import { scanPart } from "./scan.ts";
import {
  type ParagraphText,
  paragraphText,
  PRINTS,
  type Sentence,
  sentencesOfParagraph,
} from "./sentences.ts";
import { type PartText, spliceParagraph } from "./splice-part.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A part of a document that holds texts. */
export interface Part {
  /** Name in the package. */
  readonly name: string;
  /** Prefix of the keys of its units; "" for the main part. */
  readonly label: string;
  readonly vocabulary: Vocabulary;
  readonly optional?: OptionalText;
  /** Its texts repeat those of earlier parts, and have no units of their own. */
  readonly repeats?: true;
}

/** What is known of a document before its texts are read. */
export interface Outline {
  readonly parts: readonly Part[];
  readonly title?: string;
  readonly comments: Comments;
}

/** A kind of document packages. */
export interface OfficeFormat {
  readonly name: FormatName;
  /** @throws {Problem} when the package is no such document */
  readonly outline: (archive: Archive, limits: Limits) => Outline;
  /**
   * Edits that set the languages and fonts of the document as a whole, by name of the part.
   *
   * @param own language of the file
   */
  readonly languageEdits: (
    name: string,
    xml: string,
    language: Language,
    tag: string,
    own: Language,
  ) => readonly Edit[];
  /** Parts that `languageEdits` may change. */
  readonly settings: readonly string[];
  /** Gives what repeats or names texts of the document the new texts: names of columns, references to sheets. */
  readonly follow?: (before: Archive, changed: ReadonlyMap<string, Uint8Array>, limits: Limits) => Followed;
}

/** What follows from other texts in a document. */
export interface Followed {
  /** Further parts that change, also those that had changed already. */
  readonly changed: ReadonlyMap<string, Uint8Array>;
  /** Texts that cannot be written, with the reason: the program that opens the file would refuse them. */
  readonly held: readonly HeldText[];
}

export interface HeldText {
  /** Name of the part, and number of the paragraph or attribute in it. */
  readonly part: string;
  readonly number: number;
  readonly problem: Pick<ProblemData, "code" | "params">;
}

const decoded = (
  archive: Archive,
  name: string,
  limits: Limits,
): (Decoded & { bytes: Uint8Array }) | undefined => {
  const bytes = archive.read(name);
  return bytes === undefined || bytes.length === 0 ? undefined : { ...decodeXml(bytes, { limits }), bytes };
};

/** What the keys of the units of a paragraph begin with. */
const paragraphName = ({ label }: Part, number: number): string =>
  `${label === "" ? "" : `${label}:`}${number}`;

const keyOf = (part: Part, number: number, sentence: number): string =>
  `${paragraphName(part, number)}.${sentence}`;

/** A paragraph or a text in an attribute, in the order of the document. */
interface Found {
  readonly part: Part;
  readonly number: number;
  readonly context: string;
  readonly block: Pick<Block, "kind" | "level">;
  readonly optional?: OptionalText;
  readonly isTitle?: true;
  /** As in `Paragraph`. */
  readonly anchors: readonly string[];
  readonly paragraph?: ParagraphText;
  readonly attribute?: string;
}

/**
 * Takes something of every text, in the order of the document. The texts themselves are not kept: the tokens of a long
 * document need much memory.
 */
function takeTexts<T>(archive: Archive, outline: Outline, limits: Limits, take: (found: Found) => T): T[] {
  const taken: T[] = [];
  for (const part of outline.parts) {
    if (part.repeats === true) continue;
    const file = decoded(archive, part.name, limits);
    if (file === undefined) continue;
    const own: { readonly number: number; readonly taken: T }[] = [];
    const keep = (found: Found) => own.push({ number: found.number, taken: take(found) });
    scanPart(
      file.text,
      part.vocabulary,
      {
        paragraph: (paragraph) => {
          if (paragraph.repeats === undefined && paragraph.info.hasNoUnit !== true)
            keep(foundParagraph(part, paragraph));
        },
        attribute: ({ number, repeats, name, place, text, optional = part.optional }) => {
          if (repeats !== undefined) return;
          keep({
            part,
            number,
            context: `attribute ${place ?? name}`,
            block: { kind: "attribute" },
            anchors: [],
            attribute: text,
            ...(optional === undefined ? {} : { optional }),
          });
        },
      },
      limits,
    );
    // A text inside of another one begins after it, and ends before it.
    for (const one of own.toSorted((a, b) => a.number - b.number)) taken.push(one.taken);
  }
  return taken;
}

function foundParagraph(part: Part, paragraph: Paragraph): Found {
  const { info } = paragraph;
  const text = paragraphText(paragraph, part.vocabulary);
  const optional = part.optional ?? info.optional ?? (text.isHidden ? "hidden" : undefined);
  return {
    part,
    number: paragraph.number,
    context: info.place ?? blockName(info),
    block: info.level === undefined ? { kind: info.kind } : { kind: info.kind, level: info.level },
    ...(optional === undefined ? {} : { optional }),
    ...(info.isTitle === undefined ? {} : { isTitle: true }),
    anchors: paragraph.anchors,
    paragraph: text,
  };
}

const textOf = ({ paragraph, attribute }: Found): string => paragraph?.text ?? attribute ?? "";

/**
 * Makes the reader of a kind of documents. Each unit is a sentence; its key is `PARAGRAPH.SENTENCE`, both from 1, with
 * the name of the part before it where that is not the main one.
 *
 * @returns a reader that throws `too-large`, `archive-too-large`, `document-invalid`, `document-encrypted`,
 *   `document-legacy`, `language-missing`, `file-empty`, `too-long`, and the problems of the XML reader
 */
const officeReader =
  (format: OfficeFormat) =>
  (bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile => {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { archive, outline } = open(format, bytes, limits);
    const wanted = new Set(options.optionalTexts);
    const isWanted = ({ optional }: Found) => optional === undefined || wanted.has(optional);
    const language = options.source ?? options.target ?? languageOfPackage(archive, outline, limits);
    if (language === undefined) {
      const prints = takeTexts(archive, outline, limits, (one) => isWanted(one) && PRINTS.test(textOf(one)));
      throw new Problem(prints.includes(true) ? "language-missing" : "file-empty");
    }
    const titles = newTitles();
    const placed = takeTexts(archive, outline, limits, (one) => {
      if (!isWanted(one)) return { places: [], units: [] };
      titles.note(one);
      return { places: placesOf(one), units: unitsOf(one, outline, language, limits, options.segmentation) };
    });
    const units = withPlacedNotes(placed, outline.comments);
    if (units.length === 0) throw new Problem("file-empty");
    if (units.length > limits.units)
      throw new Problem("too-large", { limit: limits.units, size: units.length });
    const title = titles.best() ?? outline.title;
    return {
      format: format.name,
      source: language,
      tags: {},
      ...(title === undefined ? {} : { title }),
      units,
    };
  };

function open(
  format: OfficeFormat,
  bytes: Uint8Array,
  limits: Limits,
): { archive: Archive; outline: Outline } {
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { limit: limits.bytes, size: bytes.length });
  const archive = openPackage(bytes, limits.bytes, format.name);
  return { archive, outline: format.outline(archive, limits) };
}

function unitsOf(
  found: Found,
  outline: Outline,
  language: Language,
  limits: Limits,
  rules: Segmentation | undefined,
): ExchangeUnit[] {
  const { part, number, context, paragraph, attribute } = found;
  const known = outline.comments;
  const make = (sentence: number, content: Content, notes: readonly Note[]): ExchangeUnit => {
    const { length } = plainText(content);
    const key = keyOf(part, number, sentence);
    if (length > limits.text) throw new Problem("too-long", { length, limit: limits.text }, { unit: key });
    return { key, line: 0, notes, context, variants: { [language]: { content, state: "translated" } } };
  };
  if (paragraph === undefined) return [make(1, [attribute ?? ""], [])];
  return sentencesOfParagraph(paragraph, part.vocabulary, language, rules).map(
    ({ number: at, content, comments }) =>
      make(
        at,
        content,
        comments.flatMap((id) => known.get(placeKey("", id)) ?? known.get(placeKey(part.name, id)) ?? []),
      ),
  );
}

/** Places that a comment on a text may name. A text that is a comment itself has none. */
const placesOf = ({ part, number, anchors, optional }: Found): readonly string[] =>
  optional === "comments"
    ? []
    : [
        placeKey(part.name),
        placeKey(part.name, number),
        ...anchors.map((anchor) => placeKey(part.name, anchor)),
      ];

interface PlacedUnits {
  readonly places: readonly string[];
  readonly units: readonly ExchangeUnit[];
}

/** All units. The first one of a place has the comments on this place. */
function withPlacedNotes(found: readonly PlacedUnits[], comments: Comments): ExchangeUnit[] {
  const left = new Map(comments);
  return found.flatMap(({ places, units }) => {
    const [first, ...others] = units;
    if (left.size === 0 || first === undefined) return units;
    const notes = places.flatMap((place) => left.get(place) ?? []);
    for (const place of places) left.delete(place);
    return notes.length === 0 ? units : [{ ...first, notes: [...first.notes, ...notes] }, ...others];
  });
}

/** The document as blocks of plain text, for alignment. @throws {Problem} as the reader of the format */
function officeBlocks(
  format: OfficeFormat,
  bytes: Uint8Array,
  limits: Limits = DEFAULT_LIMITS,
): TextDocument {
  const { archive, outline } = open(format, bytes, limits);
  const titles = newTitles();
  const blocks = takeTexts(archive, outline, limits, (one): Block[] => {
    const text = textOf(one).replace(/\t+/gu, " ").trim();
    if (text === "" || one.optional !== undefined || one.attribute !== undefined) return [];
    titles.note(one);
    return [{ ...one.block, text, line: 0 }];
  }).flat();
  const title = titles.best() ?? outline.title;
  return title === undefined ? { blocks } : { title, blocks };
}

/** Looks for the title among the texts: one in the style of a title, else the first heading of level 1. */
function newTitles() {
  let styled: string | undefined;
  let heading: string | undefined;
  return {
    note(one: Found): void {
      const text = textOf(one).replace(/\s+/gu, " ").trim();
      if (text === "") return;
      if (one.isTitle === true) styled ??= text;
      if (one.block.kind === "heading" && one.block.level === 1) heading ??= text;
    },
    best: (): string | undefined => styled ?? heading,
  };
}

/** Characters of a part that show which language it is in. */
const SAMPLE = 400_000;

/** The language of a document by the script of its first texts, tags left out. */
function languageOfPackage(archive: Archive, { parts }: Outline, limits: Limits): Language | undefined {
  const samples = parts
    .filter(({ optional, repeats }) => optional === undefined && repeats === undefined)
    .slice(0, 20)
    .flatMap(
      ({ name }) =>
        decoded(archive, name, limits)
          ?.text.slice(0, SAMPLE)
          .split(/<[^>]*>?/u) ?? [],
    );
  return languageByScript(samples.filter((text) => PRINTS.test(text)));
}

/** Units of a document by paragraph: the key before the last full stop. */
type UnitsByParagraph = ReadonlyMap<string, ReadonlyMap<number, ExchangeUnit>>;

function unitsByParagraph(units: readonly ExchangeUnit[]): UnitsByParagraph {
  const found = new Map<string, Map<number, ExchangeUnit>>();
  for (const unit of units) {
    const match = /^(.*\d)\.(\d{1,9})$/u.exec(unit.key);
    if (match === null) continue;
    const [, paragraph = "", sentence] = match;
    const own = found.get(paragraph) ?? new Map<number, ExchangeUnit>();
    own.set(Number(sentence), unit);
    found.set(paragraph, own);
  }
  return found;
}

/**
 * Makes the splicer of a kind of documents. It writes one language into an imported file, which may be in another
 * language. Sentences with the same text stay byte for byte, and so does every part without a change.
 *
 * @returns a splicer that returns `undefined` if the units are not those of the file
 */
const officeSplicer =
  (format: OfficeFormat) =>
  (original: Uint8Array, file: ExchangeFile, options: WriteOptions): SplicedFile | undefined => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { archive, outline } = open(format, original, limits);
    const units = unitsByParagraph(file.units);
    const found = takeTexts(archive, outline, limits, placeOf);
    const own = options.templateLanguage ?? languageOfFile(found, units);
    if (own === undefined || !hasPlacesFor(found, units)) return undefined;
    const tag = file.tags[language] ?? DEFAULT_TAGS[language];
    const removed = options.removed ?? new Set<string>();
    const isLocalised =
      own !== language &&
      file.units.some(
        ({ key, variants }) => !removed.has(key) && plainText(variants[language]?.content ?? []) !== "",
      );
    const held = new Map<string, Pick<ProblemData, "code" | "params">>();
    for (;;) {
      const work: Work = {
        units,
        removed,
        own,
        segmentation: options.segmentation,
        isLocalised,
        language,
        tag,
        untranslated: options.untranslated ?? "source",
        held,
        known: new Map(),
        used: new Set(),
      };
      const changed = changedParts(format, archive, outline, work, limits);
      const followed = changed.size === 0 ? undefined : format.follow?.(archive, changed, limits);
      const more = (followed?.held ?? []).map(
        ({ part, number, problem }) => [heldKey(outline, part, number), problem] as const,
      );
      if (more.some(([key]) => !held.has(key))) {
        for (const [key, problem] of more) held.set(key, problem);
        continue;
      }
      return {
        bytes: archive.replace(new Map([...changed, ...(followed?.changed ?? [])])),
        warnings: [...unknownUnits(file, language, work), ...heldUnits(work)],
        added: 0,
      };
    }
  };

const heldKey = ({ parts }: Outline, name: string, number: number): string => {
  const part = parts.find((one) => one.name === name);
  return part === undefined ? "" : paragraphName(part, number);
};

const unknownUnits = ({ units }: ExchangeFile, language: Language, { used }: Work): ProblemData[] =>
  units
    .filter(({ key, variants }) => variants[language] !== undefined && !used.has(key))
    .map(({ key }) => ({ code: "unit-unknown", params: { key }, place: { unit: key } }));

/** A text that is not written is named with its first unit. */
const heldUnits = ({ held, units }: Work): ProblemData[] =>
  [...held].flatMap(([paragraph, problem]) => {
    const [unit] = units.get(paragraph)?.values() ?? [];
    return unit === undefined ? [] : [{ ...problem, place: { unit: unit.key } }];
  });

/** The parts with the texts and the language of this work, as far as they change. */
function changedParts(
  format: OfficeFormat,
  archive: Archive,
  outline: Outline,
  work: Work,
  limits: Limits,
): Map<string, Uint8Array> {
  const { own, isLocalised, language, tag } = work;
  const changed = new Map<string, Uint8Array>();
  const put = (name: string, from: Decoded & { bytes: Uint8Array }, edits: readonly Edit[]) => {
    if (edits.length > 0) changed.set(name, applyEdits(from.bytes, from, edits));
  };
  for (const part of outline.parts) {
    const from = decoded(archive, part.name, limits);
    if (from === undefined) continue;
    const edits = splicePart(part, from.text, work, limits);
    const settings =
      edits.length > 0 && isLocalised && format.settings.includes(part.name)
        ? format.languageEdits(part.name, from.text, language, tag, own)
        : [];
    put(
      part.name,
      from,
      [...edits, ...settings].toSorted((a, b) => a.start - b.start),
    );
  }
  if (changed.size > 0 && isLocalised) {
    // A part may hold texts and settings, and only the settings change.
    for (const name of format.settings) {
      const from = changed.has(name) ? undefined : decoded(archive, name, limits);
      if (from !== undefined) put(name, from, format.languageEdits(name, from.text, language, tag, own));
    }
  }
  return changed;
}

/** What a splice knows and finds out. */
interface Work {
  readonly units: UnitsByParagraph;
  /** Keys of sentences that are not to stand in the file any more. */
  readonly removed: ReadonlySet<string>;
  /** Language of the file. */
  readonly own: Language;
  readonly segmentation: Segmentation | undefined;
  readonly language: Language;
  readonly tag: string;
  /** True if texts go over into another language, so that the document names it. */
  readonly isLocalised: boolean;
  readonly untranslated: NonNullable<WriteOptions["untranslated"]>;
  /** Paragraphs that keep the text of the file. */
  readonly held: ReadonlyMap<string, Pick<ProblemData, "code" | "params">>;
  /** Paragraphs by their text in the file, for parts that repeat others. */
  readonly known: Map<string, string>;
  /** Keys of units that the file has a place for. */
  readonly used: Set<string>;
}

/** A paragraph of the file: its key and its text. */
interface Place {
  readonly paragraph: string;
  readonly text: string;
}

const placeOf = (one: Found): Place => ({
  paragraph: paragraphName(one.part, one.number),
  text: condensed(textOf(one)),
});

/** True when the file has the paragraphs of most units. */
function hasPlacesFor(found: readonly Place[], units: UnitsByParagraph): boolean {
  return found.filter(({ paragraph }) => units.has(paragraph)).length * 2 >= units.size;
}

/** White space apart, the text of units in one language. */
const condensed = (text: string): string => text.replace(/\s+/gu, "");

/**
 * The language in which most paragraphs of the file agree with the units; `undefined` when fewer than half agree in any,
 * so that the units are not those of the file.
 */
function languageOfFile(found: readonly Place[], units: UnitsByParagraph): Language | undefined {
  const counts = new Map<Language, number>(LANGUAGES.map((language) => [language, 0]));
  let compared = 0;
  for (const { paragraph, text } of found) {
    const own = units.get(paragraph);
    if (own === undefined) continue;
    compared += 1;
    for (const language of LANGUAGES) {
      const texts = [...own]
        .toSorted(([a], [b]) => a - b)
        .map(([, unit]) => unit.variants[language]?.content ?? []);
      const joined = condensed(texts.map(plainText).join(""));
      // Sentences without letters have no units.
      if (joined !== "" && (joined === text || (text.includes(joined) && joined.length * 2 > text.length)))
        counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best === undefined || best[1] === 0 || best[1] * 2 < compared ? undefined : best[0];
}

function splicePart(part: Part, xml: string, work: Work, limits: Limits): Edit[] {
  const { isLocalised, language, tag } = work;
  const edits: Edit[] = [];
  const text: PartText = {
    xml,
    vocabulary: part.vocabulary,
    ...(isLocalised ? { language, tag } : {}),
  };
  scanPart(
    xml,
    part.vocabulary,
    {
      paragraph: (paragraph) => spliceFound(part, text, paragraph, work, edits),
      attribute: (attribute) => edits.push(...attributeEdits(part, xml, attribute, work)),
    },
    limits,
  );
  return edits;
}

/** Key of the paragraph whose units a text has; that of an earlier part when it repeats one. */
function paragraphKey(
  part: Part,
  { number, repeats }: { number: number; repeats?: number },
  text: string,
  work: Work,
) {
  if (part.repeats === true) return work.known.get(condensed(text));
  const key = paragraphName(part, repeats ?? number);
  if (!work.known.has(condensed(text))) work.known.set(condensed(text), key);
  return key;
}

function spliceFound(part: Part, text: PartText, paragraph: Paragraph, work: Work, edits: Edit[]): void {
  const found = paragraphText(paragraph, part.vocabulary);
  if (found.text === "" || paragraph.info.hasNoUnit === true) return;
  const key = paragraphKey(part, paragraph, found.text, work);
  const units = key === undefined ? undefined : work.units.get(key);
  if (key === undefined || units === undefined) return;
  const sentences = sentencesOfParagraph(found, part.vocabulary, work.own, work.segmentation);
  const replacements = new Map<number, Content>();
  for (const sentence of sentences) {
    const unit = units.get(sentence.number);
    if (unit === undefined) continue;
    work.used.add(unit.key);
    const content = work.held.has(key) ? undefined : wantedContent(unit, sentence, work);
    if (content !== undefined && !sameContent(content, sentence.content))
      replacements.set(sentence.number, content);
  }
  if (replacements.size > 0) spliceParagraph(text, paragraph, found, sentences, replacements, edits);
}

/** The text that is to stand in the place of a sentence; `undefined` when the sentence stays. */
function wantedContent(
  unit: ExchangeUnit,
  sentence: Pick<Sentence, "content">,
  work: Work,
): Content | undefined {
  const { language, own, untranslated, removed } = work;
  if (removed.has(unit.key)) return [];
  const content = unit.variants[language]?.content.filter(
    (one) => typeof one === "string" || one.kind !== "break",
  );
  if (content !== undefined && plainText(content) !== "") return content;
  if (untranslated === "source" || language === own) return undefined;
  return untranslated === "omit" ? [] : ["⟦", ...sentence.content, "⟧"];
}

function attributeEdits(part: Part, xml: string, attribute: AttributeText, work: Work): Edit[] {
  const { text, name, start, end } = attribute;
  const key = paragraphKey(part, attribute, text, work);
  const unit = key === undefined ? undefined : work.units.get(key)?.get(1);
  if (unit === undefined) return [];
  work.used.add(unit.key);
  if (key === undefined || work.held.has(key)) return [];
  const content = wantedContent(unit, { content: [text] }, work);
  if (content === undefined || plainText(content) === text) return [];
  return attributeEdit(xml, start, end, name, plainText(content));
}

/** Reader, splicer and blocks of a kind of documents. */
export const codecOf = (format: OfficeFormat) => ({
  read: officeReader(format),
  splice: officeSplicer(format),
  blocks: (bytes: Uint8Array, limits?: Limits) => officeBlocks(format, bytes, limits),
});
