import { isLikelyWord } from "./ambiguity.ts";
import { isHan, isLatin } from "./folded-text.ts";

/**
 * Says whether a run of characters in Chinese text is a word or parts of its neighbours: 海冰 is a word in 夏季海冰减少,
 * but not in 沿海冰情. `Intl.Segmenter` gives the boundaries, rules of the language correct its errors, and the
 * frequencies of the words must agree.
 */
export interface Boundaries {
  readonly isWord: (start: number, end: number) => boolean;
}

/** A term of this length hardly ever appears by accident. */
const LONG = 4;
/** Most characters of a run that are read on each side; clauses are shorter. */
const WINDOW = 64;

/** Before these the segmenter often cuts one character too early: 公|海上, 专属经济|区内的. */
const LOCALISERS = "的地得了着过上下中内外里间前后时等及与和为";
/** These single characters are words of their own, and not the rest of a torn word. */
const FREE = "的在是和与及对向从把被将各该本由经沿无非不";
/** Suffixes of whole nouns: 破冰船队, 航行权. */
const SUFFIXES = "队员长只量者业国权期区费率级性化类型值点源库";

/** Endings that turn a noun before them into another word: 冰川学, 国际法庭, 国际法院, 海峡时报, 冰山一角. */
const DERIVING = /^(?:学(?!会|习|校|院|生)|庭|院(?!长)|[日晚早周时]报|周刊|卫视|一角)/u;
/** Endings that turn the name of a pole into another word: 北极熊, 北极圈, 南极点. */
const DERIVING_FROM_POLES = /^(?:星|熊|狐|狼|兔|燕?鸥|虾|鳕|茴鱼|圈|点|光(?!伏|照))/u;

/** Measure words that begin two-character words: 一条|约五十公里, not 条约. */
const MEASURES = "条项部名位件所次度层级座片个国";
const COUNTED = /[一二三四五六七八九十百千万两几这那0-9]$/u;

let segmenter: Intl.Segmenter | undefined;
const words = new Map<string, boolean>();

/** True if the segmenter's dictionary has the string as one word. */
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
  // the last token is kept: it answers for both its ends
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

/** Boundaries in one folded text. Each run is segmented once, and only where a term is asked about. */
export function boundariesOf(text: string): Boundaries {
  let last: Run | undefined;
  // terms come from left to right, so the last run is kept
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

/** Whether a short term with Han beside it is a word of the run. */
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

/** True where a single character beside the term is left over, and makes a word with the term's own edge. */
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
  // 物资|源于 for 物|资源|于: left over on both sides, or words with both neighbours
  return left && right ? leftWord || rightWord : leftWord && rightWord;
}

/** True where one word is made of something short and the term, which is a word itself: 核潜艇, 中小企业. */
function isHeadOf({ isBreak }: Run, text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isBreak(at)) return false;
  const isShort = isBreak(start - 1) || (isBreak(start - 2) && isInDictionary(text.slice(start - 2, start)));
  // 水资源头部: 源头 may be meant
  const goesOn = isHanAt(text, end) && isInDictionary(text.slice(end - 1, end + 1));
  return isBreak(end) && isShort && !goesOn && isInDictionary(text.slice(start, end));
}
