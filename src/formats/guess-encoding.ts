import type { Language } from "../domain/language.ts";
import { simplify } from "../domain/normal-form.ts";
import { namedLanguage } from "./glossary/language-words.ts";
import { commonChinese, usualness } from "./letter-frequencies.ts";

/** One way to read bytes as text. */
export interface Reading {
  readonly encoding: string;
  readonly text: string;
  /** Evidence for a text in our languages, minus evidence against it. */
  readonly score: number;
}

/** Languages that a file is known to contain; `zh-Hant` says besides `zh` that the Chinese is Traditional. */
export type KnownLanguages = ReadonlySet<Language | "zh-Hant">;

/** `sure`: one reading is clearly the best. `doubtful`: two are about as likely. `none`: no reading makes sense. */
export type Guess =
  | { readonly is: "sure"; readonly reading: Reading }
  | { readonly is: "doubtful"; readonly readings: readonly [Reading, Reading] }
  | { readonly is: "none" };

const NARROW = [
  "windows-1251",
  "koi8-r",
  "ibm866",
  "x-mac-cyrillic",
  "iso-8859-5",
  "gb18030",
  "big5",
  "windows-1252",
] as const;
const WIDE = ["utf-16le", "utf-16be"] as const;

/** Smallest lead of a sure reading over the next one, in points of `scoreOf`. */
const MARGIN = 0.75;
/** Further points for a text of no letters; the more letters there are, the fewer. */
const SHORT_MARGIN = 1.2;
/** Letters from which on a text is long enough to be judged. A Chinese character tells as much as three letters. */
const ENOUGH_LETTERS = 10;
const HAN_LETTERS = 3;
/** Further points for an abbreviation (ТБО, км): any three letters may follow each other in it. */
const ABBREVIATION_MARGIN = 1.5;
const ABBREVIATION = 3;
/** Smallest score of a text in our languages, in points for each byte that is not ASCII. */
const LEAST = 0.12;

/**
 * Guesses the encoding of bytes that do not declare it and are not UTF-8. It reads them in each encoding of our
 * languages and scores each reading: pairs of letters, common characters, case, punctuation.
 *
 * @param sample the beginning of the file; an incomplete character at its end is ignored
 * @param languages languages that the file is known to contain, or an empty set; letters of another language are evidence
 *   against a reading
 */
export function guessEncoding(sample: Uint8Array, languages: KnownLanguages): Guess {
  const isWide = mayBeWide(sample);
  const hasControls = hasControlBytes(sample);
  const readings: Reading[] = [];
  for (const encoding of [...(isWide ? WIDE : []), ...(hasControls ? [] : NARROW)]) {
    const text = decoded(sample, encoding);
    if (text === undefined || readings.some((other) => other.text === text)) continue;
    readings.push({ encoding, text, score: scoreOf(text, languages) - foreignTable(encoding, languages) });
  }
  const [best, ...others] = readings.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return { is: "none" };
  const isSensible = ({ score, encoding }: Reading) => score >= LEAST * unusualBytes(sample, encoding);
  const [next] = others;
  if (next === undefined) return isSensible(best) ? { is: "sure", reading: best } : { is: "none" };
  if (!isSensible(best)) return { is: "doubtful", readings: [best, next] };
  const short = shortMargin(best);
  const rival = others.find((other) => {
    // A long text with a few points is no rival: they came by chance.
    const lead = best.score - (isSensible(other) ? other.score : Math.min(0, other.score));
    return lead < MARGIN || (lead < MARGIN + short && isPlausible(other));
  });
  // A few Russian words can by chance be Chinese characters. The other way round hardly ever happens.
  const mayBeRussian = (languages.size === 0 || languages.has("ru")) && /\p{Script=Han}/u.test(best.text);
  const doubt = rival ?? (mayBeRussian ? others.find(isCyrillicWords) : undefined);
  return doubt === undefined ? { is: "sure", reading: best } : { is: "doubtful", readings: [best, doubt] };
}

