import type { Language } from "../domain/language.ts";
import { ABBREVIATIONS, type Abbreviations } from "./abbreviations.ts";

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SegmentationOptions {
  /** Further abbreviations after which no sentence ends, with or without their last full stop. */
  readonly abbreviations?: readonly string[];
  /** Somebody's own rules, by language. A language without rules is cut as usual. */
  readonly rules?: Segmentation;
}

export type Segmentation = { readonly [language in Language]?: SentenceRules };

/** Rules that say where a text is cut. */
export interface SentenceRules {
  /** True: where no rule matches, the text is cut as usual. False: it is not cut there. */
  readonly isAddition: boolean;
  /** What the rules say about the places of a text: cut, not cut, or nothing. */
  readonly decide: (text: string) => {
    readonly at: (place: number) => boolean | undefined;
    readonly breaks: () => readonly number[];
  };
}

const WIDE = /[。！？｡]/u;
const TERMINATOR = /[.!?…‽。！？｡．]/u;
const CLOSER = /[)\]}»”’"'」』）】》〉］｝›]/u;
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["（", "）"],
  ["[", "]"],
  ["［", "］"],
  ["【", "】"],
  ["《", "》"],
  ["〈", "〉"],
]);
const QUOTES: ReadonlyMap<string, string> = new Map([
  ["«", "»"],
  ["“", "”"],
  ["„", "“"],
  ["「", "」"],
  ["『", "』"],
  ['"', '"'],
]);
/** Longer quotations and parentheses are cut like other text. */
const LONGEST_ENCLOSED: Readonly<Record<Language, number>> = { en: 300, ru: 300, zh: 120 };
/** Greatest length of an embedded title or exclamation that ends in ! or ?, in UTF-16 units. */
const LONGEST_TITLE = 60;
const HAN = /\p{Script=Han}/u;
const LOWER = /\p{Ll}/u;
const SPACE = /\s/u;
const DASH = /[-–—―]/u;
const BULLET = /[•⁃‣◦▪●]/u;
/** Words that name the speaker, after a quotation that ends in its own mark. */
const SPEECH_ZH = /^[^。！？，；：“”]{0,12}?(?:说|說|問|问|道|喊|叫|答|表示|称|稱|指出|强调|強調|写|寫)/u;
/** A sentence of its own after a quotation: “你好！”我没有回答. */
const DENIED_ZH = /^[^。！？，；：]{0,8}?[没沒不無无]/u;
/** Words that go on after a quotation: 他问：“谁？”然后离开了. */
const GOES_ON_ZH = /^(?:然后|然後|随后|隨後|接着|接著|之后|之後|就|便|并|並|的|地|之类|之類|一样|一樣)/u;
const SPACED_DOTS = /\.(?:[ \u00A0]\.){2,}/uy;
/** A figure or Roman numeral, then at most two short words before the unit (12 млн чел., 2 тыс. кв. км). */
const ROMAN_OR_FIGURE = /(?:[\d%]|[IVXLC]+)[)\s]*(?:\p{Ll}{1,4}\.?\s){0,2}$/u;
/** Abbreviations with spaces inside: т. д., и. о., н. э. */
const APART = /(?:(?<!\p{L})\p{Ll}{1,3}\.\s){1,2}\p{Ll}{1,3}$/u;
const LIST_NUMBER = /^\s*(?:[•⁃‣◦▪●]\s*)?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[a-zа-я])$/u;
/** A label at the start of its sentence, with the title after it: Article 1. Purpose · Глава IV. Лёд */
const LABEL =
  /^\s*(?:article|section|chapter|part|annex|appendix|figure|fig\.|table|step|lecture|session|статья|раздел|глава|часть|приложение|рисунок|рис\.|таблица|табл\.|шаг|лекция|заседание|тема|пункт|вопрос|question|rule|правило|§|图|表|附录|附件)\s*(?<![a-zа-я])(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-ZА-Я])$/iu;
