import { collectGrams, newGrams } from "./grams.ts";
import { codePoints, distanceTo, editsAllowed } from "./similarity.ts";

/**
 * Texts that came before, in plain JavaScript: for some thousands of them where no WebAssembly may be made
 * (Workers). A text is compared with the earlier ones that share most of its rarest grams.
 */
export interface EarlierTexts {
  /** Similarity (0 … 1) with the closest earlier text, 0 below `least`; the text is an earlier one from then on. */
  closest(text: string): number;
}

/** Postings that one text reads, unless its rarest list alone is longer, and texts that it is compared with. */
const READ = 4000;
const COMPARED = 24;

export function earlierTexts(least: number): EarlierTexts {
  const texts: string[] = [];
  const lists = new Map<number, number[]>();
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
    closest(text) {
      const { list, length } = collectGrams(text, buffer);
      const grams = Array.from(list.subarray(0, length));
      const size = (gram: number) => lists.get(gram)?.length ?? 0;
      let left = READ;
      const asked = grams
        .toSorted((a, b) => size(a) - size(b) || a - b)
        .filter((gram, at) => (left -= size(gram)) >= 0 || at === 0);
      const points = codePoints(text);
      const distance = distanceTo(points);
      let best = 0;
      for (const other of promising(asked)) {
        const theirs = codePoints(texts[other] ?? "");
        const limit = editsAllowed(theirs.length, points.length, Math.max(least, best));
        const edits = distance(theirs, limit);
        if (edits <= limit) best = Math.max(best, 1 - edits / Math.max(1, theirs.length, points.length));
      }
      for (const gram of grams) {
        const known = lists.get(gram);
        if (known === undefined) lists.set(gram, [texts.length]);
        else known.push(texts.length);
      }
      texts.push(text);
      return best;
    },
  };
}
