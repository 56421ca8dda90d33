import { atFirstUse } from "../domain/at-first-use.ts";

/**
 * A number word and its grammatical form. A word can be replaced by another word with the same form: "third" → "fourth",
 * «двух» → «трёх», «пятое» → «шестое».
 */
interface Written {
  readonly value: number;
  readonly form: string;
  /** The word has two forms that look the same, so it cannot be replaced. */
  readonly ambiguous?: true;
}

const ENGLISH_CARDINALS =
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const ENGLISH_ORDINALS =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
    " ",
  );

const STEMS =
  "пят шест сем восем девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат".split(
    " ",
  );
/** Two, three and four in each case. The nominative of two is missing, because it depends on gender and three does not. */
const FEW: Readonly<Record<string, readonly string[]>> = {
  "few genitive": ["двух", "трёх", "четырёх"],
  "few dative": ["двум", "трём", "четырём"],
  "few instrumental": ["двумя", "тремя", "четырьмя"],
};
const ORDINAL_STEMS =
  "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат".split(
    " ",
  );
/** Endings of ordinals. The feminine «-ой» is left out, because it looks like the masculine «второй». */
const ORDINAL_ENDINGS: readonly (readonly [hard: string, soft: string])[] = [
  ["ый", "ий"],
  ["ая", "ья"],
  ["ое", "ье"],
  ["ого", "ьего"],
  ["ому", "ьему"],
  ["ым", "ьим"],
  ["ом", "ьем"],
  ["ую", "ью"],
  ["ые", "ьи"],
  ["ых", "ьих"],
  ["ыми", "ьими"],
];
/** Stems of ordinals with the stress on the ending. */
const STRESSED = new Set(["втор", "шест", "седьм", "восьм"]);

const forms: () => Readonly<Record<"en" | "ru", readonly (readonly [word: string, Written])[]>> = atFirstUse(
  () => ({
    en: [
      ...ENGLISH_CARDINALS.map((word, at) => [word, { value: at + 2, form: "cardinal" }] as const),
      ...ENGLISH_ORDINALS.map((word, at) => [word, { value: at + 1, form: "ordinal" }] as const),
    ],
    ru: [
      ...["два", "две"].map((word) => [word, { value: 2, form: "two", ambiguous: true }] as const),
      ...["три", "четыре"].map((word, at) => [word, { value: at + 3, form: "few nominative" }] as const),
      ...Object.entries(FEW).flatMap(([form, words]) =>
        words.map((word, at) => [word, { value: at + 2, form }] as const),
      ),
      ...STEMS.flatMap((stem, at) => {
        const value = at + 5;
        const oblique = stem === "восем" ? "восьм" : stem;
        return [
          [`${stem}ь`, { value, form: "many nominative" }] as const,
          [`${oblique}и`, { value, form: "many oblique" }] as const,
          [`${stem}ью`, { value, form: "many instrumental" }] as const,
        ];
      }),
      ...ORDINAL_STEMS.flatMap((stem, at) =>
        ORDINAL_ENDINGS.map(([hard, soft]): readonly [string, Written] => {
          const written = { value: at + 1, form: `ordinal ${hard}` };
          if (stem === "трет") return [stem + soft, written];
          if (hard === "ый" && STRESSED.has(stem)) return [`${stem}ой`, { ...written, ambiguous: true }];
          return [stem + hard, written];
        }),
      ),
    ],
  }),
);

/** A word for comparison: lower case, ё as е. */
export const plain = (word: string): string => word.toLowerCase().replaceAll("ё", "е");
const known = atFirstUse(() => {
  const byWord = (language: "en" | "ru"): ReadonlyMap<string, Written> =>
    new Map(forms()[language].map(([word, written]) => [plain(word), written]));
  return { en: byWord("en"), ru: byWord("ru") };
});

/** Whether a word is always a number. “One” is not, because it may be a pronoun; nor is «пара», because it may mean “a few”. */
export const isNumberWord = (word: string, language: "en" | "ru"): boolean =>
  known()[language].has(plain(word));

/** Whether a word is an ordinal from the table of number words. */
export const isOrdinalWord = (word: string, language: "en" | "ru"): boolean =>
  known()[language].get(plain(word))?.form.startsWith("ordinal") ?? false;

/**
 * The number word for `value` in the grammatical form of `word`. Capitals are kept. The letter ё is used if `text` has
 * one. `undefined` if the form is ambiguous or there is no such word.
 */
export function wordLike(
  value: number,
  word: string,
  language: "en" | "ru",
  text: string,
): string | undefined {
  const model = known()[language].get(plain(word));
  if (model === undefined || model.ambiguous) return undefined;
  const written = forms()[language].find(([, one]) => one.form === model.form && one.value === value)?.[0];
  if (written === undefined) return undefined;
  return capitalLike(word, /[ёЁ]/u.test(text) ? written : written.replaceAll("ё", "е"));
}

const capitalLike = (model: string, word: string): string =>
  /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

/**
 * A Russian number word in the nominative before a noun of this gender, in place of another one: «пять» becomes «две».
 * `undefined` if the other one is not in the nominative.
 */
export function nominativeNumeral(value: number, word: string, gender: "m" | "f" | "n"): string | undefined {
  const form = known().ru.get(plain(word))?.form ?? "";
  if (form !== "two" && !form.endsWith(" nominative")) return undefined;
  if (value === 2) return capitalLike(word, gender === "f" ? "две" : "два");
  const written = forms().ru.find(([, one]) => one.value === value && one.form.endsWith(" nominative"))?.[0];
  return written === undefined ? undefined : capitalLike(word, written);
}
