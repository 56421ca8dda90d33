import { skeleton } from "./comparable-text.ts";
import { collectGrams, newGrams } from "./grams.ts";
import { codePoints, distanceTo, editsAllowed } from "./similarity.ts";

/**
 * Texts that came before, in plain JavaScript: for some thousands of them where no WebAssembly may be made
 * (Workers). A text is compared with the earlier ones that share most of its rarest grams.
 */
export interface EarlierTexts {
  /**
   * Places of the earlier texts that are at least so similar, closest first, and of some that numbers and punctuation alone
   * tell apart, however much that is; the text is an earlier one from then on.
   */
  alike(text: string): readonly number[];
}

/** Postings that one text reads, unless its rarest list alone is longer, and texts that it is compared with. */
const READ = 4000;
const COMPARED = 24;
/** Texts given that differ in numbers and punctuation alone. */
const KIN = 4;

export function earlierTexts(least: number): EarlierTexts {
  const texts: string[] = [];
  const lists = new Map<number, number[]>();
  const kin = new Map<string, number[]>();
  const buffer = newGrams();

  const promising = (grams: readonly number[]): number[] => {
    const found = grams
      .flatMap((gram) => lists.get(gram) ?? [])
      .reduce((shared, text) => shared.set(text, (shared.get(text) ?? 0) + 1), new Map<number, number>());
    return [...found]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, COMPARED)
      .map(([text]) => text);
  };

  return {
    alike(text) {
      const { list, length } = collectGrams(text, buffer);
      const grams = Array.from(list.subarray(0, length));
      const size = (gram: number) => lists.get(gram)?.length ?? 0;
      let left = READ;
      const asked = grams
        .toSorted((a, b) => size(a) - size(b) || a - b)
        .filter((gram, at) => (left -= size(gram)) >= 0 || at === 0);
      const points = codePoints(text);
      const distance = distanceTo(points);
      const found: { other: number; similarity: number }[] = [];
      for (const other of promising(asked)) {
        const theirs = codePoints(texts[other] ?? "");
        const limit = editsAllowed(theirs.length, points.length, least);
        const edits = distance(theirs, limit);
        if (edits > limit) continue;
        found.push({ other, similarity: 1 - edits / Math.max(1, theirs.length, points.length) });
      }
      for (const gram of grams) {
        const known = lists.get(gram);
        if (known === undefined) lists.set(gram, [texts.length]);
        else known.push(texts.length);
      }
      const closest = found
        .sort((a, b) => b.similarity - a.similarity || a.other - b.other)
        .map(({ other }) => other);
      const form = skeleton(text);
      const like = form === undefined ? [] : (kin.get(form) ?? []);
      if (form !== undefined && like.length < KIN) kin.set(form, [...like, texts.length]);
      texts.push(text);
      return [...new Set([...closest, ...like])];
    },
  };
}
