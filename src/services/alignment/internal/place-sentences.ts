import { type Content, plainText } from "../../../domain/segment.ts";
import type { ExchangeUnit } from "../../../formats/contract.ts";

/** A sentence with its place in the file that it came from. */
export interface PlacedSentence {
  readonly content: Content;
  /** Keys of the sentences of the file that it consists of, with blanks between them; "" for none. */
  readonly place: string;
}

/** A sentence is looked for in this many letters after the one before it. */
const WINDOW = 20_000;

/** What a reader and an aligner agree in: white space, marks and codes apart. */
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Finds the sentences of an alignment in the units of their file, in order. A sentence that is one unit gets its inline
 * codes; one that somebody has cut or joined gets the keys of all units that it touches.
 */
export function placeSentences(
  sentences: readonly string[],
  units: readonly ExchangeUnit[],
  contentOf: (unit: ExchangeUnit) => Content | undefined,
): PlacedSentence[] {
  const known: { readonly key: string; readonly content: Content; start: number; end: number }[] = [];
  let whole = "";
  for (const unit of units) {
    const content = contentOf(unit);
    if (content === undefined || unit.context?.startsWith("attribute") === true) continue;
    const start = whole.length;
    whole += letters(plainText(content));
    known.push({ key: unit.key, content, start, end: whole.length });
  }
  let from = 0;
  let first = 0;
  return sentences.map((text): PlacedSentence => {
    const wanted = letters(text);
    const at = wanted === "" ? -1 : whole.slice(from, from + WINDOW + wanted.length).indexOf(wanted);
    if (at < 0) return { content: [text], place: "" };
    const start = from + at;
    const end = start + wanted.length;
    while ((known[first]?.end ?? end) <= start) first += 1;
    const touched = [];
    for (let n = first; n < known.length; n += 1) {
      const one = known[n];
      if (one === undefined || one.start >= end) break;
      if (one.end > one.start) touched.push(one);
    }
    from = end;
    const [only] = touched;
    const isWhole = touched.length === 1 && only?.start === start && only.end === end;
    return {
      content: isWhole ? only.content : [text],
      place: touched.map(({ key }) => key).join(" "),
    };
  });
}

/** The places of the segments of a text; nothing if none of them has one. */
export const placesOf = (
  sentences: readonly Pick<PlacedSentence, "place">[],
): { readonly places?: readonly string[] } =>
  sentences.some(({ place }) => place !== "") ? { places: sentences.map(({ place }) => place) } : {};
