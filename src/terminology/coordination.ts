import { analyse } from "./russian/declension.ts";
import type { Word } from "./text-words.ts";

/**
 * Words that a term may skip, because it shares its other words with a term beside it:
 * - `modifiers`: “coastal [and flag] States”, «Северный [и Южный] полюс»;
 * - `heads`: “freedom of [navigation and] overflight”, «морская [флора и] фауна»;
 * - `ellipsis`: «полюс [и] Южный».
 */
export interface Gap {
  readonly kind: "modifiers" | "heads" | "ellipsis";
  /** Index of the first word after the gap. */
  readonly resume: number;
  /** Indices of the skipped words without conjunctions. */
  readonly skipped: readonly number[];
}

/** Most words of one member of a coordination, and most members that a term may skip. */
const MEMBER = 3;
const MEMBERS = 4;
/** Most conjunctions in a row: “but also as well as”. */
const IN_A_ROW = 8;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const CONJUNCTIONS = {
  en: setOf("and or nor but not as well"),
  ru: setOf("и или либо а также но не ни так"),
};
/** Words that no member of a coordination has: it would be a clause, or go beyond the phrase. */
const FUNCTION_WORDS = {
  en: setOf(
    "the a an of in on at to for from by with into over under about than that which who whose this these those it its " +
      "he she they we you i his her their our your is are was were be been being has have had do does did will would " +
      "can could may might must shall should if when while because both either neither there then also very",
  ),
  ru: setOf(
    "в во на о об от до для с со из к ко у за по под над при без через между про что как чтобы если когда который " +
      "которая которое которые это этот эта эти он она оно они его её их мы вы я был была было были есть будет будут " +
      "же ли бы уже ещё лишь только очень там здесь тогда где нет",
  ),
};

/** The gaps after each word of a text; `undefined` if the text coordinates nothing. */
export function gapsOf(
  words: readonly Word[],
  text: string,
  language: "en" | "ru",
): ((at: number) => readonly Gap[]) | undefined {
  const conjunctions = CONJUNCTIONS[language];
  if (!words.some(({ key }) => conjunctions.has(key))) return undefined;
  const known: Gap[][] = [];
  return (at) =>
    (known[at] ??= isNearConjunction(words, conjunctions, at) ? gapsAfter(words, text, language, at) : []);
}

/** Whether a conjunction is so near that words in between may be members of a coordination. */
function isNearConjunction(words: readonly Word[], conjunctions: ReadonlySet<string>, at: number): boolean {
  // without a comma, the conjunction is next, or stands behind the first member
  let reach = MEMBER + 1;
  for (let next = at + 1; next <= at + reach; next++) {
    const word = words[next];
    if (word === undefined) return false;
    if (conjunctions.has(word.key)) return true;
    if (!word.joined) reach = Math.min(next - at + MEMBER + 1, (MEMBER + 1) * MEMBERS);
  }
  return false;
}

interface Separator {
  /** Index of the first word after the separator. */
  readonly next: number;
  /** The separator has a conjunction, not only a comma. */
  readonly strong: boolean;
}

/** The commas and conjunctions after a word. */
function separatorAfter(
  words: readonly Word[],
  text: string,
  language: "en" | "ru",
  at: number,
): Separator | undefined {
  let next = at + 1;
  let comma = false;
  for (let word = words[next]; word !== undefined; word = words[++next]) {
    const between = text.slice(words[next - 1]?.end ?? 0, word.start);
    if (/^[-\u2010\u2011]?\s*,\s*$/u.test(between)) comma = true;
    else if (!/^[-\u2010\u2011»”"]?\s+[«“"]?$/u.test(between)) return undefined;
    if (!CONJUNCTIONS[language].has(word.key)) break;
    if (next - at > IN_A_ROW) return undefined;
    if (word.key === "а" && words[next + 1]?.key !== "также") return undefined;
  }
  const strong = next > at + 1;
  return words[next] !== undefined && (strong || comma) ? { next, strong } : undefined;
}

