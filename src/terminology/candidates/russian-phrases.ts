import {
  RUSSIAN_EMPTY_HEADS,
  RUSSIAN_FUNCTION_WORDS,
  RUSSIAN_GENERAL_ADJECTIVES,
  RUSSIAN_INNER_PREPOSITIONS,
} from "./general-words.ts";
import { LONGEST_PHRASE, type Phrase, type PhraseFinder } from "./phrase.ts";
import { ALL, GENITIVE, INSTRUMENTAL, OBLIQUE, type Readings, stemOf } from "./russian-endings.ts";
import { createRussianWords, type RussianForm, type RussianWords } from "./russian-words.ts";
import { mayBegin, mayEnd, type Token, tokensOf } from "./tokens.ts";

const TO_BE = /^(?:быть|был[аои]?|буд(?:ет|ут))$/u;
const SHORT = /(?:[аеия]н|[ыуя]т|ен)[аоы]?$/u;
/** Most words of a phrase with its prepositions. */
const LONGEST = LONGEST_PHRASE + 1;

/** Finds noun phrases in Russian texts: a noun with the adjectives that agree with it, and with the genitives after it. */
export function russianFinder(): PhraseFinder {
  const words = createRussianWords();
  return { learn: words.learn, phrases: (text) => phrasesIn(text, words), words: words.seen };
}

function phrasesIn(text: string, words: RussianWords): Phrase[] {
  const tokens = tokensOf(text, true);
  const found: Phrase[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    const first = tokens[start];
    if (first === undefined || !mayBegin(tokens, start)) continue;
    if (RUSSIAN_GENERAL_ADJECTIVES.test(first.key) && !beginsName(tokens, start)) continue;
    // «был принят»: a short participle
    if (first.gap === "space" && TO_BE.test(tokens[start - 1]?.key ?? "") && SHORT.test(first.key)) continue;
    if (first.gap === "space" && ADVERBIAL.test(`${tokens[start - 1]?.key ?? ""} ${first.key}`)) continue;
    const ends = new Map<number, number>();
    endsFrom({ tokens, words, ends }, start, ALL, LONGEST);
    for (const [end, head] of [...ends].toSorted(([a], [b]) => b - a)) {
      const phrase = mayEnd(tokens, end)
        ? phraseOf(tokens.slice(start, end + 1), head - start, words.formOf)
        : undefined;
      if (phrase === undefined) continue;
      const allowed = end === start ? allowedBefore(tokens, start, words) : ALL;
      found.push(allowed === ALL ? phrase : { ...phrase, allowed });
    }
  }
  return found;
}

/** Nouns that with their preposition are an adverb or a preposition. */
const ADVERBIAL =
  /^(?:по (?:умолчанию|сравнению|мере|отношению|поводу|причине)|под (?:эгидой|руководством)|в (?:соответствии|качестве|течение|отличие|случае|рамках|ходе|области|сфере|виде|целях|частности|результате)|с (?:помощью|учетом|целью)|со стороны|при (?:помощи|поддержке|участии)|за счет|на (?:основе|основании))$/u;

/** Whether two capitals show a name: «Новая Земля». */
const beginsName = (tokens: readonly Token[], at: number): boolean => {
  const [first, next] = [tokens[at], tokens[at + 1]];
  return first?.isCapital === true && next?.isCapital === true && next.gap === "space" && !next.isAcronym;
};

/** The readings that adjectives directly before a noun allow; all if none agrees. */
function allowedBefore(tokens: readonly Token[], noun: number, words: RussianWords): Readings {
  let allowed = ALL;
  for (let at = noun; at > 0 && tokens[at]?.gap === "space"; at -= 1) {
    const adjective = words.formOf(tokens[at - 1]?.key ?? "").adjective & allowed;
    if (adjective === 0) break;
    allowed = adjective;
  }
  return (allowed & words.formOf(tokens[noun]?.key ?? "").nounAfterAdjective) === 0 ? ALL : allowed;
}

interface Search {
  readonly tokens: readonly Token[];
  readonly words: RussianWords;
  /** Place of the head by the place of the last word, for each phrase that was found. */
  readonly ends: Map<number, number>;
}

/**
 * Adds the noun phrases that begin at a word and have one of the readings.
 *
 * @param room most words
 * @param outer place of the head when these words depend on it
 */