/** A postscript: its full stops end no sentence. */
const POSTSCRIPT = /^\s*P\.?\s?(?:P\.?\s?)?S$/u;
/** A label at the start of a line, and further labels of the same word after it: Chapter 1. … Chapter 2. … */
const FIRST_LABEL = /^[ \t]*(\p{Lu}\p{Ll}{2,14}|[图表])\s?(?:\d{1,3}|[IVX]{1,5})\.\s/gmu;
/** Longest word before a full stop that is looked up, in UTF-16 units. */
const LONGEST_WORD = 24;
const MARKER = /(?:(\d{1,3})(\.\)|\)|\.)|([a-z])(\.\)|\)|\.))(?=[ \u00A0])/uy;

/**
 * Cuts a block of text into sentences. The spans follow each other without a gap and cover the text; each includes
 * the white space after it. The scanner finds a run of end marks with closing quotes and brackets, then decides by
 * the text before and after it. Time is linear in the text.
 */
export function sentenceSpans(text: string, language: Language, options: SegmentationOptions = {}): Span[] {
  const rules = options.rules?.[language];
  if (rules === undefined) return usualSpans(text, language, options);
  const decided = rules.decide(text);
  const usual = rules.isAddition ? usualSpans(text, language, options) : [];
  const kept = usual.map(({ end }) => end).filter((end) => !isForbidden(text, end, decided.at));
  return spansBetween(text, [...kept, ...decided.breaks().map((place) => skipSpace(text, place))]);
}

/** Whether a rule forbids a cut somewhere in the white space before its place. */
function isForbidden(text: string, end: number, at: (place: number) => boolean | undefined): boolean {
  for (let place = end; place > 0; place -= 1) {
    if (at(place) === false) return true;
    if (!SPACE.test(text[place - 1] as string)) return false;
  }
  return false;
}

/** The stretches between cuts. White space alone belongs to the stretch before it. */
function spansBetween(text: string, cuts: readonly number[]): Span[] {
  const places = new Set([...cuts, text.length]);
  const spans: Span[] = [];
  let start = 0;
  for (const end of [...places].toSorted((a, b) => a - b)) {
    if (end <= start || text.slice(start, end).trim() === "") continue;
    spans.push({ start, end });
    start = end;
  }
  const last = spans.at(-1);
  if (last === undefined) return text === "" ? [] : [{ start: 0, end: text.length }];
  spans[spans.length - 1] = { ...last, end: text.length };
  return spans;
}

function usualSpans(text: string, language: Language, options: SegmentationOptions): Span[] {
  const spans: Span[] = [];
  const own = new Set(options.abbreviations?.map((word) => word.trim().toLowerCase().replace(/\.$/u, "")));
  const scan: Scan = {
    text,
    language,
    abbreviations: ABBREVIATIONS[language],
    own,
    enclosed: enclosures(text, LONGEST_ENCLOSED[language]),
  };
  const forced = new Set([...inlineMarkers(text), ...inlineLabels(text)]);
  let start = 0;
  const cut = (end: number) => {
    if (text.slice(start, end).trim() === "" && spans.length > 0) {
      const last = spans[spans.length - 1] as Span;
      spans[spans.length - 1] = { start: last.start, end };
    } else if (end > start) spans.push({ start, end });
    start = end;
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    if (forced.has(at) && at > start) cut(at);
    if (character === "\n" || character === "\r") {
      const next = skipSpace(text, at);
      if (isLineEnd(text, at, next)) cut(next);
      at = next;
      continue;
    }
    if (!TERMINATOR.test(character)) {
      at += 1;
      continue;
    }
    const end = endOfSentence(scan, start, at);
    if (end.cut) {
      const next = skipBlanks(text, end.at);
      cut(next);
      at = next;
    } else at = Math.max(at + 1, end.at);
  }
  cut(text.length);
  return spans;
}

/** The sentences of a block, without white space around them and without empty ones. */
export function sentencesOf(text: string, language: Language, options: SegmentationOptions = {}): string[] {
  return sentenceSpans(text, language, options)
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter((sentence) => sentence !== "");
}