function gapsAfter(words: readonly Word[], text: string, language: "en" | "ru", at: number): Gap[] {
  const isContent = (index: number): boolean => {
    const key = words[index]?.key;
    return key !== undefined && !FUNCTION_WORDS[language].has(key) && !CONJUNCTIONS[language].has(key);
  };
  const isJoined = (index: number): boolean => words[index]?.joined ?? false;
  const gaps: Gap[] = [];
  /** Members of a coordination from `from` on; `skipped` are the words of the members before. */
  const members = (
    from: number,
    skipped: readonly number[],
    strong: boolean,
    left: number,
    heads: boolean,
  ) => {
    const taken = [...skipped];
    for (let index = from; index < from + MEMBER && isContent(index); index++) {
      if (index > from && !isJoined(index)) return;
      taken.push(index);
      if (!heads && strong && isJoined(index + 1)) {
        gaps.push({ kind: "modifiers", resume: index + 1, skipped: [...taken] });
      }
      const separator = left > 0 ? separatorAfter(words, text, language, index) : undefined;
      if (separator === undefined) continue;
      if (heads && separator.strong) {
        let resume = separator.next;
        gaps.push({ kind: "heads", resume, skipped: [...taken] });
        while (resume < separator.next + 2 && !isContent(resume) && isJoined(resume + 1)) {
          gaps.push({ kind: "heads", resume: ++resume, skipped: [...taken] });
        }
      }
      members(separator.next, taken, strong || separator.strong, left - 1, heads);
    }
  };
  const separator = separatorAfter(words, text, language, at);
  if (separator === undefined) {
    if (isJoined(at + 1)) members(at + 1, [], false, MEMBERS, true);
    return gaps;
  }
  if (separator.strong) gaps.push({ kind: "ellipsis", resume: separator.next, skipped: [] });
  members(separator.next, [], separator.strong, MEMBERS, false);
  return gaps;
}

const RUSSIAN_ADJECTIVE =
  /(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи]ми?|[ое]м|[ое]й|[ую]ю|[ыи]х|ов[аоуы]|ев[аоуы]|ин[аоуы]|\d)$/u;
const RUSSIAN_VERB =
  /(?:[аяеёиоуышгк]л[аои]?|[еёи]т|[ую]т|[ая]т|ть|ться|тся|лся|лась|лось|лись|[аяеи]но?|[ая]ны)$/u;

const SHORT_PARTICIPLE = /(?:[аыеияу]т|[аяе]н|[жчшщл]ён)[аоы]?$/u;

/** Whether a Russian word has the ending of an adjective. */
export const isAdjectival = (word: Word | undefined): boolean => RUSSIAN_ADJECTIVE.test(word?.key ?? "");

/** Whether a Russian word is more probably a verb than a noun. */
const isVerbal = (word: Word | undefined): boolean =>
  word !== undefined && RUSSIAN_VERB.test(word.key) && !isNoun(word.key);

/** Whether a word is a noun in the nominative, or in the genitive of «канал», «совет». */
function isNoun(key: string): boolean {
  const citation = /(?:ала|ела|ила|ола|ула|ата|ета|ита)$/u.test(key) ? key.slice(0, -1) : key;
  return analyse(citation).some(({ part, animacy }) => part === "noun" && animacy !== "");
}

/**
 * Whether the skipped words of a Russian gap are of the kind of the words beside it: no verbs, and an adjective after an
 * adjective.
 *
 * @param before index of the last word before the gap
 */
export function fitsRussian(gap: Gap, words: readonly Word[], before: number): boolean {
  const last = words[gap.skipped.at(-1) ?? -1];
  if (gap.kind === "modifiers" && isAdjectival(words[before])) return isAdjectival(last);
  return !gap.skipped.some((index) => isVerbal(words[index]));
}

/** Whether a word is probably a noun, so that an adjective before it belongs to it: «ветра северного моря». */
export const isNounAfter = (word: Word | undefined): boolean =>
  word !== undefined &&
  word.joined &&
  !FUNCTION_WORDS.ru.has(word.key) &&
  !CONJUNCTIONS.ru.has(word.key) &&
  !/(?:ся|[сш]ь)$/u.test(word.key) &&
  !RUSSIAN_VERB.test(word.key) &&
  (!SHORT_PARTICIPLE.test(word.key) || isNoun(word.key));

/** Whether a conjunction or a comma stands before the word. */
export const isCoordinatedBefore = (
  words: readonly Word[],
  text: string,
  at: number,
  language: "en" | "ru",
): boolean =>
  at > 1 &&
  (CONJUNCTIONS[language].has(words[at - 1]?.key ?? "") ||
    /,\s*$/u.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0)));

/** Whether a conjunction or a comma stands after the word. */
export const isCoordinatedAfter = (
  words: readonly Word[],
  text: string,
  at: number,
  language: "en" | "ru",
): boolean => separatorAfter(words, text, language, at) !== undefined;

/** Whether a hyphen hangs after the word: «нефте- и газопроводы». */
export const hasHangingHyphen = (word: Word, text: string): boolean =>
  /^[-\u2010\u2011][\s,]/u.test(text.slice(word.end, word.end + 2));
