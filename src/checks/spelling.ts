import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import {
  type CheckedUnit,
  type Issue,
  type TextView,
  type UnitCheck,
  type UnitView,
  viewOf,
} from "./check.ts";
import type { AffixDictionary } from "./spelling/affix-dictionary.ts";

/** The languages whose words are separated and can be looked up. */
export type SpelledLanguage = "en" | "ru";

/** What the check needs besides the texts. */
export interface SpellingWords {
  /** Dictionaries by language; a word is right if one of them has it. Absent where the service cannot read them. */
  readonly dictionaries: Readonly<Record<SpelledLanguage, readonly AffixDictionary[]>> | undefined;
  /** Words that people added, in small letters. */
  readonly known: ReadonlySet<string>;
  /** The text with the terms of the glossary, which are right in all forms: ranges of the terms. */
  readonly terms: (
    text: string,
    language: Language,
  ) => readonly { readonly start: number; readonly end: number }[];
}

/**
 * Reports Russian and English words that no dictionary has and that are one slip away from a word of it. Right are also
 * words that people added, terms of the glossary, words that another language of the unit has too, and words that two
 * reviewed units share. Words with a capital are names.
 *
 * @param units the units that are checked together
 */
export function spellingCheck(words: SpellingWords, units: readonly CheckedUnit[]): UnitCheck {
  let shared: ReadonlySet<string> | undefined;
  return {
    id: "spelling",
    severity: "warning",
    scope: "unit",
    *run(unit) {
      if (words.dictionaries === undefined) {
        if (unit.id === units[0]?.id) yield unavailable(unit);
        return;
      }
      for (const view of unit.written) {
        for (const { word, index } of unknownWords(view, unit, words)) {
          shared ??= sharedWords(units, words);
          if (shared.has(keyOf(view.language, word))) continue;
          const found = slip(view, word, index, words);
          if (found !== undefined) yield found;
        }
      }
    },
  };
}

const keyOf = (language: Language, word: string): string => `${language} ${word}`;

/** Says once that there are no dictionaries here. */
const unavailable = ({ written }: UnitView): Issue => ({
  severity: "info",
  certainty: "certain",
  languages: written.map(({ language }) => language).filter(isSpelled),
  ranges: {},
  message: "spelling.unavailable",
  params: {},
});

const isSpelled = (language: Language): language is SpelledLanguage => language !== "zh";

interface Word {
  readonly word: string;
  readonly index: number;
}

