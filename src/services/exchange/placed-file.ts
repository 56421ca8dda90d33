import { joinSentences } from "../../alignment/join-sentences.ts";
import type { Language } from "../../domain/language.ts";
import { type Code, type Content, isCode, plainText, segmentsOf } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import { type PlacedUnit, type SegmentOf, stretchesOf } from "./stretches.ts";

/** The units of an aligned document as one of its files has them. */
export interface PlacedFile {
  readonly file: ExchangeFile;
  /** Keys of sentences of the file whose text stands in another one now. */
  readonly removed: ReadonlySet<string>;
  /** Key of the document's unit by key in the file. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * An aligned document in the words of one of its files: a unit for each sentence of the file, with the text that belongs
 * there in the wanted language. Where segments and sentences are not the same, and the text has changed, all of it goes
 * into the first sentence, and the other ones are removed.
 *
 * @param kept the file as it was read
 * @param own language of the file
 * @returns `undefined` if no unit has a place in a file of this language
 */
export function placedFile(
  file: ExchangeFile,
  kept: ExchangeFile,
  own: Language,
  wanted: Language,
): PlacedFile | undefined {
  const stretches = stretchesOf(file.units, own);
  if (stretches.length === 0) return undefined;
  const inFile = new Map(kept.units.map(({ key, variants }) => [key, variants[own]?.content ?? []]));
  const texts = new Map<string, Content>();
  const removed = new Set<string>();
  const keys = new Map<string, string>();
  for (const { keys: named, segments } of stretches) {
    const [first = "", ...others] = named;
    for (const key of named) keys.set(key, segments[0]?.unit.key ?? "");
    const now = joinedTexts(
      segments.map((segment) => textOfSegment(segment, wanted)),
      wanted,
    );
    if (now === undefined) continue;
    const there = named.map((key) => inFile.get(key) ?? []);
    if (own === wanted && named.length + segments.length > 2 && hasSameLetters(there, [now])) continue;
    texts.set(first, now);
    for (const key of plainText(now) === "" ? named : others) removed.add(key);
  }
  const units = kept.units.map((unit): ExchangeUnit => {
    const content = texts.get(unit.key);
    if (content !== undefined && !removed.has(unit.key))
      return { ...unit, variants: { [wanted]: { content, state: "translated" } } };
    // In its own language the file keeps what the document does not know or has not changed.
    return own === wanted && !removed.has(unit.key) ? unit : { ...unit, variants: {} };
  });
  return { file: { ...file, units }, removed, keys };
}

/** The text of a segment in a language; `undefined` if its unit has no text in this language. */
export function textOfSegment(
  { unit, at, of }: SegmentOf<PlacedUnit>,
  language: Language,
): Content | undefined {
  const content = unit.variants[language]?.content;
  if (content === undefined) return undefined;
  const segments = segmentsOf(content).filter(({ ignorable }) => !ignorable);
  if (segments.length === of) return segments[at]?.content.map(withOwnId);
  // A text in other segments than its places stands in the first of them.
  return at === 0 ? content.filter((part) => !isCode(part) || part.kind !== "break").map(withOwnId) : [];
}

/** A code has the number of its sentence before its id where two sentences of a unit have the same ids. */
const withOwnId = (part: string | Code): string | Code =>
  isCode(part) ? { ...part, id: part.id.replace(/^\d+-/u, "") } : part;

/** Texts as one; `undefined` if none is there. Several lose their codes' ids, so that no two have the same. */
export function joinedTexts(
  texts: readonly (Content | undefined)[],
  language: Language,
): Content | undefined {
  if (texts.every((text) => text === undefined)) return undefined;
  const filled = texts.filter((text): text is Content => text !== undefined && text.length > 0);
  const [only = [], ...others] = filled;
  return others.length === 0
    ? only
    : joinSentences(filled, language).filter((part) => !isCode(part) || part.kind !== "break");
}

/** True when two rows of texts are the same, white space and codes apart. */
export const hasSameLetters = (a: readonly Content[], b: readonly Content[]): boolean =>
  letters(a) === letters(b);

const letters = (texts: readonly Content[]): string => texts.map(plainText).join("").replace(/\s+/gu, "");
