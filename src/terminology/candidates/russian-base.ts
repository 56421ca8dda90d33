import { foldCase } from "../character-classes.ts";
import { analyse, type Analysis, citationsOf, type DeclinedForm, NOM } from "../russian/declension.ts";
import { isKnownNoun, withYo } from "../russian/known-words.ts";
import { derivedCitation, likelihoodOfGuess, weightOfGuess } from "./guessed-nouns.ts";
import type { Entry } from "./phrase-table.ts";
import { adjectiveReadings, ALL, type Readings, withGender } from "./russian-endings.ts";

type Surfaces = readonly (readonly [text: string, count: number])[];
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** A form of the head of a phrase as the texts have it. */
interface Observed {
  /** Folded. */
  readonly form: string;
  readonly count: number;
  /** The readings that the adjectives beside it allow. */
  readonly allowed: Readings;
}

/** The noun that the head is read as. */
interface Reading {
  readonly citation: string;
  readonly analysis: Analysis;
  readonly isPlural: boolean;
}

/**
 * The nominative of a Russian phrase: singular where the texts may have one. The noun is the one that explains the forms
 * with the adjectives beside them; nouns that the dictionary has come first, then those of which the texts have further
 * forms.
 *
 * @param surfaces the most frequent first
 * @returns `undefined` if the head cannot be read
 */
export function russianBase(entry: Entry, surfaces: Surfaces): string | undefined {
  const head = entry.head ?? 0;
  const [surface = ""] = surfaces[0] ?? [];
  const model = wordsOf(surface);
  const word = model[head];
  if (word === undefined || !/^[а-яё]+$/iu.test(word) || /\p{Lu}.*\p{Lu}/u.test(word)) return undefined;
  // «государство-наблюдатель»: both parts inflect.
  if (new RegExp(`${word}[-‐‑]`, "u").test(surface)) return undefined;
  const same = surfaces.filter(([text]) => wordsOf(text).length === model.length);
  const observed = [...same.map(([text, count]) => observedIn(text, count, head)), ...observedBeside(entry)];
  if (isUnchangedName(word, observed)) return undefined;
  const found = readingOf(observed, entry.words?.counts);
  if (found === undefined) return undefined;
  const written = same.flatMap(([text]) => wordsOf(text)[head] ?? []);
  let at = -1;
  return surface.replaceAll(WORD, (one) => {
    at += 1;
    if (at > head) return one;
    if (at === head) return likeModel(one, written, nominativeOf(found), entry.words?.hasYo === true);
    return adjectiveReadings(foldCase(one)) === 0
      ? one
      : withGender(one, found.isPlural ? "" : found.analysis.gender, one.includes("ё"));
  });
}

const wordsOf = (surface: string): string[] => [...surface.matchAll(WORD)].map(([word]) => word);

const nominativeOf = ({ citation, analysis, isPlural }: Reading): string =>
  isPlural ? (analysis.forms.find((cell) => cell.plural && cell.case === NOM)?.text ?? citation) : citation;

/** A name that ends so does not decline: «Вардё», «Осло». */
const isUnchangedName = (word: string, observed: readonly Observed[]): boolean =>
  /^[А-ЯЁ].*(?:ё|э|[^аеиоуыэюя]о|[иуюэ])$/u.test(word) &&
  !isKnownNoun(foldCase(word), "n") &&
  new Set(observed.map(({ form }) => form)).size === 1 &&
  !citationsOf(foldCase(word)).some((citation) =>
    analyse(citation).some(({ gender, plural }) => isKnownNoun(citation, plural ? "" : gender)),
  );

function observedIn(surface: string, count: number, head: number): Observed {
  const words = wordsOf(surface).map(foldCase);
  const masks = words
    .slice(0, head)
    .map(adjectiveReadings)
    .filter((mask) => mask !== 0);
  const allowed = masks.reduce((all, mask) => all & mask, ALL);
  return { form: words[head] ?? "", count, allowed: allowed === 0 ? ALL : allowed };
}

/** The forms of a single noun with the adjectives that stand before it in longer phrases. */
const observedBeside = ({ beside }: Entry): Observed[] =>
  [...beside].map(([key, count]) => {
    const [form = "", allowed] = key.split("|");
    return { form, count, allowed: Number(allowed) };
  });