interface Scan {
  readonly text: string;
  readonly language: Language;
  readonly abbreviations: Abbreviations;
  readonly own: ReadonlySet<string>;
  /** The short quotation or parenthesis that contains a position. */
  readonly enclosed: (at: number) => Enclosure | undefined;
}

interface Enclosure {
  readonly open: number;
  readonly close: number;
  readonly quote: boolean;
}

/** White space within a line. */
function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && SPACE.test(text[next] as string) && !/[\r\n]/u.test(text[next] as string))
    next += 1;
  return next;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && SPACE.test(text[next] as string)) next += 1;
  return next;
}

/**
 * A line break ends a sentence, unless the line was wrapped: a blank before the break and a small letter after it.
 */
function isLineEnd(text: string, at: number, next: number): boolean {
  if (next >= text.length || /\n\s*\n/u.test(text.slice(at, next))) return true;
  return !(/[ \t]/u.test(text[at - 1] ?? "") && LOWER.test(text[next] as string));
}

/** Finds the outermost short enclosures; returns a look-up by position. */
function enclosures(text: string, longest: number): (at: number) => Enclosure | undefined {
  const found: Enclosure[] = [];
  let at = 0;
  let missing = new Set<string>();
  while (at < text.length) {
    const character = text[at] as string;
    if (character === "\n") missing = new Set();
    const quote = QUOTES.get(character);
    const closing = quote ?? BRACKETS.get(character);
    if (closing === undefined || missing.has(character)) {
      at += 1;
      continue;
    }
    const close = closingOf(text, at, character, closing, longest);
    if (close === undefined) {
      // A list marker or a quotation mark without a partner has no closing mark.
      if (text.length - at < longest) missing.add(character);
      at += 1;
      continue;
    }
    found.push({ open: at, close, quote: quote !== undefined });
    at = close + 1;
  }
  return (position) => {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[middle] as Enclosure).close < position) low = middle + 1;
      else high = middle;
    }
    const enclosure = found[low];
    return enclosure !== undefined && enclosure.open < position ? enclosure : undefined;
  };
}

function closingOf(
  text: string,
  open: number,
  opening: string,
  closing: string,
  longest: number,
): number | undefined {
  let depth = 0;
  const last = Math.min(text.length, open + longest);
  for (let at = open + 1; at < last; at += 1) {
    const character = text[at];
    if (character === "\n") return undefined;
    if (character === closing) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (character === opening) depth += 1;
  }
  return undefined;
}

/** Starts of further items of a list that is written in one line: `1) … 2) …`, `a. … b. …`, `• … • …`. */
function inlineMarkers(text: string): ReadonlySet<number> {
  const starts = new Set<number>();
  for (let at = 1; at < text.length; at += 1) {
    if (BULLET.test(text[at] as string) && SPACE.test(text[at - 1] as string)) starts.add(at);
  }
  const readMarker = (at: number) => {
    MARKER.lastIndex = at;
    const match = MARKER.exec(text);
    if (match === null) return undefined;
    const letter = match[3];
    const value = match[1] === undefined ? (letter as string).charCodeAt(0) - 96 : Number(match[1]);
    return {
      value,
      kind: `${letter === undefined ? "1" : "a"}${match[2] ?? match[4] ?? ""}`,
      end: MARKER.lastIndex,
    };
  };
  let lineStart = 0;
  while (lineStart < text.length) {
    const lineEnd = text.indexOf("\n", lineStart);
    const end = lineEnd < 0 ? text.length : lineEnd;
    let marker = readMarker(skipBlanks(text, lineStart));
    let at = marker?.end ?? end;
    while (marker !== undefined && at < end) {
      const next = SPACE.test(text[at - 1] as string) ? readMarker(at) : undefined;
      if (
        next !== undefined &&
        next.kind === marker.kind &&
        next.value === marker.value + 1 &&
        /\p{Lu}|\p{Script=Han}/u.test(text[skipBlanks(text, next.end)] ?? "")
      ) {
        starts.add(at);
        marker = next;
        at = next.end;
      } else at += 1;
    }
    lineStart = end + 1;
  }
  return starts;
}

