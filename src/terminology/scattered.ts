import type { Term } from "../domain/concept.ts";
import type { Range } from "../domain/finding.ts";
import { foldChinese } from "./chinese/folded-text.ts";
import { formsOf } from "./forms.ts";
import { wordsOf } from "./text-words.ts";
import type { Word } from "./text-words.ts";

/** Most other words between two words of a term: «морские и пресноводные льды» for «морской лёд». */
const GAP = 2;
/** Most other characters between the two halves of a Chinese term: 可持续地发展. */
const CHINESE_GAP = 4;

/**
 * Range where the words of a term stand near each other, in any form and order, in UTF-16 offsets. Up to two other
 * words may stand between neighbours, and function words of the term may be absent. The term may be meant there, so it
 * is not reported as missing, but it does not count as found. `undefined` for terms of one word.
 */
export function findScattered(text: string, term: Term): Range | undefined {
  return term.language === "zh" ? findHalves(text, term.text) : findNear(text, term);
}

function findNear(text: string, term: Term): Range | undefined {
  const russian = term.language === "ru";
  const slots = slotsOf(term, russian);
  if (slots.length < 2) return undefined;
  const words = wordsOf(text, russian);
  const places = slots.map((slot) => words.flatMap(({ key }, at) => (slot.has(key) ? [at] : [])));
  if (places.some((found) => found.length === 0)) return undefined;
  for (const first of places[0] ?? []) {
    const chosen = nearest(first, places);
    const from = Math.min(...chosen);
    const to = Math.max(...chosen);
    const all = new Set(chosen).size === slots.length;
    if (all && to - from < slots.length + GAP * (slots.length - 1)) return rangeOf(words, from, to);
  }
  return undefined;
}

/** The place nearest to `first` for each slot. */
function nearest(first: number, places: readonly (readonly number[])[]): number[] {
  const distance = (at: number): number => Math.abs(at - first);
  return places.map((found, slot) =>
    slot === 0 ? first : found.reduce((best, at) => (distance(at) < distance(best) ? at : best)),
  );
}

function rangeOf(words: readonly Word[], from: number, to: number): Range {
  return { start: words[from]?.start ?? 0, end: words[to]?.end ?? 0 };
}

const EMPTY_WORDS: ReadonlySet<string> = new Set(
  "и или о об в во на по с со к ко от до для из у за of the a an and or for in on to at by from with".split(
    " ",
  ),
);

const slotsByTerm = new WeakMap<Term, readonly ReadonlySet<string>[]>();

/** The set of all forms for each word of the term. Function words are left out. */
function slotsOf(term: Term, russian: boolean): readonly ReadonlySet<string>[] {
  const known = slotsByTerm.get(term);
  if (known !== undefined) return known;
  const slots: Set<string>[] = [];
  const length = wordsOf(term.text, russian).length;
  for (const form of formsOf(term)) {
    const words = wordsOf(form.text, russian);
    if (words.length !== length) continue;
    for (const [at, { key }] of words.entries()) (slots[at] ??= new Set()).add(key);
  }
  const meaningful = slots.filter((slot) => ![...slot].every((word) => EMPTY_WORDS.has(word)));
  slotsByTerm.set(term, meaningful);
  return meaningful;
}

function findHalves(text: string, term: string): Range | undefined {
  const wanted = foldChinese(term).text();
  if (wanted.length < 4) return undefined;
  const folded = foldChinese(text);
  const characters = folded.text();
  for (let cut = 2; cut <= wanted.length - 2; cut++) {
    const [first, second] = [wanted.slice(0, cut), wanted.slice(cut)];
    for (let at = characters.indexOf(first); at >= 0; at = characters.indexOf(first, at + 1)) {
      const rest = characters.slice(at + cut, at + cut + CHINESE_GAP + second.length);
      const found = rest.indexOf(second);
      if (found < 0 || /[。！？；]/u.test(rest.slice(0, found))) continue;
      const end = at + cut + found + second.length;
      return { start: folded.offsets[at] ?? 0, end: (folded.offsets[end - 1] ?? 0) + 1 };
    }
  }
  return undefined;
}
