import type { Language } from "../../domain/language.ts";
import { singularOf } from "../english.ts";
import { analyse, type Analysis, citationsOf, DAT, INS, LOC, NOM } from "../russian/declension.ts";
import { foldCase } from "../character-classes.ts";
import type { Entry } from "./phrase-table.ts";
import { adjectiveReadings, withGender } from "./russian-endings.ts";

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
  return russianBase(surfaces, entry.head ?? 0, plain) ?? plain(first);
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

/** Occurrences of a reading that are checked; the most frequent forms show enough. */
const CHECKED = 4;

/** Number of the forms in which the head of a phrase occurs. */
const formsOfHead = (surfaces: Surfaces, head: number): number =>
  new Set(surfaces.map(([surface]) => foldCase([...surface.matchAll(WORD)][head]?.[0] ?? ""))).size;

/** The nominative of a Russian phrase. `undefined` if its head cannot be read. */
function russianBase(
  surfaces: Surfaces,
  head: number,
  plain: (surface: string) => string,
): string | undefined {
  const phrases = surfaces.map(([surface, count]) => ({
    words: [...surface.matchAll(WORD)].map(([word]) => word),
    count,
  }));
  const [model] = phrases;
  if (model === undefined) return undefined;
  const word = model.words[head];
  if (word === undefined || !/^[а-яё]+$/iu.test(word) || /\p{Lu}.*\p{Lu}/u.test(word)) return undefined;
  // A name that ends so does not decline: «Вардё», «Осло».
  if (/^[А-ЯЁ].*(?:ё|э|[^аеиоуыэюя]о|[иуюэ])$/u.test(word) && formsOfHead(surfaces, head) === 1)
    return undefined;
  // «государство-наблюдатель»: both parts inflect.
  if (new RegExp(`${word}[-‐‑]`, "u").test(surfaces[0]?.[0] ?? "")) return undefined;
  const same = phrases.filter(({ words }) => words.length === model.words.length);
  const forms = new Map<string, number>();
  for (const { words, count } of same) {
    const form = foldCase(words[head] ?? "");
    forms.set(form, (forms.get(form) ?? 0) + count);
  }
  const genders = same.flatMap(({ words }) =>
    words
      .slice(0, head)
      .map((one) => adjectiveReadings(foldCase(one)))
      .filter((mask) => mask !== 0),
  );
  const found = readingOf(forms, genders);
  if (found === undefined) return undefined;
  const { citation, analysis, isPlural } = found;
  const nominative = isPlural
    ? (analysis.forms.find((cell) => cell.plural && cell.case === NOM)?.text ?? citation)
    : citation;
  let at = -1;
  const [surface = ""] = surfaces[0] ?? [];
  const text = surface.replaceAll(WORD, (one) => {
    at += 1;
    if (at > head) return one;
    if (at === head)
      return likeModel(
        one,
        same.flatMap(({ words }) => words[head] ?? []),
        nominative,
      );
    return adjectiveReadings(foldCase(one)) === 0
      ? one
      : withGender(one, isPlural ? "" : analysis.gender, one.includes("ё"));
  });
  return plain(text);
}

interface Reading {
  readonly citation: string;
  readonly analysis: Analysis;
  readonly isPlural: boolean;
}

/** How much a case says for a reading: nominative, genitive, dative, accusative, instrumental, prepositional. */
const CASE_WEIGHTS: readonly number[] = [1, 1, 0.6, 1, 0.9, 0.8];
/** Endings that are hardly ever anything but a plural: «моделям», not “модельям”. */
const PLURAL_ENDING = /[ая](?:м|ми|х)$/u;
/** Its cases. */
const OF_ENDING: ReadonlySet<number> = new Set([DAT, INS, LOC]);
/** How much a reading counts that such an ending speaks against: «храм». */
const AGAINST_ENDING = 0.4;

const weightOf = (form: string, cell: { readonly plural: boolean; readonly case: number }): number =>
  (CASE_WEIGHTS[cell.case] ?? 0) *
  (PLURAL_ENDING.test(form) && !(cell.plural && OF_ENDING.has(cell.case)) ? AGAINST_ENDING : 1);

/** Citation forms that the guess for unknown words makes of other forms: «организацья», «странйца». */
const UNLIKELY =
  /(?:[аеиоуыэюяцкгх]ь|[бвгдзклмнпрстфхц]ья|[йь]о|[оеи]ень|[^аеиоуыэюя]й.*|[жшчщц]я|[гкхжшчщ]ы|[ая]х[аи]?|йы|ам[иь])$/u;
