import { type Language, languageOf } from "../../domain/language.ts";

/** A language named in a header or a cell, and the rest of the text without that name. */
export interface NamedLanguage {
  readonly language: Language;
  /** The language tag, if the text gives more than the language. */
  readonly tag?: string;
  readonly rest: string;
}

const NAMES: readonly (readonly [language: Language, name: RegExp])[] = [
  ["en", /(?<![\p{L}\p{N}])(?:english|eng|английск\p{L}*|англ)(?![\p{L}\p{N}])|英[语語文](?:术语|術語)?/iu],
  ["ru", /(?<![\p{L}\p{N}])(?:russian|rus|русск\p{L}*|рус)(?![\p{L}\p{N}])|俄[语語文](?:术语|術語)?/iu],
  [
    "zh",
    /(?<![\p{L}\p{N}])(?:chinese|chi|zho|mandarin|китайск\p{L}*|кит)(?![\p{L}\p{N}])|[简簡繁][体體](?:中文)?|中文|[汉漢华華][语語]|[汉漢]文/iu,
  ],
];
const TRADITIONAL = /traditional|традиц\p{L}*|繁[体體]?/iu;
const SIMPLIFIED = /simplified|упрощ\p{L}*|[简簡][体體]?/iu;
const TAG = /(?<![\p{L}\p{N}])[a-z]{2,3}(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))*(?![\p{L}\p{N}])/giu;

/**
 * Finds one of our languages in a short text, by its tag or its name in English, Russian or Chinese: `zh_CN`,
 * `Term (en-US)`, «Термин на русском», 中文术语.
 */
export function namedLanguage(text: string): NamedLanguage | undefined {
  // Underscores separate words (`term_en`), but `en_US` is one tag.
  const spaced = text.normalize("NFKC").replace(/_(?![A-Z]{2}\b|[A-Z][a-z]{3}\b)/gu, " ");
  for (const match of spaced.matchAll(TAG)) {
    const language = languageOf(match[0]);
    if (language === undefined) continue;
    const tag = match[0].replaceAll("_", "-");
    return { language, ...(tag.includes("-") && { tag }), rest: without(spaced, match[0], match.index) };
  }
  for (const [language, name] of NAMES) {
    const match = name.exec(spaced);
    if (match === null) continue;
    const rest = without(spaced, match[0], match.index);
    if (language !== "zh") return { language, rest };
    const script = TRADITIONAL.test(spaced) ? "zh-Hant" : SIMPLIFIED.test(spaced) ? "zh-Hans" : undefined;
    return {
      language,
      ...(script !== undefined && { tag: script }),
      rest: rest.replace(TRADITIONAL, " ").replace(SIMPLIFIED, " "),
    };
  }
  return undefined;
}

const without = (text: string, part: string, at: number): string =>
  `${text.slice(0, at)} ${text.slice(at + part.length)}`;

/** The language of a cell that contains only a tag or a name of a language. */
export function languageOfWord(text: string): { language: Language; tag?: string } | undefined {
  const found = namedLanguage(text.trim());
  if (found === undefined || /[\p{L}\p{N}]/u.test(found.rest.replace(/язык|language|语/giu, "")))
    return undefined;
  const { language, tag } = found;
  return tag === undefined ? { language } : { language, tag };
}

/** Most rows that are looked at, and fewest filled cells that show the language of a column. */
const SAMPLE = 200;
const ENOUGH = 2;

/**
 * The language of a column by the script of its first cells.
 *
 * @returns `undefined` for mixed scripts, and for fewer than two filled cells
 */
export function languageOfColumn<Row>(
  rows: Iterable<Row>,
  cellOf: (row: Row) => string,
): Language | undefined {
  const cells: string[] = [];
  for (const row of rows) {
    if (cells.length === SAMPLE) break;
    cells.push(cellOf(row));
  }
  const filled = cells.filter((cell) => cell.trim() !== "");
  return filled.length < ENOUGH ? undefined : languageOfTexts(filled);
}

/** The language of the script in most texts of a column; `undefined` for mixed scripts. */
export function languageOfTexts(texts: readonly string[]): Language | undefined {
  const counts = { en: 0, ru: 0, zh: 0 };
  for (const text of texts) {
    if (/\p{Script=Han}/u.test(text)) counts.zh += 1;
    else if (/\p{Script=Cyrillic}/u.test(text)) counts.ru += 1;
    else if (/\p{Script=Latin}/u.test(text)) counts.en += 1;
  }
  const total = counts.en + counts.ru + counts.zh;
  return (["en", "ru", "zh"] as const).find((language) => total > 0 && counts[language] >= 0.8 * total);
}
