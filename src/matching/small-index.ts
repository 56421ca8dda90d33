import { skeleton } from "./comparable-text.ts";
import { collectGrams, newGrams } from "./grams.ts";
import { codePoints, distanceTo, editsAllowed } from "./similarity.ts";

/**
 * An index of some thousand texts in plain JavaScript, for where no WebAssembly may be made (Workers). A text is
 * compared with the texts that share most of its rarest grams.
 */
export interface SmallIndex {
  /**
   * Adds a text (comparable form); its place is the number of texts before it.
   *
   * @returns places of the earlier texts that are similar enough, closest first, then of some that only numbers and
   *   punctuation tell apart, however much that is
   */
  add(text: string): readonly number[];
}

/** Postings that one text reads, unless its rarest list alone is longer. */
const POSTINGS = 4000;
/** Texts with which one text is compared. */
const COMPARED = 24;
/** Texts given that differ in numbers and punctuation alone. */
const SAME_SKELETON = 4;

interface Lists {
  /** Places of the texts that have a gram. */
  readonly byGram: Map<number, number[]>;
  /** Places of the first texts with a skeleton. */
  readonly bySkeleton: Map<string, number[]>;
}

/** @param least similarity of a text that is given, 0 … 1 */
export function smallIndex(least: number): SmallIndex {
  const texts: string[] = [];
  const lists: Lists = { byGram: new Map(), bySkeleton: new Map() };
  const buffer = newGrams();
  return {
    add(text) {
      const { list, length } = collectGrams(text, buffer);
      const grams = Array.from(list.subarray(0, length));
      const closest = closestOf(text, texts, promising(lists.byGram, grams), least);
      for (const gram of grams) {
        const places = lists.byGram.get(gram);
        if (places === undefined) lists.byGram.set(gram, [texts.length]);
        else places.push(texts.length);
      }
      const same = sameSkeleton(lists.bySkeleton, text, texts.length);
      texts.push(text);
      return [...new Set([...closest, ...same])];
    },
  };
}

/** Places of the texts that share most of the rarest grams. */
function promising(byGram: ReadonlyMap<number, readonly number[]>, grams: readonly number[]): number[] {
  const size = (gram: number) => byGram.get(gram)?.length ?? 0;
  let left = POSTINGS;
  const shared = new Map<number, number>();
  for (const [at, gram] of grams.toSorted((a, b) => size(a) - size(b) || a - b).entries()) {
    left -= size(gram);
    if (left < 0 && at > 0) break;
    for (const place of byGram.get(gram) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, COMPARED)
    .map(([place]) => place);
}

/** Those of some places whose texts are similar enough, closest first. */
function closestOf(
  text: string,
  texts: readonly string[],
  places: readonly number[],
  least: number,
): number[] {
  const points = codePoints(text);
  const distance = distanceTo(points);
  const found: { place: number; similarity: number }[] = [];
  for (const place of places) {
    const other = codePoints(texts[place] ?? "");
    const limit = editsAllowed(other.length, points.length, least);
    const edits = distance(other, limit);
    if (edits <= limit)
      found.push({ place, similarity: 1 - edits / Math.max(1, other.length, points.length) });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.place - b.place).map(({ place }) => place);
}

/** Places of earlier texts that only numbers and punctuation tell apart; adds the text to them. */
function sameSkeleton(bySkeleton: Map<string, number[]>, text: string, place: number): readonly number[] {
  const form = skeleton(text);
  if (form === undefined) return [];
  const places = bySkeleton.get(form) ?? [];
  if (places.length < SAME_SKELETON) bySkeleton.set(form, [...places, place]);
  return places;
}
