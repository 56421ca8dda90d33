import type { Form } from "../../domain/concept.ts";
import { analyse, CASES, citationsOf, GEN } from "./declension.ts";
import type { Analysis } from "./declension.ts";

/** Genitive, dative, accusative, instrumental and prepositional of a numeral. */
type Oblique = readonly [string, string, string, string, string];

const alike = (oblique: string, nominative: string, instrumental: string): Oblique => [
  oblique,
  oblique,
  nominative,
  instrumental,
  oblique,
];

/** «пять», «двадцать»: one form for all cases but the instrumental. */
const soft = (words: string): [string, Oblique][] =>
  words.split(" ").map((word) => {
    const stem = word.slice(0, -1);
    return [word, alike(`${stem}и`, word, `${word}ю`)];
  });
/** «пятьдесят»: both parts decline. */
const tens = (words: string): [string, Oblique][] =>
  words.split(" ").map((word) => {
    const part = word === "восемь" ? "восьми" : `${word.slice(0, -1)}и`;
    return [`${word}десят`, alike(`${part}десяти`, `${word}десят`, `${word}юдесятью`)];
  });

/** Numerals after which the noun stands in the genitive singular. */
const SMALL: ReadonlyMap<string, Oblique> = new Map([
  ["два", ["двух", "двум", "два", "двумя", "двух"]],
  ["две", ["двух", "двум", "две", "двумя", "двух"]],
  ["оба", ["обоих", "обоим", "оба", "обоими", "обоих"]],
  ["обе", ["обеих", "обеим", "обе", "обеими", "обеих"]],
  ["три", ["трёх", "трём", "три", "тремя", "трёх"]],
  ["четыре", ["четырёх", "четырём", "четыре", "четырьмя", "четырёх"]],
  ["полтора", alike("полутора", "полтора", "полутора")],
  ["полторы", alike("полутора", "полторы", "полутора")],
]);
/** Numerals after which the noun stands in the genitive plural. */
const LARGE: ReadonlyMap<string, Oblique> = new Map<string, Oblique>([
  ...soft(
    "пять шесть семь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать " +
      "восемнадцать девятнадцать двадцать тридцать",
  ),
  ...tens("пять шесть семь восемь"),
  ["восемь", alike("восьми", "восемь", "восемью")],
  ["сорок", alike("сорока", "сорок", "сорока")],
  ["девяносто", alike("девяноста", "девяносто", "девяноста")],
  ["сто", alike("ста", "сто", "ста")],
  ["двести", ["двухсот", "двумстам", "двести", "двумястами", "двухстах"]],
  ["триста", ["трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"]],
  ["четыреста", ["четырёхсот", "четырёмстам", "четыреста", "четырьмястами", "четырёхстах"]],
  ["пятьсот", ["пятисот", "пятистам", "пятьсот", "пятьюстами", "пятистах"]],
]);

const COUNTED = /^([а-яё]+)((?:\s+[а-яё]+){1,4})$/iu;

/**
 * The forms of a numeral with its noun and adjectives: «два берега», «двух берегов»; «восемь арктических государств»,
 * «восемью арктическими государствами». `undefined` for other terms.
 */
export function inflectCounted(term: string): Form[] | undefined {
  const [, numeral = "", rest = ""] = COUNTED.exec(term) ?? [];
  const small = SMALL.get(numeral.toLowerCase());
  const amounts = small ?? LARGE.get(numeral.toLowerCase());
  if (amounts === undefined) return undefined;
  const words = rest.trim().split(/\s+/u);
  const readings = words.map((word, at) => readingOf(word, at === words.length - 1, small !== undefined));
  const noun = readings.at(-1);
  if (noun === undefined || readings.includes(undefined)) return undefined;
  const forms = new Map<string, string[]>([[term, ["pl.nom"]]]);
  for (const [at, name] of CASES.slice(1).entries()) {
    const isAlive = name === "acc" && small !== undefined && noun.animacy === "a";
    const counted = readings.map((reading) => pluralOf(reading, isAlive ? GEN : at + 1));
    const text =
      name === "acc" && !isAlive ? term : [isAlive ? amounts[0] : amounts[at], ...counted].join(" ");
    if (!counted.includes(undefined)) forms.set(text, [...(forms.get(text) ?? []), `pl.${name}`]);
  }
  return Array.from(forms, ([text, tags]) => ({ text, tags: tags.join(" ") }));
}

/** The reading of a word after a numeral: adjectives in the genitive plural, the noun in the genitive. */
function readingOf(word: string, isNoun: boolean, small: boolean): Analysis | undefined {
  return citationsOf(word)
    .flatMap((citation) => analyse(citation))
    .find(
      ({ part, forms }) =>
        (part === "noun") === isNoun &&
        forms.some((form) => form.plural === !(isNoun && small) && form.case === GEN && form.text === word),
    );
}

/** A plural form; «год» is counted in «лет». */
function pluralOf(reading: Analysis | undefined, of: number): string | undefined {
  const found =
    reading?.forms.filter((form) => form.plural && form.case === of).map(({ text }) => text) ?? [];
  return found.includes("годов") ? "лет" : found[0];
}