/** Starts of further labels in a line that begins with one: `Chapter 1. The Ice Chapter 2. The Crew`. */
function* inlineLabels(text: string): Generator<number> {
  for (const { 0: first, 1: word = "", index } of text.matchAll(FIRST_LABEL)) {
    const from = index + first.length;
    const lineEnd = text.indexOf("\n", from);
    const line = text.slice(from, lineEnd < 0 ? text.length : lineEnd);
    const space = HAN.test(word) ? "" : "(?<=\\s)";
    for (const label of line.matchAll(
      new RegExp(`${space}${word}\\s?(?:\\d{1,3}|[IVX]{1,5})\\.\\s(?=\\p{Lu}|\\p{Script=Han})`, "gu"),
    ))
      yield from + label.index;
  }
}

/** Decides whether the end mark at `at` ends the sentence that begins at `start`, and where the scan continues. */
function endOfSentence(scan: Scan, start: number, at: number): { cut: boolean; at: number } {
  const { text } = scan;
  const first = text[at] as string;
  SPACED_DOTS.lastIndex = at;
  const spaced = SPACED_DOTS.exec(text);
  let end = at;
  if (spaced === null) {
    while (end < text.length && TERMINATOR.test(text[end] as string)) end += 1;
  } else {
    end = at + spaced[0].length;
    const next = text[skipSpace(text, closersEnd(text, end))];
    if (next === undefined) return { cut: true, at: closersEnd(text, end) };
    const capital = !LOWER.test(next);
    const dots = (spaced[0].length + 1) / 2;
    const attached = !SPACE.test(text[at - 1] ?? " ");
    // A full stop and then an omission mark: the sentence ends before the omission mark.
    if (dots >= 4 && attached && capital) return { cut: true, at: at + 1 };
    return { cut: dots >= 4 && capital, at: end };
  }
  const run = text.slice(at, end);
  // A number of a list item or heading at the start of a sentence, or an omission mark in brackets.
  if (at - start < 12 && LIST_NUMBER.test(text.slice(start, at))) return { cut: false, at: end };
  if (first === "." && at - start < 32 && LABEL.test(text.slice(start, at))) return { cut: false, at: end };
  if (first === "." && at - start < 9 && POSTSCRIPT.test(text.slice(start, at)))
    return { cut: false, at: end };
  if (/[[(（［]/u.test(text[at - 1] ?? "") && /[\])）］]/u.test(text[end] ?? ""))
    return { cut: false, at: end + 1 };
  const enclosure = scan.enclosed(at);
  const after = closersEnd(text, end);
  if (enclosure !== undefined) {
    // Inside an enclosure, only a mark at its very end can end the sentence.
    if (after <= enclosure.close) return { cut: false, at: Math.max(end, at + 1) };
    if (!enclosure.quote && text.slice(start, enclosure.open).trim() !== "") return { cut: false, at: after };
    // A title ends no sentence: 《北极！》这本书.
    if (/[《〈]/u.test(text[enclosure.open] as string) && !/[。！？.!?]/u.test(text[after - 1] as string))
      return { cut: false, at: after };
    if (enclosure.quote && isEmbedded(scan, enclosure, run)) return { cut: false, at: after };
  }
  const next = skipSpace(text, after);
  if (next >= text.length) return { cut: true, at: after };
  const spaceAfter = next > after;
  if (spaceAfter && /[\r\n]/u.test(text.slice(after, next))) return { cut: false, at: after };
  const following = text[next] as string;
  if (WIDE.test(run)) return { cut: endsWide(text, after, next, following, enclosure), at: after };
  if (!spaceAfter) {
    // Without a space after it, an ASCII mark ends only a Chinese sentence.
    const before = text[at - 1] ?? "";
    const ends = HAN.test(before) && HAN.test(following) && !/^\.{2,}$|…/u.test(run);
    return { cut: ends, at: after };
  }
  if (LOWER.test(afterOpeners(text, next))) return { cut: false, at: after };
  if (/[,;:、，；：]/u.test(following)) return { cut: false, at: after };
  if (DASH.test(following)) {
    const said = text[skipSpace(text, next + 1)] ?? "";
    if (!/\p{Lu}/u.test(said)) return { cut: false, at: after };
  }
  if (run !== "." || after > end) {
    if (/…|\.{2,3}$/u.test(run) && /\d/u.test(following)) return { cut: false, at: after };
    return { cut: true, at: after };
  }
  if (first === "." && !endsAfterWord(scan, start, at, next)) return { cut: false, at: after };
  return { cut: true, at: after };
}

