import { isHan } from "../chinese/folded-text.ts";
import type { Entry } from "./phrase-table.ts";

/** Share of the places of a phrase that have a character beside it from which the character belongs to it. */
const ALWAYS = 0.8;
const LEAST_PLACES = 2;
/** Characters that are added on one side. */
const MOST_ADDED = 2;
/** Entries between two pauses. */
const STRIDE = 64;
/** Characters of grammar that stand beside a phrase and never belong to it. */
const OUTSIDE: ReadonlySet<string> = new Set(
  "的了着过地得和与及或在是将被把也就都而对从向由于自以为并但如若则因只仅还更最很太较没勿别可能会应须需请让使用按据至到之其此该这那各每某我你您他她它谁哪怎何几一二两三四五六七八九十百千万亿个些种次条项名位件张份时秒天已曾正再又才便即且等所有做说看去来起出进回给跟像见想点击设选含均仍皆",
);
/** Characters that say where something is; they belong to a word before them only by chance: 图像中. */
const AFTER: ReadonlySet<string> = new Set("上下中内外里前后左右间");

let segmenter: Intl.Segmenter | undefined;

/**
 * Gives Chinese phrases the characters that the segmenter cut off: 页符 that always stands after a single 分 is 分页符. A
 * character that is part of another word (打开|文件) is not taken.
 *
 * @param textOf text of a unit
 * @param isKnown whether a key is a phrase of its own
 * @param pause called between parts of the work
 */
export async function withWholeEnds(
  entries: readonly Entry[],
  textOf: (unit: number) => string,
  isKnown: (key: string) => boolean,
  pause: () => Promise<void>,
): Promise<Entry[]> {
  const singles = new Map<number, ReadonlySet<number>>();
  const singlesOf = (unit: number): ReadonlySet<number> => {
    const known = singles.get(unit);
    if (known !== undefined) return known;
    const found = singlesIn(textOf(unit));
    singles.set(unit, found);
    return found;
  };
  /** The character that stands on one side of nearly all places. */
  const beside = ({ places }: Entry, side: "left" | "right"): string | undefined => {
    const counts = new Map<string, number>();
    for (const { unit, start, end } of places) {
      const at = side === "left" ? start - 1 : end;
      const character = textOf(unit).charAt(at);
      if (singlesOf(unit).has(at)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const [best, most] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
    const isOutside = OUTSIDE.has(best) || (side === "right" && AFTER.has(best));
    return !isOutside && most >= LEAST_PLACES && most >= places.length * ALWAYS ? best : undefined;
  };
  const wholes: Entry[] = [];
  for (const [at, entry] of entries.entries()) {
    if (at % STRIDE === 0) await pause();
    let whole = entry;
    for (const side of ["left", "right"] as const) {
      for (let added = 0; added < MOST_ADDED; added += 1) {
        const character = beside(whole, side);
        if (character === undefined) break;
        const longer = extended(whole, character, side);
        if (isKnown(longer.key)) break;
        whole = longer;
      }
    }
    wholes.push(whole);
  }
  return wholes;
}

/** Offsets of the Han characters that the segmenter leaves single. */
function singlesIn(text: string): ReadonlySet<number> {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const found = new Set<number>();
  for (const { segment, index } of segmenter.segment(text))
    if (segment.length === 1 && isHan(segment.charCodeAt(0))) found.add(index);
  return found;
}

function extended(entry: Entry, character: string, side: "left" | "right"): Entry {
  const longer = (text: string): string => (side === "left" ? character + text : text + character);
  return {
    ...entry,
    key: longer(entry.key),
    surfaces: new Map([...entry.surfaces].map(([surface, count]) => [longer(surface), count])),
    places: entry.places.map(({ unit, start, end }) =>
      side === "left" ? { unit, start: start - 1, end } : { unit, start, end: end + 1 },
    ),
  };
}
