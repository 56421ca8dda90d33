import { isHan } from "../chinese/folded-text.ts";
import { logProbability } from "../chinese/word-frequencies.ts";
import { CHINESE_FUNCTION_WORDS, CHINESE_GENERAL_WORDS } from "./general-words.ts";
import { LONGEST_PHRASE, type Phrase, type PhraseFinder } from "./phrase.ts";
import { isSlashed } from "./tokens.ts";

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Directly after the word before, without punctuation between them. */
  readonly joined: boolean;
}

/** Longest phrase, in characters. */
const LONGEST = 24;
/** Single characters that may be a whole word of a phrase, though the segmenter also leaves them over from other words. */
const WEAK = /^.$/u;
const LATIN = /^[A-Za-z][A-Za-z0-9.+-]*$/u;
const NUMBER = /\d/u;

let segmenter: Intl.Segmenter | undefined;

/** Characters of grammar. They begin or end a word only with a character that hardly ever stands without them: 对齐. */
const GRAMMAR: ReadonlySet<string> = new Set(
  "的了在是和与及或也就都而着地得对从把被将向由自为以并但如若则因只仅更最很太较比不没未无非勿可能要应须需请让使用按据到至之其此该这那各每某本我你您他她它几一二两三四五六七八九十百千万个些种次条项名位件张份年月日时分秒上下中内外里前后左右已曾正再又才便即且所有做说看去来起出过回入进开成给跟同像大小高低长短新旧多少与后",
);
/** Characters that are part of a word only where the list of words has it: 了 in 了解, 地 in 陆地. */
const PARTICLES: ReadonlySet<string> = new Set("了着过的地得和与及或在是将被把也就都而");
/** Words directly before a verb, and signs of its aspect directly after it. */
const BEFORE_VERB: ReadonlySet<string> = new Set(
  "已 已经 正在 重新 再次 必须 应当 没有 不会 能够 可以 立即 开始".split(" "),
);
const AFTER_VERB: ReadonlySet<string> = new Set(["了", "着", "过"]);
/** Share of the occurrences of a word as a verb from which no phrase holds it. */
const VERBAL = 0.3;
/** A number with the word that counts: 一艘, 两座. */
const COUNTED = /^[一二两三四五六七八九十百千万几数]+[艘个只条座台辆架名位种项次家所片块张件颗根支份]$/u;
/** Share of the occurrences of a word that are beside the other one, from which both are one word. */
const TOGETHER = 0.6;
const LEAST_TOGETHER = 2;
/** The same with a character of grammar. */
const GRAMMAR_TOGETHER = 0.6;
const LEAST_GRAMMAR_TOGETHER = 3;
/** The same for two words that are rare in running text: parts of a foreign name. */
const RARE_TOGETHER = 0.95;
/** Pairs that are counted before the rare ones are forgotten. */
const MOST_PAIRS = 300_000;

/**
 * Finds runs of words in Chinese texts that hold no function word; how the words hold together is judged by their counts.
 * The segmenter leaves single characters of words that it does not know (阿|尔|汉|格尔|斯克), so neighbours that hardly
 * ever stand apart are joined first.
 */
export function chineseFinder(): PhraseFinder {
  const counts = new Map<string, number>();
  const pairs = new Map<string, number>();
  const verbs = createVerbs();
  const learn = (text: string): void => {
    let before: Word | undefined;
    for (const word of wordsIn(text)) {
      count(counts, word.text);
      if (word.joined && before !== undefined) verbs.learn(before.text, word.text);
      if (word.joined && before !== undefined && isPart(before.text, word.text))
        count(pairs, `${before.text}|${word.text}`);
      before = word;
    }
    for (let least = 1; pairs.size > MOST_PAIRS; least += 1)
      for (const [key, value] of pairs) if (value <= least) pairs.delete(key);
  };
  const isOneWord = oneWordBy(counts, pairs);
  const isOutside = (word: string): boolean => isBarrier(word) || verbs.isVerb(word, counts.get(word) ?? 1);
  const phrases = (text: string): Phrase[] => {
    const words = joinedWords(text, wordsIn(text), isOneWord);
    const found: Phrase[] = [];
    for (const [start, first] of words.entries()) {
      found.push(...titleAt(text, words, start));
      if (isOutside(first.text)) continue;
      found.push(...bracketed(text, words, start));
      const ends: number[] = [];
      for (let at = start; at < words.length && at - start < LONGEST_PHRASE; at += 1) {
        const word = words[at];
        if (word === undefined || (at > start && !word.joined) || isOutside(word.text)) break;
        if (word.end - first.start > LONGEST) break;
        ends.push(at);
      }
      for (const end of ends.toReversed()) {
        const phrase = phraseOf(text, words.slice(start, end + 1));
        if (phrase !== undefined) found.push(phrase);
      }
    }
    return found;
  };
  return { learn, phrases };
}

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