/** The lead over a plausible reading that a reading needs besides: the fewer letters there are to judge by, the more. */
function shortMargin({ text }: Reading): number {
  let letters = 0;
  let han = 0;
  for (const character of text) {
    const kind = kindOf(character);
    if (kind === "han") han += 1;
    else if (kind === "cyrillic" || kind === "latin") letters += 1;
    if (letters + han * HAN_LETTERS >= ENOUGH_LETTERS) return 0;
  }
  const lacking = 1 - (letters + han * HAN_LETTERS) / ENOUGH_LETTERS;
  return lacking * SHORT_MARGIN + (han === 0 && letters <= ABBREVIATION ? ABBREVIATION_MARGIN : 0);
}

/** A text that somebody may have written: its letters beyond ASCII are Russian words, or common Chinese characters. */
const isPlausible = (reading: Reading): boolean =>
  isCyrillicWords(reading) ||
  [...reading.text].every((character) => character < "\u0080" || everydayHan().has(simplify(character)));

/** A text of Cyrillic words, each in small letters, in capitals, or with a capital first letter. */
function isCyrillicWords({ text }: Reading): boolean {
  const words = text.match(/[^\s!-@[-`{-~]+/gu)?.filter((word) => /[^A-Za-z]/u.test(word)) ?? [];
  return words.length > 0 && words.every((word) => /^(?!\p{M})(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/u.test(word));
}

/** Points against Big5 for Simplified Chinese, and against GB 18030 for Traditional Chinese. */
function foreignTable(encoding: string, languages: KnownLanguages): number {
  if (!languages.has("zh")) return 0;
  return encoding === (languages.has("zh-Hant") ? "gb18030" : "big5") ? 1 : 0;
}

function decoded(sample: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(sample, { stream: true });
  } catch {
    return undefined;
  }
}

const mayBeWide = (sample: Uint8Array): boolean => sample.length >= 2 && sample.length % 2 === 0;

/** True when there are control bytes that occur in UTF-16 but in no other text. */
export function hasControlBytes(sample: Uint8Array): boolean {
  return sample.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a);
}

function unusualBytes(sample: Uint8Array, encoding: string): number {
  if (encoding.startsWith("utf-16")) return sample.length / 2;
  return sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
}

/** Class of a character, for the score of a reading. */
type Kind = "blank" | "ascii" | "cyrillic" | "han" | "latin" | "mark" | "odd";

function kindOf(character: string): Kind {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) {
    if (/[A-Za-z]/u.test(character)) return "ascii";
    return code >= 0x20 || (code >= 0x09 && code <= 0x0d) ? "blank" : "odd";
  }
  if (/[А-Яа-яЁё]/u.test(character)) return "cyrillic";
  if (code >= 0x4e00 && code <= 0x9fff) return "han";
  if (/[À-ÖØ-öø-ÿŒœŠšŽžŸ]/u.test(character)) return "latin";
  return /[«»„“”‘’–—…№°•±×§©®€·\u00A0\u00AD，。、；：？！（）《》【】“”％～￥　]/u.test(character)
    ? "mark"
    : "odd";
}

const SCRIPTS: Readonly<Record<"cyrillic" | "han", Language>> = { cyrillic: "ru", han: "zh" };

function scoreOf(text: string, languages: KnownLanguages): number {
  let score = 0;
  let before = "";
  let kindBefore: Kind = "blank";
  const seen = new Set<Kind>();
  for (const character of text) {
    const kind = kindOf(character);
    score += pointsOf(character, kind, before, kindBefore);
    if (kind === "cyrillic" || kind === "han") score += pointsOfLanguage(character, SCRIPTS[kind], languages);
    before = character;
    kindBefore = kind;
    seen.add(kind);
  }
  // A known language whose letters are missing is evidence against the reading.
  const isMissing = (["cyrillic", "han"] as const).some(
    (kind) => languages.has(SCRIPTS[kind]) && !seen.has(kind),
  );
  return isMissing ? Math.min(score, score / 2) - 2 : score;
}

/** When the languages are known, letters of other languages are a sign of a wrong reading. */
function pointsOfLanguage(character: string, language: Language, languages: KnownLanguages): number {
  if (languages.size === 0) return 0;
  if (!languages.has(language)) return -1.5;
  if (language !== "zh" || isCommonHan(character)) return 0;
  // Where a table has Chinese and no Russian, also a less common character of everyday Chinese is good evidence.
  return !languages.has("ru") && everydayHan().has(simplify(character)) ? 1.6 : 0.6;
}

const isCommonHan = (character: string): boolean => commonChinese().has(simplify(character));

let everyday: ReadonlySet<string> | undefined;

/** The 3,755 characters of the first level of GB 2312: 0xB0A1 … 0xD7F9. They make up 99.7 % of Chinese texts. */
function everydayHan(): ReadonlySet<string> {
  if (everyday !== undefined) return everyday;
  const bytes: number[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead += 1)
    for (let trail = 0xa1; trail <= (lead === 0xd7 ? 0xf9 : 0xfe); trail += 1) bytes.push(lead, trail);
  everyday = new Set(new TextDecoder("gb18030").decode(Uint8Array.from(bytes)));
  return everyday;
}

function pointsOf(character: string, kind: Kind, before: string, kindBefore: Kind): number {
  switch (kind) {
    case "cyrillic":
      return cyrillicPoints(character, before, kindBefore);
    case "han":
      return isCommonHan(character) ? 1.6 : -1;
    case "latin":
      // In Latin words accented letters are rare. Several in a row are misread letters of another script.
      return kindBefore === "ascii" ? 0.6 : kindBefore === "blank" ? 0.1 : -1;
    case "mark":
      if (/[€·•±×§©®]/u.test(character) && kindBefore === "cyrillic") return -1;
      return kindBefore === "mark" || kindBefore === "odd" ? -0.2 : 0.4;
    case "odd":
      return -1.2;
    case "ascii":
      return kindBefore === "cyrillic" ? -0.8 : 0;
    case "blank":
      return 0;
  }
}

function cyrillicPoints(character: string, before: string, kindBefore: Kind): number {
  const lower = character.toLowerCase();
  if (kindBefore !== "cyrillic") {
    // No Russian word begins with these letters.
    if (/[ьъы]/u.test(lower)) return -1;
    if (/[”»]/u.test(before)) return -1.5;
    // In Mac Cyrillic and Windows-1251 only capitals differ: they become an opening quote or dots in the other one.
    if (/[“…]/u.test(before) && character === lower) return -0.5;
    // A dash, a currency sign or an English quote does not stand directly before a Russian word.
    if (/[—–‘’•·€§±×©®]/u.test(before)) return -0.7;
    if (kindBefore === "ascii" || kindBefore === "latin") return -0.8;
    return pairPoints("", lower) / 2 + 0.3;
  }
  const isUpper = character !== lower;
  const wasUpper = before !== before.toLowerCase();
  return isUpper && !wasUpper ? -1 : pairPoints(before.toLowerCase(), lower);
}

/** Points of two letters next to each other: from -1.2 for those that never are to 1 for the most usual. */
const pairPoints = (first: string, second: string): number => (usualness(first, second) / 9) * 2.2 - 1.2;

/**
 * The languages of a table: those that its first line names by their tags or English names, or else those that the caller
 * names. These names are ASCII, so they can be read before the encoding is known.
 */
export function languagesInTable(
  bytes: Uint8Array,
  told: { readonly source?: Language; readonly target?: Language } = {},
): KnownLanguages {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 512)).replaceAll("\0", "");
  const [line = ""] = head.replace(/^sep=.\r?\n/u, "").split(/[\r\n]/u);
  const named = new Set<Language | "zh-Hant">();
  // A name with other letters may be the name of a further language.
  if (/[^\t\u0020-\u007E]/u.test(line)) return languagesTold(told);
  for (const name of line.split(/[,;\t|]/u)) {
    const found = namedLanguage(name);
    if (found === undefined) continue;
    named.add(found.language);
    if (/^zh-(?:Hant|TW|HK|MO)\b/iu.test(found.tag ?? "")) named.add("zh-Hant");
  }
  return named.size > 0 ? named : languagesTold(told);
}

/** The languages that the caller names. */
export const languagesTold = (told: {
  readonly source?: Language | undefined;
  readonly target?: Language | undefined;
}): ReadonlySet<Language> => new Set([told.source, told.target].filter((language) => language !== undefined));
