import type { Language } from "../../domain/language.ts";

/** Yes or no in three languages, and as programs and spreadsheets write it; `undefined` for another text. */
export function booleanOf(cell: string): boolean | undefined {
  const word = cell.trim().toLowerCase();
  if (/^(?:true|1|yes|y|x|[✓✔☑✅√+]|да|истина|是|对|對|有)$/u.test(word)) return true;
  return /^(?:false|0|no|n|[-–—−✗✘☐❌×]|нет|ложь|否|非|不|无|無)$/u.test(word) ? false : undefined;
}

const two = (number: string): string => number.padStart(2, "0");

/** A day as ISO 8601, as spreadsheets and people write it in three languages: `01.02.2020`, `2020年2月1日`. */
export function dayOf(text: string): string | undefined {
  const plain = text.trim();
  if (/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(plain)) return plain;
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?г\.?)?$/u.exec(plain) ?? [];
  if (day !== undefined && month !== undefined) return `${year}-${two(month)}-${two(day)}`;
  const [, y, m, d] = /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/u.exec(plain) ?? [];
  if (y !== undefined && m !== undefined && d !== undefined) return `${y}-${two(m)}-${two(d)}`;
  return /^\d{4}年$/u.test(plain) ? plain.slice(0, 4) : undefined;
}

/** A cell that holds only dashes: there is no term. */
const NOTHING = /^[-–—−]+$/u;

/** Splits a cell at line breaks, semicolons (also full-width) or bars. */
export const itemsOf = (text: string | undefined): string[] => parted(text, /[;；|\r\n]/u);

/** The words of a column that holds several in a cell. Yes and no are no words. */
export const listedItems = (text: string | undefined): string[] =>
  booleanOf(text ?? "") === undefined
    ? itemsOf(text).flatMap((item) => atCommas(item).flatMap((part) => outsideBrackets(part, /[、，／]/u)))
    : [];

/** Longest part between commas that is a word of its own, in words. */
const LONGEST_PART = 3;

/** Splits “pack, ice pack” at its commas. Longer parts are one phrase with a comma in it. */
function atCommas(text: string): string[] {
  const parts = outsideBrackets(text, /,/u);
  return parts.every((part) => part.split(/\s+/u).length <= LONGEST_PART) ? parts : [text];
}

/**
 * The terms of a cell. Chinese lists have marks of their own (、 ，／), which may also be part of a term: 经济、社会权利.
 * They separate where the part of the row in other languages has no list.
 *
 * @param others the cells of the same row in other languages
 */
export function termItems(text: string | undefined, language: Language, others: readonly string[]): string[] {
  const items = itemsOf(text).filter((item) => !NOTHING.test(item));
  // Only Chinese has this mark. In another language it was typed to separate.
  if (language !== "zh") return items.flatMap((item) => outsideBrackets(item, /、/u));
  const there = others.filter((other) => other.trim() !== "");
  const isFree = (mark: RegExp) =>
    there.length > 0 && there.every((other) => other.includes("、") || !mark.test(other));
  // The other cells are looked through once for all items.
  const free: { slash?: boolean; comma?: boolean } = {};
  return items.flatMap((item) => {
    const parts = outsideBrackets(item, /[、，／]/u);
    if (parts.length < 2 || !areTerms(parts)) return [item];
    const isList = item.includes("／")
      ? (free.slash ??= isFree(SLASH))
      : (free.comma ??= isFree(COMMA_OR_AND));
    return isList ? parts : [item];
  });
}

/** Marks of a list in other languages. */
const SLASH = /[/／]/u;
const COMMA_OR_AND = /[,，、/／]|(?<![\p{L}\p{N}])(?:and|or|и|или)(?![\p{L}\p{N}])/iu;

/** Longest Chinese term in a list, in characters. */
const LONGEST = 12;

const areTerms = (parts: readonly string[]): boolean =>
  parts.every((part) => /\p{Script=Han}/u.test(part) && [...part].length <= LONGEST) &&
  // “and” within a part: the parts are one enumeration.
  !/[和与與及或]|等$/u.test(parts.at(-1) ?? "");

const parted = (text: string | undefined, mark: RegExp): string[] =>
  (text ?? "")
    .split(mark)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Splits at marks that stand outside brackets and quotes. */
function outsideBrackets(text: string, mark: RegExp): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (/[（([《〈「『“【]/u.test(character)) depth += 1;
    else if (/[）)\]》〉」』”】]/u.test(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && mark.test(character)) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