function endsFrom(search: Search, start: number, wanted: Readings, room: number, outer?: number): void {
  const { tokens, words, ends } = search;
  let mask = wanted;
  for (let at = start; at < tokens.length && at - start < room; at += 1) {
    const token = tokens[at];
    if (token === undefined || (at > start && endsPhrase(tokens, at))) return;
    const form = words.formOf(token.key);
    const isUnchanged = token.isAcronym && !/[а-я]$/u.test(token.text);
    const head = isUnchanged ? mask : (at > start ? form.nounAfterAdjective : form.noun) & mask;
    if (head !== 0) {
      // «ледовой разведки»: an adjective that agrees, rather than a noun with a genitive.
      if (!ends.has(at) || (outer === undefined && isPlainAdjective(words.formOf(tokens[start]?.key ?? ""))))
        ends.set(at, outer ?? at);
      addDependents(search, at, room - (at - start) - 1, outer);
    }
    if ((form.adjective & mask) !== 0) mask &= form.adjective;
    // the first part of a compound adjective: «научно-технический»
    else if (tokens[at + 1]?.gap !== "hyphen" || !/[оеи]$/u.test(token.key)) return;
  }
}

/** Whether a word may be an adjective and is none that serves as a noun: «данные». */
const isPlainAdjective = ({ adjective, noun }: RussianForm): boolean => adjective !== 0 && noun !== adjective;

function endsPhrase(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.gap === "bracket") return !token.isCapital && tokens[at - 1]?.isCapital !== true;
  return token?.gap === "break";
}

/** Adds the phrases with the words after a noun: a second noun, genitives, or a preposition with its phrase. */
function addDependents(search: Search, head: number, room: number, outer: number | undefined): void {
  const { tokens } = search;
  const [token, next, after] = [tokens[head], tokens[head + 1], tokens[head + 2]];
  if (token === undefined || next === undefined) return;
  const top = outer ?? head;
  // «государство-наблюдатель», «кофе-пауза»: both are nouns
  if (next.gap === "hyphen") endsFrom(search, head + 1, ALL, room, top);
  if (next.gap !== "space") return;
  if (outer === undefined && RUSSIAN_EMPTY_HEADS.has(nominativeLike(token.key))) return;
  const governs = GOVERNING.test(token.key);
  endsFrom(search, head + 1, GENITIVE | (governs ? INSTRUMENTAL : 0), room, top);
  if (outer === undefined && RUSSIAN_INNER_PREPOSITIONS.has(next.key) && after?.gap === "space")
    endsFrom(search, head + 2, OBLIQUE, room - 1, top);
}

/** Nouns after which the instrumental stands: «управление Арктикой», «обмен данными». */
const GOVERNING = /(?:ни|мен)[еяюи]?(?:ем|ями|ях|ям)?$|обмен[а-я]*$/u;

function phraseOf(
  words: readonly Token[],
  head: number,
  formOf: (word: string) => RussianForm,
): Phrase | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const content = words.filter(({ key }) => !RUSSIAN_FUNCTION_WORDS.has(key));
  const general = content.filter(({ key }) => formOf(key).isGeneral).length / content.length;
  if (content.length === 1 && last.key.length < 3) return undefined;
  if (content.length === 2 && general === 1) return undefined;
  const keys = words.map((word) => formOf(word.key).stem || word.key);
  const key = keys.join(" ");
  const second = keys.findIndex((_, at) => at > 0 && !RUSSIAN_FUNCTION_WORDS.has(words[at]?.key ?? ""));
  const inner = keys.length === 1 ? [] : [keys.slice(second).join(" "), keys.slice(0, -1).join(" ")];
  const isName = content.every(({ isCapital }) => isCapital) && (content.length > 1 || !first.isFirst);
  const weight = weightOf(words, head, isName);
  return {
    start: first.start,
    end: last.end,
    key,
    inner,
    head,
    size: content.length,
    general,
    weight,
    capital: first.isFirst ? undefined : first.isCapital,
    isName,
  };
}

/** Participles: «выбранный», «проверяемый», «соответствующий». */
const PARTICIPLE =
  /(?:[аея]нн|[аеиоу]ем|им|[уюая]щ|вш)(?:ый|ая|ое|ые|ого|ой|ому|ую|ым|ом|ых|ыми|ий|ее|ие|его|ей|ему|им|ем|их|ими)(?:ся)?$/u;

/** See `Phrase`. */
function weightOf(words: readonly Token[], head: number, isName: boolean): number {
  if (isName) return 1;
  if (words.some(({ key }) => RUSSIAN_FUNCTION_WORDS.has(key))) return 0.5;
  // «выбранный файл»: mostly a free combination, unless it is repeated
  if (head > 0 && PARTICIPLE.test(words[0]?.key ?? "")) return 0.5;
  const dependent = words.length - 1 - head;
  if (dependent === 0) return 1;
  return head > 0 || dependent > 1 ? 0.6 : 0.85;
}

const emptyHeadStems = new Map([...RUSSIAN_EMPTY_HEADS].map((word) => [stemOf(word), word]));
/** The empty head of which a word is a form, else the word itself. */
const nominativeLike = (word: string): string => emptyHeadStems.get(stemOf(word)) ?? word;
