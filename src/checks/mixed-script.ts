import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";

/** Latin letters. The Cyrillic letters that look the same have the same positions in the next string. */
const LATIN = "aceopxyABCEHIKMOPTXY";
const CYRILLIC = "асеорхуАВСЕНІКМОРТХУ";

const TO_CYRILLIC = new Map(Array.from(LATIN).map((letter, at) => [letter, CYRILLIC.charAt(at)]));
const TO_LATIN = new Map(Array.from(CYRILLIC).map((letter, at) => [letter, LATIN.charAt(at)]));

/** Reports letters of the other alphabet that look right: «Арктикa», "Аrctic», «c помощью». */
export const mixedScript: UnitCheck = {
  id: "mixed-script",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    for (const view of written) {
      const { kinds } = view;
      const mixed = (kinds & KIND.LATIN) !== 0 && (kinds & KIND.CYRILLIC) !== 0;
      if (!mixed && (kinds & KIND.OTHER) === 0) continue;
      if (view.language !== "zh") yield* loneLetter(view, written);
      yield* mixedWords(view);
    }
  },
};

const SIDE_BY_SIDE = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}]+/gu;

function* mixedWords({ language, prose }: TextView): Generator<Issue> {
  const text = prose();
  if (!SIDE_BY_SIDE.test(text)) return;
  for (const { 0: word, index } of matchesOf(text, WORD)) {
    // «B<файлаE<gt>» is markup of manual pages.
    const repaired =
      text.charAt(index + word.length) === "<" || text.charAt(index - 1) === "%" ? undefined : repair(word);
    if (repaired === undefined) continue;
    const range = { start: index, end: index + word.length };
    yield {
      certainty: "certain",
      languages: [language],
      ranges: { [language]: [range] },
      message: "mixed-script.word",
      params: { language, value: word, letters: foreignLetters(word, repaired) },
      suggestion: { language, range, text: repaired },
    };
  }
}

/**
 * The word in one alphabet, if replacing look-alike letters is enough; otherwise `undefined`. If both alphabets
 * are possible, it uses the one with more letters. «SMSка» and «PHPшник» are correct: an acronym with a Russian
 * ending.
 */
function repair(word: string): string | undefined {
  const latin = Array.from(word).filter((letter) => /\p{Script=Latin}/u.test(letter));
  const cyrillic = word.length - latin.length;
  if (latin.length === 0 || cyrillic === 0) return undefined;
  if (/^[A-Z]{2,}\p{Ll}+$/u.test(word) && /^[A-Z]+\p{Script=Cyrillic}+$/u.test(word)) return undefined;
  // «МассивX», «Мk2»: a variable, a model name.
  if (word.length < 3 || /^\p{Script=Cyrillic}*\p{Ll}[A-Z]$/u.test(word)) return undefined;
  const toCyrillic = latin.every((letter) => TO_CYRILLIC.has(letter));
  const toLatin = Array.from(word).every(
    (letter) => /\p{Script=Latin}/u.test(letter) || TO_LATIN.has(letter),
  );
  if (toCyrillic && (!toLatin || cyrillic >= latin.length)) return replaced(word, TO_CYRILLIC);
  return toLatin ? replaced(word, TO_LATIN) : undefined;
}

const replaced = (word: string, by: ReadonlyMap<string, string>): string =>
  Array.from(word)
    .map((letter) => by.get(letter) ?? letter)
    .join("");

function foreignLetters(word: string, repaired: string): string {
  const right = Array.from(repaired);
  return [...new Set(Array.from(word).filter((letter, at) => letter !== right[at]))].join(" ");
}

/** One-letter words: с, о, а, у in Russian, the article in English. */
const LONE: Readonly<Record<"en" | "ru", RegExp>> = {
  ru: /(?<=[\p{Script=Cyrillic},;:] |^)[coay](?= \p{Script=Cyrillic}{3,})/gu,
  en: /(?<=[A-Za-z,;:] |^)[аА](?= [a-z]{2,})/gu,
};

/** Finds a one-letter word that uses a letter of the other alphabet. */
function* loneLetter({ language, prose }: TextView, written: readonly TextView[]): Generator<Issue> {
  if (language === "zh") return;
  for (const { 0: letter, index } of matchesOf(prose(), LONE[language])) {
    // A variable is in the other languages too.
    const variable = new RegExp(`(?<!\\p{L})${letter}(?!\\p{L})`, "u");
    if (
      language === "ru" &&
      written.some((other) => other.language !== language && variable.test(other.text))
    )
      continue;
    const range = { start: index, end: index + 1 };
    const text = (language === "ru" ? TO_CYRILLIC : TO_LATIN).get(letter) ?? letter;
    yield {
      certainty: "likely",
      languages: [language],
      ranges: { [language]: [range] },
      message: "mixed-script.letter",
      params: { language, value: letter },
      suggestion: { language, range, text },
    };
  }
}
