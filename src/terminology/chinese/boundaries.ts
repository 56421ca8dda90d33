import { isLikelyWord } from "./ambiguity.ts";
import { isHan, isLatin } from "./folded-text.ts";

/**
 * Tells whether the characters at [start, end) of a Chinese text are a word, or parts of the words beside them: 海冰 is a
 * word in 夏季海冰减少, but not in 沿海冰情. `Intl.Segmenter` gives the boundaries, rules of the language correct its
 * errors, and the word frequencies have to confirm the result.
 */
export interface Boundaries {
  readonly isWord: (start: number, end: number) => boolean;
}

/** In characters. A term of this length is hardly ever made of parts of other words. */
const LONG = 4;
/** Most characters that are read on each side of a term. Clauses are shorter. */
const WINDOW = 64;

/** The segmenter often cuts one character too early before these: 公|海上, 专属经济|区内的. */
const LOCALISERS = "的地得了着过上下中内外里间前后时等及与和为";
/** These single characters are words, not the rest of a word that was cut in two. */
const FREE = "的在是和与及对向从把被将各该本由经沿无非不";
/** Suffixes that follow a whole noun: 破冰船队, 航行权. */
const SUFFIXES = "队员长只量者业国权期区费率级性化类型值点源库";

/** Endings that make another word of the noun before them: 冰川学, 国际法庭, 国际法院, 海峡时报, 冰山一角. */
const DERIVING = /^(?:学(?!会|习|校|院|生)|庭|院(?!长)|[日晚早周时]报|周刊|卫视|一角)/u;
/** Endings that make another word of the name of a pole: 北极熊, 北极圈, 南极点. */
const DERIVING_FROM_POLES = /^(?:星|熊|狐|狼|兔|燕?鸥|虾|鳕|茴鱼|圈|点|光(?!伏|照))/u;

/** Measure words that are also the first character of two-character words: 一条|约五十公里 does not have 条约. */
const MEASURES = "条项部名位件所次度层级座片个国";
const COUNTED = /[一二三四五六七八九十百千万两几这那0-9]$/u;

let segmenter: Intl.Segmenter | undefined;
const words = new Map<string, boolean>();

/** Whether the segmenter takes the string as one word. */
function isInDictionary(word: string): boolean {
  const known = words.get(word);
  if (known !== undefined) return known;
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const [first] = segmenter.segment(word);
  const found = word.length > 1 && first?.segment.length === word.length;
  if (words.size > 20_000) words.clear();
  words.set(word, found);
  return found;
}

/** A run of Han characters. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly isBreak: (at: number) => boolean;
}

function segmentRun(text: string, from: number, to: number): Run {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const segments = segmenter.segment(text.slice(from, to));
  // the last token is kept, because it answers questions about both of its ends
  let token = { start: -1, end: -1 };
  const isBreak = (at: number): boolean => {
    if (at <= from || at >= to || at === token.start || at === token.end) return true;
    if (at > token.start && at < token.end) return false;
    const found = segments.containing(at - from);
    if (found === undefined) return true;
    token = { start: from + found.index, end: from + found.index + found.segment.length };
    return at === token.start;
  };
  return { from, to, isBreak };
}

/** Word boundaries in one folded text. Only the text around possible terms is segmented. */
export function boundariesOf(text: string): Boundaries {
  let last: Run | undefined;
  // terms come from left to right, so it is enough to keep the last run
  const runAround = (start: number, end: number): Run => {
    let from = start;
    let to = end;
    while (isHanAt(text, from - 1) && start - from < WINDOW) from--;
    while (isHanAt(text, to) && to - end < WINDOW) to++;
    if (last?.from !== from || last.to !== to) last = segmentRun(text, from, to);
    return last;
  };
  return {
    isWord: (start, end) => {
      if (isLatinWordCut(text, start, end)) return false;
      if (!isHanAt(text, start) && !isHanAt(text, end - 1)) return true;
      const after = text.slice(end, end + 3);
      if (DERIVING.test(after)) return false;
      if (text.charAt(end - 1) === "极" && DERIVING_FROM_POLES.test(after)) return false;
      if (end - start >= LONG || (!isHanAt(text, start - 1) && !isHanAt(text, end))) return true;
      return isWordOf(runAround(start, end), text, start, end);
    },
  };
}

const isHanAt = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && isHan(text.charCodeAt(at));

const isLatinWordCut = (text: string, start: number, end: number): boolean =>
  (isLatin(text.charCodeAt(start)) && isLatin(text.charCodeAt(start - 1))) ||
  (isLatin(text.charCodeAt(end - 1)) && isLatin(text.charCodeAt(end)));

/** Whether a short term with Han characters beside it is a word. */
function isWordOf(run: Run, text: string, start: number, end: number): boolean {
  const { from, isBreak } = run;
  if (isHanAt(text, start) && !isBreak(start))
    return isHeadOf(run, text, start, end) && isLikelyWord(text, start, end);
  if (isHanAt(text, end - 1) && !isBreak(end)) {
    const isLocaliser = isBreak(end + 1) && LOCALISERS.includes(text.charAt(end));
    if (!isLocaliser) return false;
  }
  if (end - start === 2 && MEASURES.includes(text.charAt(start)) && COUNTED.test(text.slice(from, start)))
    return false;
  return !isTornOff(run, text, start, end) && isLikelyWord(text, start, end);
}

/** Whether a single character stands alone beside the term, and forms a word with the nearest character of the term. */
function isTornOff({ isBreak }: Run, text: string, start: number, end: number): boolean {
  const rightWord = isHanAt(text, end) && isInDictionary(text.slice(end - 1, end + 1));
  const leftWord = isHanAt(text, start - 1) && isInDictionary(text.slice(start - 1, start + 1));
  if (!leftWord && !rightWord) return false;
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  const left = isHanAt(text, start - 1) && !FREE.includes(before) && isBreak(start - 1);
  const right =
    isHanAt(text, end) && !LOCALISERS.includes(after) && !SUFFIXES.includes(after) && isBreak(end + 1);
  if (!left && !right) return false;
  if (end - start > 2) return right && rightWord; // 原住|民宿
  // 物资|源于 for 物|资源|于: single characters on both sides, or words with the characters on both sides
  return left && right ? leftWord || rightWord : leftWord && rightWord;
}

/** Whether the segmenter's word is a short modifier followed by the term, and the term is a word itself: 核潜艇, 中小企业. */
function isHeadOf({ isBreak }: Run, text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isBreak(at)) return false;
  const isShort = isBreak(start - 1) || (isBreak(start - 2) && isInDictionary(text.slice(start - 2, start)));
  // 水资源头部 may have the word 源头
  const goesOn = isHanAt(text, end) && isInDictionary(text.slice(end - 1, end + 1));
  return isBreak(end) && isShort && !goesOn && isInDictionary(text.slice(start, end));
}
