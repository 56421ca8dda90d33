import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND, mayRepeatHan, mayRepeatWord } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";

/** A word that stands twice in a row, in one language alone. */
export const repeatedWord: UnitCheck = {
  id: "repeated-word",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const found = written.map((view) => ({ view, repeats: repeatsIn(view) }));
    // A repetition in several languages is intended.
    if (found.filter(({ repeats }) => repeats.length > 0).length > 1) return;
    for (const { view, repeats } of found) {
      for (const repeat of repeats) {
        const { start, end } = repeat;
        const quoted = view.text.slice(start, end);
        if (
          !view.hasCode(start, end) &&
          !written.some((other) => other !== view && other.text.includes(quoted))
        )
          yield issue(view, repeat);
      }
    }
  },
};

const mayRepeat = ({ language, text, kinds }: TextView): boolean =>
  language === "zh" ? mayRepeatHan(text) : (kinds & (KIND.OTHER | KIND.WIDE)) !== 0 || mayRepeatWord(text);

interface Repeat {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

const TWICE = /(?<![\p{L}\p{M}\d’'_./@#&=-])(\p{L}{2,})[ \u00A0]+(\1)(?![\p{L}\p{M}\d’'_/=-]|\.\p{L})/giu;
/** Words of one letter between others: «обмен и и школы», "in a a port". */
const TWICE_LETTER: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /(?<=[a-z]{2},? )(a)[ \u00A0]+(\1)(?= [a-z]{3})/gu,
  ru: /(?<=[а-яё]{2},? )([авикосуя])[ \u00A0]+(\1)(?= [«А-Яа-яё]{3})/gu,
};
/** Three or more Chinese characters twice in a row. */
const TWICE_CHINESE = /(\p{Script=Han}{3,12})\1/gu;
/** Function words that Chinese never doubles, unless they belong to a longer word. */
const TWICE_PARTICLE =
  /(?<![目有标别是真存现正所])(的的(?!确)|了了(?!解|却|然)|在在|与与|及及|被被|把把|或或|并并)/gu;

const MEANT: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set([
    "that",
    "had",
    "in",
    "on",
    "up",
    "is",
    "do",
    "so",
    "very",
    "ha",
    "hi",
    "ho",
    "la",
    "bye",
    "no",
    "yes",
    "blah",
    "bla",
    "tap",
    "knock",
    "chi",
    "bora",
    "pago",
    "sing",
    "walla",
    "click",
    "more",
    "many",
    "long",
    "far",
    "now",
    "well",
    "there",
  ]),
  ru: new Set([
    "да",
    "нет",
    "ну",
    "так",
    "чуть",
    "еле",
    "едва",
    "ха",
    "хи",
    "бла",
    "вот",
    "тук",
    "очень",
    "много",
    "давно",
    "все",
    "всё",
    "то",
    "что",
    "как",
    "он",
    "еще",
    "ещё",
    "далеко",
  ]),
  zh: new Set(),
};

const NONE: readonly Repeat[] = [];

function repeatsIn(view: TextView): readonly Repeat[] {
  if (!mayRepeat(view)) return NONE;
  const { language } = view;
  const text = view.prose();
  if (language === "zh") {
    return [...matchesOf(text, TWICE_CHINESE), ...matchesOf(text, TWICE_PARTICLE)]
      .map(({ 0: all, 1: word = "", index }) => ({
        start: index,
        end: index + all.length,
        word: word.length > 2 || !/^(.)\1$/u.test(word) ? word : word.charAt(0),
      }))
      .filter(({ word }) => (new Set(word).size > 1 && !/^的|的$/u.test(word)) || word.length === 1);
  }
  return [...matchesOf(text, TWICE), ...matchesOf(text, TWICE_LETTER[language])].flatMap(
    ({ 0: all, 1: word = "", 2: again = "", index }) => {
      const meant =
        MEANT[language].has(word.toLowerCase()) ||
        (word !== again && /^\p{Lu}/u.test(again)) ||
        /^\p{Lu}{2,}$/u.test(word);
      return meant ? [] : [{ start: index, end: index + all.length, word }];
    },
  );
}

function issue({ language, text }: TextView, { start, end, word }: Repeat): Issue {
  const range = { start, end };
  return {
    certainty: "likely",
    languages: [language],
    ranges: { [language]: [range] },
    message: "repeated-word.twice",
    params: { language, value: word },
    suggestion: { language, range, text: text.slice(start, start + word.length) },
  };
}
