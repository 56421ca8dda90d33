import type { Language } from "../domain/language.ts";
import { writeHan } from "./han-numerals.ts";
import { writeDate } from "./months.ts";
import type { Quantity } from "./quantity.ts";

/** A quantity of a text, and how another language writes it. */
export interface Translated {
  /** The quantity as it stands in the text, with what belongs to it: a sign, the “s” of “1990s”. */
  readonly source: string;
  /** UTF-16 offsets of `source` in the text. */
  readonly start: number;
  readonly end: number;
  /** The usual notation first; empty where the words around decide it. */
  readonly target: readonly string[];
}

/** NO-BREAK SPACE: a line does not end between a number and what belongs to it. */
const NBSP = "\u00A0";

/** Names of powers of ten, from large to small. Chinese counts in ten thousands. */
const SCALES: Readonly<Record<Language, readonly (readonly [value: number, name: string])[]>> = {
  en: [
    [1e12, " trillion"],
    [1e9, " billion"],
    [1e6, " million"],
  ],
  ru: [
    [1e12, `${NBSP}трлн`],
    [1e9, `${NBSP}млрд`],
    [1e6, `${NBSP}млн`],
    [1e3, `${NBSP}тыс.`],
  ],
  zh: [
    [1e12, "万亿"],
    [1e8, "亿"],
    [1e4, "万"],
  ],
};

const POINTS: Readonly<Record<Language, (value: string) => string>> = {
  en: (value) => `${value} percentage point${value === "1" ? "" : "s"}`,
  ru: (value) => `${value}${NBSP}п.${NBSP}п.`,
  zh: (value) => `${value}个百分点`,
};

/** How the language usually writes a quantity of a text in another language. */
export function inOwnNotation(text: string, found: Quantity, language: Language): Translated {
  const start = found.negative && /[-−–]/u.test(text[found.start - 1] ?? "") ? found.start - 1 : found.start;
  const decade = decadeOf(text, found);
  const end = decade?.end ?? found.end;
  const written = text.slice(found.start, found.end);
  const target =
    decade === undefined
      ? notations(found, written, language).map((one) => (found.negative ? minus(one, language) : one))
      : [DECADES[language](decade.year)];
  return { source: text.slice(start, end), start, end, target: [...new Set(target)] };
}

function notations(found: Quantity, written: string, language: Language): readonly string[] {
  switch (found.kind) {
    case "number":
      // “three”, «половина»: the words around decide.
      return found.soft ? [] : numbers(found, written, language);
    case "percent":
      return percents(found.value, language);
    case "fraction":
      return fractions(found, language);
    case "date":
      return dates(found.value, language);
    case "time":
      return [found.value];
    case "coordinate":
      return coordinates(found.value, written, language);
    case "code":
      return [written];
    case "multiple":
      return [];
  }
}

/** A number as the language writes it in digits: 12,500.5, 12 500,5 and 12500.5. */
function plain(value: number, language: Language): string {
  const [whole = "", part] = String(value).split(".");
  const mark = { en: ",", ru: NBSP, zh: "" }[language];
  // Russian leaves four digits together.
  const grouped =
    language === "ru" && whole.length < 5 ? whole : whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, mark);
  return part === undefined ? grouped : `${grouped}${language === "ru" ? "," : "."}${part}`;
}

function numbers({ value, notation }: Quantity, written: string, language: Language): readonly string[] {
  const amount = Number(value);
  if (!Number.isFinite(amount) || String(amount).includes("e")) return [];
  // Years, numbers of rooms and articles: four digits that nothing separates.
  if (/^\d{4}$/u.test(written)) return [written];
  if (notation === "roman") return language === "ru" ? [written, String(amount)] : [String(amount)];
  const digits = plain(amount, language);
  const scaled = withScale(amount, language);
  if (scaled === undefined) return [digits];
  return notation === "scaled" || language === "zh" ? [scaled, digits] : [digits, scaled];
}

/** “1.2 million”, «1,2 млн», 120万; `undefined` where more than two decimals would be needed. */
function withScale(amount: number, language: Language): string | undefined {
  for (const [scale, name] of SCALES[language]) {
    const share = Number((amount / scale).toPrecision(12));
    if (share >= 1 && Number.isInteger(Number((share * 100).toPrecision(12))))
      return `${plain(share, language)}${name}`;
  }
  return undefined;
}

function percents(value: string, language: Language): readonly string[] {
  const [, amount = "", sign = ""] = /^([\d.]+)(%|pp)$/u.exec(value) ?? [];
  if (amount === "") return [];
  const digits = plain(Number(amount), language);
  if (sign === "pp") return [POINTS[language](digits)];
  return language === "ru" ? [`${digits}${NBSP}%`] : [`${digits}%`];
}

function fractions({ value, soft }: Quantity, language: Language): readonly string[] {
  const [, part = "", whole = ""] = /^(\d+)\/(\d+)$/u.exec(value) ?? [];
  if (part === "" || soft) return [];
  return language === "zh" ? [`${writeHan(Number(whole))}分之${writeHan(Number(part))}`, value] : [value];
}

/** Zeros stand for what a date does not say: `2024-03-00`, `0000-03-05`. */
function dates(value: string, language: Language): readonly string[] {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(value) ?? [];
  if (Number(month) === 0) return [];
  return [writeDate({ year: Number(year), month: Number(month), day: Number(day) }, language)];
}

const SIDES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { N: "N", S: "S", E: "E", W: "W" },
  ru: { N: "с. ш.", S: "ю. ш.", E: "в. д.", W: "з. д." },
  zh: { N: "北纬", S: "南纬", E: "东经", W: "西经" },
};

/** 66°33′ N, 66°33′ с. ш., 北纬66°33′: the digits stay as they are written. */
function coordinates(value: string, written: string, language: Language): readonly string[] {
  const side = SIDES[language][value.at(-1) ?? ""];
  const [figures] = /\d[\d.,°º′″'"’”\s]*[\d°º′″'"’”]/u.exec(written) ?? [];
  if (side === undefined || figures === undefined || !/[°º]/u.test(figures)) return [];
  const degrees = figures
    .replaceAll(/(?<=\d)[.,](?=\d)/gu, language === "ru" ? "," : ".")
    .replaceAll(/\s/gu, "");
  if (language === "zh") return [`${side}${degrees}`];
  return [`${degrees}${NBSP}${side.replaceAll(" ", NBSP)}`];
}

const DECADES: Readonly<Record<Language, (year: number) => string>> = {
  en: (year) => `${year}s`,
  ru: (year) => `${year}-е`,
  // The first decade of a century has no number of its own.
  zh: (year) => (year % 100 === 0 ? `${year}年代` : `${Math.floor(year / 100) + 1}世纪${year % 100}年代`),
};

/** The decade that a number names: “1990s”, «1990-е», 20世纪90年代. */
function decadeOf(
  text: string,
  found: Quantity,
): { readonly year: number; readonly end: number } | undefined {
  const year = Number(found.value);
  if (found.kind !== "number" || !Number.isInteger(year) || year % 10 !== 0 || year < 1000 || year > 2200)
    return undefined;
  if (text.slice(found.start, found.end).endsWith("年代")) return { year, end: found.end };
  const [after] =
    /^(?:['’]?s\b|-(?:е|х|м|ми|ые|ых|ым|ыми)(?!\p{L}))/u.exec(text.slice(found.end, found.end + 6)) ?? [];
  return after === undefined ? undefined : { year, end: found.end + after.length };
}

const minus = (written: string, language: Language): string => `${language === "zh" ? "-" : "−"}${written}`;