/** Forms that are read; the most frequent ones show enough. */
const READ = 6;
/** Share of the occurrences that the chosen noun has to explain. */
const LEAST_EXPLAINED = 0.6;
/** Worth of a reading of an unknown word against one that the dictionary has. */
const UNKNOWN = 0.3;
/** How much each doubling of the other forms in the texts adds to a reading. */
const BY_TEXTS = 0.12;

/** The noun to which the forms belong, and whether they are all plurals. */
function readingOf(
  observed: readonly Observed[],
  counts: ReadonlyMap<string, number> | undefined,
): Reading | undefined {
  const total = observed.reduce((sum, { count }) => sum + count, 0);
  const forms = [...new Set(observed.toSorted((a, b) => b.count - a.count).map(({ form }) => form))];
  const derived = derivedCitation(forms[0] ?? "");
  const citations = new Set([
    ...(derived === undefined ? [] : [derived]),
    ...forms.slice(0, READ).flatMap((form) => citationsOf(form)),
  ]);
  let best: (Reading & { readonly value: number }) | undefined;
  for (const citation of citations) {
    for (const analysis of analyse(citation).flatMap((one) => inGenders(citation, one))) {
      if (analysis.part !== "noun") continue;
      const { isKnown } = analysis;
      // Every noun has a plural, so only the dictionary shows that one has no singular.
      if (analysis.plural && !isKnown) continue;
      if (!isKnown && derived !== undefined && citation !== derived) continue;
      const fit = fitOf(observed, analysis, isKnown);
      if (fit.explained < total * LEAST_EXPLAINED) continue;
      const elsewhere = otherForms(analysis, forms, counts);
      const value =
        (fit.value / total) *
        (isKnown ? 1 : UNKNOWN * likelihoodOfGuess(citation, analysis, forms)) *
        (1 + BY_TEXTS * Math.log2(1 + elsewhere));
      if (best === undefined || value > best.value)
        best = { citation, analysis, isPlural: fit.isPlural, value };
    }
  }
  return best;
}

/** A reading with what the dictionary says of it. A person in -а may be a man: «третейский судья». */
function inGenders(citation: string, analysis: Analysis): (Analysis & { readonly isKnown: boolean })[] {
  const isKnown = isKnownNoun(citation, analysis.plural ? "" : analysis.gender);
  const own = { ...analysis, isKnown };
  const isPerson = analysis.gender === "f" && analysis.animacy === "a" && /[ая]$/u.test(citation);
  return isPerson ? [own, { ...own, gender: "m" }] : [own];
}

/** How well a noun explains what was observed. */
function fitOf(observed: readonly Observed[], analysis: Analysis, isKnown: boolean) {
  let value = 0;
  let explained = 0;
  let isPlural = true;
  for (const { form, count, allowed } of observed) {
    const cells = analysis.forms.filter((cell) => cell.text === form && agrees(allowed, analysis, cell));
    if (cells.length === 0) continue;
    explained += count;
    value += count * Math.max(...cells.map((cell) => weightOfGuess(form, cell, isKnown)));
    if (cells.some(({ plural }) => !plural)) isPlural = false;
  }
  return { value, explained, isPlural };
}

/** Occurrences of the forms of a noun in all texts that are none of those observed. */
function otherForms(
  { forms }: Analysis,
  observed: readonly string[],
  counts: ReadonlyMap<string, number> | undefined,
): number {
  let sum = 0;
  for (const text of new Set(forms.map((cell) => cell.text)))
    if (!observed.includes(text)) sum += counts?.get(text) ?? 0;
  return sum;
}

const GENDERS = ["m", "f", "n"] as const;

/** Whether the readings that adjectives allow have a form of the noun. */
function agrees(allowed: Readings, { gender }: Analysis, cell: DeclinedForm): boolean {
  if (allowed === ALL) return true;
  const at = cell.plural ? 3 : GENDERS.findIndex((one) => one === gender);
  return at >= 0 && (allowed & (1 << (at * 6 + cell.case))) !== 0;
}

/** The form with ё where the texts have it, or would have it: «лёд». */
function likeModel(shown: string, written: readonly string[], form: string, hasYo: boolean): string {
  const same = written.find((one) => foldCase(one) === foldCase(form));
  const text = same?.toLowerCase() ?? (hasYo ? withYo(form) : form);
  return /^\p{Lu}/u.test(shown) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