/** Words in small letters, of one script, without digits and signs of code beside them. */
const WORDS: Readonly<Record<SpelledLanguage, RegExp>> = {
  en: /(?<![\p{L}\p{M}\p{N}_@#$&./\\'’-])[a-z]{5,}(?![\p{L}\p{M}\p{N}_@/\\'’-]|\.\p{L})/gu,
  ru: /(?<![\p{L}\p{M}\p{N}_@#$&./\\'’-])[а-яё]{5,}(?![\p{L}\p{M}\p{N}_@/\\'’-]|\.\p{L})/gu,
};

/** Beginnings of newer words that the dictionaries lack and that are like older ones: «хост» and «холст». */
const NEWER: Readonly<Record<SpelledLanguage, RegExp>> = {
  en: /^(?:multilayer|metaball|feedrate|caseless|backend|frontend|runtime|checksum|subnet|keyring|namespace|username|hostname|workflow|roadmap|touchpad|scrollbar|toolchain|hardcod|unmount|deselect)/u,
  ru: /^(?:хост|нод[аоуыеиа]|подсет|превью|деактивир|точков|недоверенн|сокет|тайл|виджет|кэш|кеш|логин|чат|блог|спам|тег|хештег|аккаунт|браузер|контент|стартап|смартфон|гаджет|скриншот|плагин|патч|баг|фич|онлайн|офлайн|репозитор|скрипт|файрвол|роутер|прокси|токен|форк|коммит|дрон|хакер|фрилансер|лайк|репост|подкаст|стример)/u,
};

/** The words that neither a dictionary nor another text of the unit has. */
function unknownWords(
  view: TextView,
  unit: UnitView,
  { dictionaries, known }: SpellingWords,
): readonly Word[] {
  const { language } = view;
  if (!isSpelled(language) || dictionaries === undefined) return [];
  return matchesOf(view.prose(), WORDS[language]).flatMap(({ 0: word, index }) => {
    if (known.has(word) || NEWER[language].test(word) || dictionaries[language].some(({ has }) => has(word)))
      return [];
    const elsewhere = unit.written.some((other) => other !== view && other.text.includes(word));
    return elsewhere ? [] : [{ word, index }];
  });
}

/** Unknown words that stand in at least two reviewed units. Two translators spelled them so. */
function sharedWords(units: readonly CheckedUnit[], words: SpellingWords): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const unit of units) {
    const variants = Object.values(unit.variants);
    if (!variants.some(({ state }) => state === "reviewed" || state === "final")) continue;
    const view = viewOf(unit);
    const own = view.written.flatMap((text) => {
      const { state } = text.variant;
      const isReviewed = state === "reviewed" || state === "final";
      return isReviewed ? unknownWords(text, view, words).map(({ word }) => keyOf(text.language, word)) : [];
    });
    for (const key of new Set(own)) {
      if (seen.has(key)) shared.add(key);
      seen.add(key);
    }
  }
  return shared;
}

const MOST_SUGGESTIONS = 3;

/** The issue about an unknown word, if it is one slip away from a known one and no part of a term. */
function slip(view: TextView, word: string, index: number, words: SpellingWords): Issue | undefined {
  const { language } = view;
  if (!isSpelled(language)) return undefined;
  const range = { start: index, end: index + word.length };
  const corrections = [
    ...new Set(words.dictionaries?.[language].flatMap(({ suggest }) => suggest(word))),
  ].map((correction) => ({ correction, kind: kindOfSlip(word, correction) }));
  const likely = corrections.filter(({ kind }) => kind === "typing");
  const possible = corrections.filter(({ kind }) => kind === "letter");
  const [best] = [...likely, ...possible];
  if (best === undefined) return undefined;
  if (words.terms(view.text, language).some(({ start, end }) => start <= index && end >= range.end))
    return undefined;
  return {
    ...(likely.length === 0 && { severity: "info" as const }),
    certainty: likely.length > 0 ? "likely" : "possible",
    languages: [language],
    ranges: { [language]: [range] },
    message: "spelling.unknown",
    params: {
      language,
      value: word,
      values: [...likely, ...possible]
        .slice(0, MOST_SUGGESTIONS)
        .map(({ correction }) => correction)
        .join(", "),
    },
    suggestion: { language, range, text: best.correction },
  };
}

const plain = (text: string): string => text.replaceAll("ё", "е");
/** Russian words change up to this many letters at the end, so a change there may be a form that the dictionary lacks. */
const ENDING: Readonly<Record<SpelledLanguage, number>> = { en: 2, ru: 3 };
const LEAST_LETTERS = 6;

/**
 * How a word differs from a correction. `typing`: two neighbouring letters are exchanged, a letter is doubled or not, or
 * missing inside; people do this when they type. `letter`: one letter inside is another, or too much; new words differ
 * from known ones in this way too. `undefined`: the words differ at the beginning or end, so they are other words or forms.
 */
export function kindOfSlip(written: string, correction: string): "typing" | "letter" | undefined {
  const [word, right] = [plain(written), plain(correction)];
  if (/\P{L}/u.test(right)) return undefined;
  const shorter = Math.min(word.length, right.length);
  let start = 0;
  while (start < shorter && word[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && word.at(-1 - end) === right.at(-1 - end)) end++;
  const ending = /[а-я]/u.test(word) ? ENDING.ru : ENDING.en;
  if (start === 0) return undefined;
  const [longer, place] = word.length > right.length ? [word, start] : [right, start];
  const isDoubled = word.length !== right.length && longer[place] === longer[place - 1];
  if (isDoubled) return word.length >= LEAST_LETTERS ? "typing" : undefined;
  if (word.length === right.length) {
    const isExchanged = word.length - start - end === 2;
    if (isExchanged) return end >= 1 ? "typing" : undefined;
    return end >= ending && word.length >= LEAST_LETTERS ? "letter" : undefined;
  }
  if (end < ending || word.length < LEAST_LETTERS) return undefined;
  return right.length > word.length ? "typing" : "letter";
}