/** Counts which words stand where a verb does. */
function createVerbs() {
  const verbal = new Map<string, number>();
  return {
    learn: (before: string, word: string): void => {
      if (AFTER_VERB.has(word)) count(verbal, before);
      else if (BEFORE_VERB.has(before)) count(verbal, word);
    },
    isVerb: (word: string, total: number): boolean => (verbal.get(word) ?? 0) >= VERBAL * total,
  };
}

/** Makes the test whether two neighbours are one word, from their counts. */
function oneWordBy(
  counts: ReadonlyMap<string, number>,
  pairs: ReadonlyMap<string, number>,
): (one: string, other: string) => boolean {
  return (one, other) => {
    if (!isPart(one, other)) return false;
    if (PARTICLES.has(one) || PARTICLES.has(other)) return logProbability(one + other) !== undefined;
    const together = pairs.get(`${one}|${other}`) ?? 0;
    const [a, b] = [counts.get(one) ?? 0, counts.get(other) ?? 0];
    if (one.length > 1 && other.length > 1)
      return together >= LEAST_GRAMMAR_TOGETHER && together >= RARE_TOGETHER * Math.max(a, b);
    if (!GRAMMAR.has(one) && !GRAMMAR.has(other))
      return together >= LEAST_TOGETHER && together >= TOGETHER * Math.min(a, b);
    if (logProbability(one + other) !== undefined) return true;
    const free = GRAMMAR.has(one) ? b : a;
    return together >= LEAST_GRAMMAR_TOGETHER && together >= GRAMMAR_TOGETHER * free;
  };
}

/** Whether two neighbours may be parts of one word: one of them is a single Han character, or both are rare words. */
const isPart = (one: string, other: string): boolean =>
  isHan(one.charCodeAt(0)) &&
  isHan(other.charCodeAt(0)) &&
  (one.length === 1 ||
    other.length === 1 ||
    (logProbability(one) === undefined && logProbability(other) === undefined));

function joinedWords(
  text: string,
  words: readonly Word[],
  isOneWord: (one: string, other: string) => boolean,
): Word[] {
  const joined: Word[] = [];
  let before: Word | undefined;
  for (const word of words) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      before !== undefined &&
      word.joined &&
      word.start === before.end &&
      isOneWord(before.text, word.text)
    )
      joined[joined.length - 1] = { ...last, end: word.end, text: text.slice(last.start, word.end) };
    else joined.push(word);
    before = word;
  }
  return joined;
}

/** Longest title, in characters. */
const LONGEST_TITLE = 40;

/** A title in marks: 《北极海空搜救合作协定》. */
function titleAt(text: string, words: readonly Word[], at: number): Phrase[] {
  const start = words[at]?.start ?? 0;
  if (text[start - 1] !== "《") return [];
  const end = text.indexOf("》", start);
  if (end < 0 || end - start > LONGEST_TITLE) return [];
  const own = words.filter((word) => word.start >= start && word.end <= end);
  const key = keyOf(text.slice(start, end));
  return [{ start, end, key, inner: [], size: own.length, general: 0, weight: 1, isName: true }];
}

