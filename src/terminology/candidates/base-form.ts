import type { Language } from "../../domain/language.ts";
import { singularOf } from "../english.ts";
import type { Entry } from "./phrase-table.ts";
import { russianBase } from "./russian-base.ts";

/** The form of a phrase for a glossary: nominative or singular where the texts show one, capitals only in names. */
export function baseForm(entry: Entry, language: Language): string {
  const surfaces = [...entry.surfaces].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const first = surfaces[0]?.[0] ?? entry.key;
  if (language === "zh") return first;
  const capitals = capitalsOf(surfaces, entry);
  const plain = (surface: string): string => withCapitals(surface, capitals);
  if (language === "en") {
    const singular = surfaces.find(([surface]) => isSingular(surface));
    return plain((singular ?? surfaces[0])?.[0] ?? first);
  }
  return plain(russianBase(entry, surfaces) ?? first);
}

type Surfaces = readonly (readonly [string, number])[];
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Share of the occurrences with a capital from which the word has one in the base form. */
const CAPITAL = 0.75;

/** For each word of a phrase, whether it has a capital wherever it stands. */
function capitalsOf(surfaces: Surfaces, { inside, capitals }: Entry): boolean[] {
  const total = surfaces.reduce((sum, [, count]) => sum + count, 0);
  const counts: number[] = [];
  for (const [surface, count] of surfaces)
    for (const [at, [word]] of [...surface.matchAll(WORD)].entries())
      counts[at] = (counts[at] ?? 0) + (/^\p{Lu}/u.test(word) ? count : 0);
  const isCapital = counts.map((count) => count >= total * CAPITAL);
  const isName = isCapital.length > 1 && isCapital.every(Boolean);
  // The first word of a sentence has its capital from there.
  return isCapital.with(0, isName || (inside > 0 && capitals >= inside * CAPITAL));
}

function withCapitals(surface: string, capitals: readonly boolean[]): string {
  let at = 0;
  return surface.replaceAll(WORD, (word) => {
    const isKept = capitals[at] === true || /\p{Lu}.*\p{Lu}/u.test(word);
    at += 1;
    return isKept ? word : word.charAt(0).toLowerCase() + word.slice(1);
  });
}

/** Whether the head of an English phrase is a singular: the word before “of”, or the last one. */
function isSingular(surface: string): boolean {
  const [head = ""] = surface.split(/ (?:of|for|on|in) /u);
  const word = /[\p{L}\p{N}]+$/u.exec(head)?.[0].toLowerCase() ?? "";
  return singularOf(word) === undefined;
}