function closersEnd(text: string, end: number): number {
  let after = end;
  while (after < text.length && CLOSER.test(text[after] as string)) {
    // An apostrophe or straight quotation mark before a letter opens a quotation or belongs to a word.
    if (/["'’]/u.test(text[after] as string) && /[\p{L}\p{N}]/u.test(text[after + 1] ?? "")) {
      if (!HAN.test(text[after + 1] as string)) break;
    }
    after += 1;
    while (after < text.length && TERMINATOR.test(text[after] as string)) after += 1;
  }
  return after;
}

/** The first letter or figure at or after `at`, past opening quotes and brackets. */
function afterOpeners(text: string, at: number): string {
  let next = at;
  while (next < text.length && /[«“„"'‘([{「『（]/u.test(text[next] as string)) next += 1;
  return text[next] ?? "";
}

/** True for a title or exclamation inside a sentence («Что делать?» Чернышевского, 像“加油！”这样). */
function isEmbedded(scan: Scan, enclosure: Enclosure, run: string): boolean {
  if (enclosure.close - enclosure.open > LONGEST_TITLE || !/[!?！？…]/u.test(run)) return false;
  const before = scan.text.slice(Math.max(0, enclosure.open - 2), enclosure.open).trimEnd();
  return /[\p{L}\p{N}]$/u.test(before);
}

function endsWide(
  text: string,
  after: number,
  next: number,
  following: string,
  enclosure: Enclosure | undefined,
): boolean {
  if (/[，、；：,;:）】》」』”’]/u.test(following)) return false;
  if (DASH.test(following) && !/\p{Lu}/u.test(text[skipSpace(text, next + 1)] ?? ""))
    return /—/u.test(following) && !enclosure;
  const isQuoted = enclosure?.quote === true && after === enclosure.close + 1;
  return !(isQuoted && (isSaidAfter(text, next, enclosure) || goesOnAfter(text, next, after)));
}

/** Whether words at `next` name the speaker of the quotation before them. */
function isSaidAfter(text: string, next: number, { open }: Enclosure): boolean {
  if (!SPEECH_ZH.test(text.slice(next, next + 20))) return false;
  const isIntroduced = /[：:，,]/u.test(text[open - 1] ?? "");
  return isIntroduced || !DENIED_ZH.test(text.slice(next, next + 12));
}

/** Whether words at `next` go on after a quotation that ends at `after`. Some of them go on after a full stop too. */
function goesOnAfter(text: string, next: number, after: number): boolean {
  if (!GOES_ON_ZH.test(text.slice(next, next + 2))) return false;
  return /[就便的]/u.test(text[next] ?? "") || !/[。.]/u.test(text.slice(after - 2, after));
}

/** True if a single full stop ends the sentence, by the word before it and the letter after it. */
function endsAfterWord(scan: Scan, start: number, at: number, next: number): boolean {
  const { text, abbreviations, own } = scan;
  let from = at;
  while (
    from > start &&
    at - from < LONGEST_WORD &&
    /[\p{L}\p{M}\p{N}.№°º’'-]/u.test(text[from - 1] as string)
  )
    from -= 1;
  // In Chinese text the word is the Latin letters after the last Han character: 由A. M. 戈
  const written = text
    .slice(from, at)
    .replace(/^['’.-]+/u, "")
    .replace(/^.*\p{Script=Han}(?=[^\p{Script=Han}])/u, "");
  const word = written.toLowerCase();
  const before = text.slice(Math.max(start, from - 16), from);
  const following = text.slice(next, next + 24);
  const figure =
    /^[\d№]/u.test(following) || (scan.language === "ru" && /^[IVXLC]+(?!\p{L})/u.test(following));
  const apart = APART.exec(text.slice(Math.max(start, at - 14), at))?.[0].replace(/\s/gu, "");
  if (apart !== undefined) {
    if (abbreviations.always.has(apart)) return false;
    if (abbreviations.ending.has(apart)) return !figure;
  }
  if (scan.language === "ru" && (isCitation(written, following) || isCurrency(word, following))) return false;
  if (scan.language === "ru" && continuesRussian(text, start, at, written, following)) return false;
  if (word === "" || /^\d/u.test(word)) return !(scan.language === "ru" && isOrdinalDate(written, following));
  if (own.has(word)) return false;
  const firstWord = /^[«“„"'‘([]*([\p{L}\p{M}'’-]+)/u.exec(following)?.[1] ?? "";
  const initialFollows = /^[«“„"'‘([]*\p{Lu}\./u.test(following);
  const starter = !initialFollows && abbreviations.starters.has(firstWord.toLowerCase());
  if (word === "им") return starter || !isNamedAfter(following);
  if (word === "пр" && /^\p{Lu}\p{Ll}+[сц]кий(?!\p{L})/u.test(following)) return false;
  if (word === "пр" && /,\s$/u.test(before) && /^\p{Lu}\p{Ll}+,/u.test(following)) return false;
  if (word === "st" && starter && /\p{Lu}\p{Ll}+\s$/u.test(before)) return true;
  if (word === "al" && /^[(（[]\d/u.test(following)) return false;
  if (SETTLEMENT.test(word) && IN_PLACE.test(before)) return false;
  if (abbreviations.unit.has(word) && ROMAN_OR_FIGURE.test(before)) return !figure || word === "г";
  if (abbreviations.number.has(word) && figure) return false;
  if (abbreviations.always.has(word)) return false;
  if (word === "a.m" || word === "p.m") return written === word ? starter : true;
  if (abbreviations.ending.has(word)) return !/^(?:Ltd|Inc|Corp|LLC|Co|&)/u.test(following) && !figure;
  if (abbreviations.unit.has(word) || (abbreviations.number.has(word) && scan.language === "ru"))
    return false;
  // initials and acronyms: Л. Н. Толстой, J.R.R. Tolkien, the U.S. Government
  if (/^(?:\p{Lu}\p{M}*|\p{Lu}\p{Ll}?)$/u.test(written) && written.length <= 2) {
    return written.length === 2 ? isWordOfTwo(written) : starter && !isInitial(before, firstWord);
  }
  if (/^\p{Lu}(?:\.\p{Lu}|\.-?\p{Lu}\p{Ll}?)+$/u.test(written)) return starter;
  // Abbreviations of small letters with full stops (т.е., и.о., e.g.)
  if (/^\p{Ll}{1,3}(?:\.\p{Ll}{1,3})+$/u.test(written)) return starter;
  return true;
}

/** Villages and the like before their name: «в с. Покровском», «из дер. Усть-Цильма». */
const SETTLEMENT = /^(?:с|д|х|п|ст|дер|пос|г)$/u;
const IN_PLACE = /(?:^|\s)(?:в|во|из|изо|у|под|близ|около|до|от|к|за|через)\s$/iu;

const MONTHS_RU =
  "январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]|январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре";
/** The sentence contains only a time so far: «В 2023 г.», «К концу XIX в.», «С 1932 по 1935 гг.». */
const TIME_ALONE = new RegExp(
  `^[\\s«"(—–-]*(?:(?:в|во|с|со|к|ко|до|после|на|за|около|по|от|и|а|но|уже|ещё|еще|лишь|только|летом|зимой|весной|осенью|начиная|начале|начала|началу|конце|конца|концу|середине|середины|середину|первой|второй|половине|половины|трети|четверти|течение|период|${MONTHS_RU}|\\d{1,4}(?:[–—-]\\d{1,4})?(?:[-–]?(?:е|х|го|м|ми))?|[IVXLC]+(?:[–—-][IVXLC]+)?|гг?|вв?)[.,]?(?:\\s+|$))+$`,
  "iu",
);
/** «… от 5 марта 2020 г.»: the document's number or author follows. */
const DATED_DOCUMENT =
  /(?:указ|приказ|постановлени|распоряжени|решени|закон|протокол|письм|договор|соглашени|декрет|нот|резолюци|акт)\p{L}*\s(?:[^.!?]{0,80}\s)?от\s\d{1,2}\s\p{L}+\s\d{4}\s$/iu;
const GENITIVE = /^\p{Lu}\p{Ll}+(?:ства|ии|ия|ета|ого|его|ей|ой|ума|ента|да|та)(?!\p{L})/u;
const DEGREE = /(?<!\p{L})[дк]\.\s?\p{Ll}{1,3}\.(?:-\p{Ll}\.)?\s?н$/iu;

/** Longest beginning of a sentence that is tested for a time alone, in UTF-16 units. */
const LONGEST_TIME = 60;
/** UTF-16 units before an abbreviation that are tested for the name of a document. */
const LONGEST_DOCUMENT = 160;

/** True if a Russian sentence continues after the abbreviation although a capital or number follows. */
function continuesRussian(
  text: string,
  start: number,
  at: number,
  written: string,
  following: string,
): boolean {
  if (/^(?:гг?|вв?)$/u.test(written)) {
    if (following.startsWith("№")) return true;
    if (at - start <= LONGEST_TIME && TIME_ALONE.test(text.slice(start, at))) return true;
    if (!GENITIVE.test(following)) return false;
    return DATED_DOCUMENT.test(text.slice(Math.max(start, at - LONGEST_DOCUMENT), at - written.length));
  }
  // This is an island («о. Сахалин»): the preposition «о» never ends a sentence.
  if (written === "о") return true;
  const isDegree = written === "н" && DEGREE.test(text.slice(Math.max(start, at - 16), at));
  return isDegree && !ABBREVIATIONS.ru.starters.has(firstWordOf(following));
}

/** Parts of a Russian citation are parted by full stops: «Там же. С. 45», «1998. № 5. С. 33». */
const isCitation = (written: string, following: string): boolean =>
  /^(?:С|Т|Вып|Кн|Ч|Стб)\.\s?\d/u.test(following) || (/^\d+$/u.test(written) && /^№\s?\d/u.test(following));

/** «2 млрд долл. США»: the country belongs to the currency. */
const isCurrency = (word: string, following: string): boolean =>
  /^(?:долл|дол|руб|р)$/u.test(word) && /^(?:США|РФ|СССР|КНР|Канады|Гонконга)(?!\p{L})/u.test(following);

const firstWordOf = (text: string): string => (/^[\p{L}\p{M}'’-]+/u.exec(text)?.[0] ?? "").toLowerCase();

/** True for words of two letters: "No", «Он», «Да» end a sentence; «Ю.», «Дж.», "St." do not. */
function isWordOfTwo(written: string): boolean {
  return !/^(?:Дж|Юл|Эд|Ал|Ив|Ст|Вл|Ан|Ch|Th|Ph|Jr)$/u.test(written);
}

/** True for an initial between names ("Albert I. Jones"), even if the next word often begins sentences. */
function isInitial(before: string, following: string): boolean {
  return /(?:^|[^\p{L}])\p{Lu}\p{Ll}+\s$/u.test(before) && following.length > 3;
}

/** True for "им. Ломоносова": a name in the genitive or initials follow. Otherwise «им» is the pronoun. */
function isNamedAfter(following: string): boolean {
  return /^(?:\p{Lu}\.|\p{Lu}\p{Ll}+(?:а|я|ы|и|ого|его|ой|ей|ых|их)(?![\p{L}])|\d)/u.test(following);
}

/** Russian has no dates like «27. октября», but a line may contain «1. Введение». */
function isOrdinalDate(written: string, following: string): boolean {
  return /^\d{1,2}$/u.test(written) && /^\p{Ll}/u.test(following);
}