/** Share of the occurrences that the chosen noun has to explain. */
const LEAST_EXPLAINED = 0.6;
/** Least value of an occurrence: a dative says less than a nominative, and more than a rare spelling. */
const LEAST_VALUE = 0.35;

/** Endings of the citation form by the ending of the stem, where it is known without the dictionary. */
const DERIVED: readonly (readonly [RegExp, string])[] = [
  [/^(.+(?:ени|ани|яни|ети|ыти|ити|ути|яти|стви|рови|зди|сси?лови))(?:е|я|ю|ем|и|й|ям|ями|ях)$/u, "е"],
  [/^(.+(?:ци|си|зи|фи|ги|хи|ки|ли|ри|ми|пи|ди|би))(?:я|и|ю|ей|й|ям|ями|ях)$/u, "я"],
  [/^(л)ьд(?:а|у|ом|е|ы|ов|ам|ами|ах)$/u, "ед"],
  [/^(.+ост)(?:ь|и|ью|ей|ям|ями|ях)$/u, "ь"],
  [/^(.+ств)(?:о|а|у|ом|е|ам|ами|ах)?$/u, "о"],
  [/^(.+тел)(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)$/u, "ь"],
];

/** The citation form of a derived noun: «организаций» – «организация». */
function derivedCitation(form: string): string | undefined {
  for (const [pattern, ending] of DERIVED) {
    const [, stem] = pattern.exec(form) ?? [];
    if (stem !== undefined) return stem + ending;
  }
  return undefined;
}

/** The noun to whose forms most of the observed ones belong, and whether they are all plurals. */
function readingOf(forms: ReadonlyMap<string, number>, adjectives: readonly number[]): Reading | undefined {
  const common = [...forms].toSorted((a, b) => b[1] - a[1]);
  const derived = derivedCitation(common[0]?.[0] ?? "");
  const citations =
    derived === undefined
      ? new Set(common.slice(0, CHECKED).flatMap(([form]) => citationsOf(form)))
      : [derived];
  const total = common.reduce((sum, [, count]) => sum + count, 0);
  let best: (Reading & { readonly value: number; readonly explained: number }) | undefined;
  for (const citation of citations) {
    for (const analysis of analyse(citation)) {
      if (analysis.part !== "noun" || analysis.plural) continue;
      let value = forms.has(citation) ? 0.1 : 0;
      let explained = 0;
      let singular = false;
      for (const [form, count] of common) {
        const cells = analysis.forms.filter(({ text }) => text === form);
        const fitting = cells.filter(
          (cell) => adjectives.length === 0 || adjectives.some((mask) => agrees(mask, analysis, cell)),
        );
        const weights = fitting.map((cell) => weightOf(form, cell));
        if (fitting.length > 0) explained += count;
        value += fitting.length > 0 ? count * Math.max(...weights) : cells.length > 0 ? count / 4 : 0;
        if (fitting.some(({ plural }) => !plural)) singular = true;
      }
      // Any form looks like a word that never changes; «меню» does only if no other form is there.
      const isUnchanged = new Set(analysis.forms.map(({ text }) => text)).size === 1;
      if (isUnchanged && !/[уюоэи]$/u.test(citation)) value /= 2;
      if (UNLIKELY.test(citation)) value /= 2;
      if (analysis.gender === "m" && /[аяоу]$/u.test(citation)) value *= 0.7;
      // «поиск» rather than «поисок»: a vowel that falls out is rare.
      if (!common.some(([form]) => form.startsWith(citation.slice(0, -1)))) value *= 0.8;
      if (best === undefined || value > best.value)
        best = { citation, analysis, isPlural: !singular, value, explained };
    }
  }
  return best !== undefined && best.explained >= total * LEAST_EXPLAINED && best.value >= total * LEAST_VALUE
    ? best
    : undefined;
}

const GENDERS = ["m", "f", "n"] as const;

/** Whether the readings of an adjective allow a form of the noun. */
function agrees(
  mask: number,
  { gender }: Analysis,
  cell: { readonly plural: boolean; readonly case: number },
): boolean {
  const at = cell.plural ? 3 : GENDERS.findIndex((one) => one === gender);
  return at >= 0 && (mask & (1 << (at * 6 + cell.case))) !== 0;
}

/** The form with ё where the texts have it: «лёд». */
function likeModel(shown: string, observed: readonly string[], form: string): string {
  const written = observed.find((one) => foldCase(one) === foldCase(form));
  const text = written?.toLowerCase() ?? form;
  return /^\p{Lu}/u.test(shown) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