/** Characters that end a word and begin none. */
const NO_START: ReadonlySet<string> = new Set(
  "者员性化们家式型率度法论类界性化部署厅局院处州省市县区国语文族人方年期值点面边头子儿件量级层片段块组群队站所馆店厂场室",
);
/** Characters that begin a word and end none. */
const NO_END: ReadonlySet<string> = new Set(
  "第非不无未可反超副总亚准半全单双多各每该本此老小大新旧高低前后这那",
);

const barriers = new Map<string, boolean>();
/** Function words, numbers, and words of function characters alone, as 中的. */
function isBarrier(word: string): boolean {
  const known = barriers.get(word);
  if (known !== undefined) return known;
  if (barriers.size > 50_000) barriers.clear();
  const found =
    CHINESE_FUNCTION_WORDS.has(word) || NUMBER.test(word) || /[的了着]$/u.test(word) || COUNTED.test(word);
  barriers.set(word, found);
  return found;
}

function wordsIn(text: string): Word[] {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const words: Word[] = [];
  let end = 0;
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue;
    if (!isHan(segment.charCodeAt(0)) && !LATIN.test(segment) && !NUMBER.test(segment)) continue;
    const between = text.slice(end, index);
    const last = words.at(-1);
    if (last !== undefined && isSlashed(last.text, between, segment)) {
      end = index + segment.length;
      words.splice(-1, 1, { ...last, end, text: text.slice(last.start, end) });
      continue;
    }
    words.push({
      start: index,
      end: index + segment.length,
      text: segment,
      joined: words.length > 0 && (between === "" || between === " "),
    });
    end = index + segment.length;
  }
  return words;
}

/** A name with a bracket: 北方（北极）联邦大学. */
function bracketed(text: string, words: readonly Word[], start: number): Phrase[] {
  const [before, inside, after] = [words[start], words[start + 1], words[start + 2]];
  if (before === undefined || inside === undefined || after === undefined) return [];
  if (
    !/^[（(]$/u.test(text.slice(before.end, inside.start)) ||
    !/^[）)]$/u.test(text.slice(inside.end, after.start))
  )
    return [];
  const found: Phrase[] = [];
  for (let end = start + 2; end < words.length && end - start < LONGEST_PHRASE; end += 1) {
    const word = words[end];
    if (word === undefined || isBarrier(word.text) || (end > start + 2 && !word.joined)) break;
    found.push({
      start: before.start,
      end: word.end,
      key: text.slice(before.start, word.end),
      inner: [
        keyOf(text.slice(after.start, word.end)),
        ...(end > start + 2 ? [keyOf(text.slice(before.start, words[end - 1]?.end))] : []),
      ],
      size: end - start + 1,
      general: 0,
      weight: 1,
      isName: true,
    });
  }
  return found;
}

function phraseOf(text: string, words: readonly Word[]): Phrase | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const own = text.slice(first.start, last.end);
  if (words.length === 1 && WEAK.test(own)) return undefined;
  if (NO_START.has(first.text) || NO_END.has(last.text)) return undefined;
  const key = keyOf(own);
  if (key.length < 2) return undefined;
  const general = words.filter((word) => CHINESE_GENERAL_WORDS.has(word.text)).length / words.length;
  const isTitle = text[first.start - 1] === "《" && text[last.end] === "》";
  return {
    start: first.start,
    end: last.end,
    key,
    inner:
      words.length === 1
        ? []
        : [keyOf(text.slice(words[1]?.start, last.end)), keyOf(text.slice(first.start, words.at(-2)?.end))],
    // 海冰 is one word for a reader, whatever the segmenter says.
    size: Math.max(1, Math.min(words.length, Math.ceil(key.length / 2))),
    general: words.length === 1 ? Math.max(general, commonness(key)) : general,
    weight: 0.35,
    isName: isTitle,
  };
}

const keyOf = (text: string): string => text.toLowerCase().replaceAll(" ", "");

/** 0 … 1: how much a single word belongs to everyday speech, by its share in running text. */
function commonness(word: string): number {
  const known = logProbability(word);
  if (known === undefined) return 0;
  // About 1 in 2,000 words is as common as 时间, 1 in 100,000 as rare as a term.
  return Math.min(1, Math.max(0, (known + 11) / 4));
}
