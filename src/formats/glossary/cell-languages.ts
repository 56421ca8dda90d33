import type { Language } from "../../domain/language.ts";

/** One of the terms in a cell, and the language of its script; `undefined` for letters of several scripts or of others. */
interface CellPart {
  readonly text: string;
  readonly language: Language | undefined;
}

const SCRIPTS: readonly (readonly [language: Language, letter: RegExp])[] = [
  ["en", /\p{Script=Latin}/u],
  ["ru", /\p{Script=Cyrillic}/u],
  ["zh", /\p{Script=Han}/u],
];
const OTHER_LETTER =
  /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Common}\p{Script=Inherited}])\p{L}/u;

/** The languages in whose scripts a text has letters. Latin names and abbreviations stand in all languages. */
const languagesOfScripts = (text: string): Language[] =>
  SCRIPTS.flatMap(([language, letter]) => (letter.test(text) ? [language] : []));

/** The language of a text in one script. */
function languageOfScript(text: string): Language | undefined {
  const [first, ...more] = languagesOfScripts(text);
  return more.length > 0 || OTHER_LETTER.test(text) ? undefined : first;
}

/** True for a text with letters that its language is never written with: Cyrillic in English or Chinese, Han in English or Russian. */
const isSurelyForeign = (text: string, language: Language): boolean =>
  languagesOfScripts(text).some((one) => one !== language && one !== "en");

/** Marks between the terms of several languages, the clearest first. A comma and a dash also stand inside terms. */
const MARKS: readonly RegExp[] = [/[;；|\r\n\t]/u, /[/／]/u, / = /u, / [-–—−] /u, /[,，、]/u];

/**
 * The terms of a cell by the scripts that they are in. A mark that may be part of a term divides only where each part is
 * in one script, and not all are in the same.
 */
function cellParts(text: string, marks: readonly RegExp[] = MARKS): CellPart[] {
  const [mark, ...weaker] = marks;
  if (mark === undefined || languagesOfScripts(text).length < 2)
    return [{ text: text.trim(), language: languageOfScript(text) }];
  const isClear = mark === MARKS[0];
  const pieces = text.split(mark).filter((piece) => piece.trim() !== "");
  if (isClear) return pieces.flatMap((piece) => cellParts(piece, weaker));
  const parts = pieces.map((piece): CellPart => ({ text: piece.trim(), language: languageOfScript(piece) }));
  const languages = new Set(parts.map(({ language }) => language));
  return languages.size > 1 && !languages.has(undefined) ? parts : cellParts(text, weaker);
}

/** True for a cell with terms of several languages, each in its own script. */
export function holdsLanguages(text: string): boolean {
  if (languagesOfScripts(text).length < 2) return false;
  return new Set(cellParts(text).flatMap(({ language }) => language ?? [])).size > 1;
}

/** Fewest cells with several languages that show that the whole column has them. */
const ENOUGH = 2;

/** True for a column of which at least half of the cells hold several languages. */
export function isColumnOfLanguages(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const several = filled.filter(holdsLanguages).length;
  return several >= ENOUGH && several * 2 >= filled.length;
}

/** The terms of a cell by language, and whether one may be in another language than the cell. */
interface DividedCell {
  /** `undefined` where all terms are in the language of the cell. */
  readonly parts: ReadonlyMap<Language, readonly string[]> | undefined;
  readonly isDoubtful: boolean;
}

/**
 * Divides a cell that holds other languages than its own. Latin script in Russian and Chinese is a name or an
 * abbreviation more often than English, so it counts as English only beside what is surely foreign, or in a column that
 * holds several languages throughout.
 */
export function dividedCell(text: string, language: Language, isOfLanguages: boolean): DividedCell {
  const whole: DividedCell = { parts: undefined, isDoubtful: false };
  if (text.trim() === "" || languageOfScript(text) === language) return whole;
  const parts = cellParts(text);
  const isSure = (one: CellPart) => one.language !== undefined && isSurelyForeign(one.text, language);
  const isLatin = (one: CellPart) => one.language === "en" && language !== "en";
  const mayBeName = parts.some((one) => isLatin(one) && !/\p{Ll}{2}/u.test(one.text));
  if ((isOfLanguages && !mayBeName) || parts.some(isSure)) {
    const divided = Map.groupBy(parts, (one) => one.language ?? language);
    const [only] = divided.keys();
    if (divided.size > 1 || only !== language)
      return {
        parts: new Map([...divided].map(([own, some]) => [own, some.map((one) => one.text)])),
        isDoubtful: false,
      };
  }
  const isDoubtful = parts.some(
    (one) =>
      isSurelyForeign(one.text, language) ||
      (parts.length > 1 && isLatin(one) && (/^\p{Ll}{3}/u.test(one.text) || isOfLanguages)),
  );
  return { parts: undefined, isDoubtful };
}
