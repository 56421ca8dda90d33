import { joinSentences } from "../../alignment/join-sentences.ts";
import type { Language } from "../../domain/language.ts";
import { type Code, type Content, isCode, segmentsOf } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";

/** The units of an aligned document as one of its files has them. */
export interface PlacedFile {
  readonly file: ExchangeFile;
  /** Keys of sentences of the file whose text stands in another one now. */
  readonly removed: ReadonlySet<string>;
  /** Key of the document's unit by key in the file. */
  readonly keys: ReadonlyMap<string, string>;
}

/** What is to stand in one sentence of the file. */
interface Target {
  readonly unit: ExchangeUnit;
  readonly texts: Content[];
  isMissing: boolean;
}

/**
 * An aligned document in the words of one of its files: a unit for each sentence of the file, with the text that belongs
 * there in the wanted language. Texts in as many segments as the file's own go segment by segment; others go into the
 * first sentence, and the other ones are removed.
 *
 * @param own language of the file
 * @returns `undefined` if no unit has a place in a file of this language
 */
export function placedFile(file: ExchangeFile, own: Language, wanted: Language): PlacedFile | undefined {
  const targets = new Map<string, Target>();
  for (const unit of file.units) {
    const places = unit.variants[own]?.places?.map((place) => place.split(" ").filter((key) => key !== ""));
    if (places?.some((keys) => keys.length > 0) !== true) continue;
    const texts = textsFor(unit.variants[wanted]?.content, places.length);
    for (const [at, keys] of places.entries()) {
      const [first = lastKey(places, at), ...others] = keys;
      if (first === undefined) continue;
      for (const key of [first, ...others]) {
        if (!targets.has(key)) targets.set(key, { unit, texts: [], isMissing: false });
      }
      const target = targets.get(first);
      const text = texts?.[at];
      if (text !== undefined) target?.texts.push(text);
      else if (texts === undefined && target !== undefined) target.isMissing = true;
    }
  }
  if (targets.size === 0) return undefined;
  const removed = new Set<string>();
  const units = [...targets].map(([key, { unit, texts, isMissing }]): ExchangeUnit => {
    if (texts.length === 0 && !isMissing) removed.add(key);
    const content = texts.length < 2 ? (texts[0] ?? []) : plainJoined(texts, wanted);
    return {
      ...unit,
      key,
      variants: texts.length === 0 ? {} : { [wanted]: { content, state: "translated" } },
    };
  });
  return {
    file: { ...file, units },
    removed,
    keys: new Map([...targets].map(([key, { unit }]) => [key, unit.key])),
  };
}

/** The last key before a segment without a place. */
const lastKey = (places: readonly (readonly string[])[], at: number): string | undefined =>
  places.slice(0, at).flat().at(-1) ?? places.flat()[0];

/** The texts for the segments of the file; `undefined` without a text. A segment without one stays empty. */
function textsFor(content: Content | undefined, count: number): readonly (Content | undefined)[] | undefined {
  if (content === undefined) return undefined;
  const segments = segmentsOf(content).filter(({ ignorable }) => !ignorable);
  return segments.length === count
    ? segments.map((segment) => segment.content.map(withOwnId))
    : [content.filter((part) => !isCode(part) || part.kind !== "break").map(withOwnId)];
}

/** A code has the number of its sentence before its id where two sentences of a unit have the same ids. */
const withOwnId = (part: string | Code): string | Code =>
  isCode(part) ? { ...part, id: part.id.replace(/^\d+-/u, "") } : part;

const plainJoined = (texts: readonly Content[], language: Language): Content =>
  joinSentences(texts, language).filter((part) => !isCode(part) || part.kind !== "break");
