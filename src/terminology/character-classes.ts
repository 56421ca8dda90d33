// Classes of UTF-16 code units, for splitting Russian and English text into words.
const OTHER = 0;
/** Part of a word. Lower case is enough to fold it. */
export const LETTER = 1;
/** Part of a word that has to go through `cleanWord`: combining mark, presentation form or invisible character. */
export const UNUSUAL = 2;
/** Allowed between the words of a term: white space, hyphen, dash or quotation mark. */
export const GAP = 3;
/** Ends a word, except that a possessive “’s” after it is skipped. */
export const APOSTROPHE = 4;
const UNKNOWN = 255;

const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/u;
const INVISIBLES = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
const GAPS = /[\s\u2010-\u2015\u2212\-«»“”„‟"‹›]/u;
const STRESS = /[\u0300\u0301]/gu;

const classes = new Uint8Array(65_536).fill(UNKNOWN);

/** The class of a UTF-16 code unit. Surrogates are part of a word, so that letters outside the basic plane stay whole. */
export function classOf(code: number): number {
  const known = classes[code] ?? OTHER;
  return known === UNKNOWN ? (classes[code] = classify(code)) : known;
}

function classify(code: number): number {
  if (code === 0x27 || code === 0x20_19 || code === 0x02_bc || code === 0xff_07) return APOSTROPHE;
  const character = String.fromCharCode(code);
  if (INVISIBLE.test(character) || /[\p{M}\p{Cs}]/u.test(character)) return UNUSUAL;
  if (GAPS.test(character)) return GAP;
  if (!/[\p{L}\p{N}]/u.test(character)) return OTHER;
  return unstressed(character) === character ? LETTER : UNUSUAL;
}

const unstressed = (text: string): string => text.normalize("NFD").replace(STRESS, "").normalize("NFKC");

const LATIN = "ABCEHKMOPTXYaceopxykmhtbi";
const CYRILLIC = "АВСЕНКМОРТХУасеорхукмнтві";

/**
 * A word in NFKC, without invisible characters and stress marks. Look-alike letters of the other script are replaced by
 * letters of the right script: Cyrillic if `russian` is true, otherwise Latin. Case and ё are kept.
 */
export function cleanWord(word: string, russian: boolean): string {
  const clean = unstressed(word.replace(INVISIBLES, ""));
  return /[a-z]/iu.test(clean) && /[а-яё]/iu.test(clean) ? repairScript(clean, russian) : clean;
}

function repairScript(word: string, russian: boolean): string {
  const [from, to] = russian ? [LATIN, CYRILLIC] : [CYRILLIC, LATIN];
  return word.replace(/[a-zа-яі]/giu, (letter) => to[from.indexOf(letter)] ?? letter);
}

/** A clean word in the form for comparison: lower case, ё as е. */
export function foldCase(word: string): string {
  const lower = word.toLowerCase();
  return lower.includes("ё") ? lower.replaceAll("ё", "е") : lower;
}
