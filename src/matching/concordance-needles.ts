import type { Language } from "../domain/language.ts";
import type { Pattern } from "./concordance.ts";

/** Pieces of a text that the index is asked for: without characters that have several spellings after folding. */
const PIECE = /[^\s'\u2010-\u2015-]+/gu;
/** Needles of one query: more of them do not narrow the search further. */
const MOST_NEEDLES = 8;

/**
 * The needles of a pattern: every text with the pattern contains one of the pieces of each. An inline code may stand
 * between any two words, and in Chinese between any two characters.
 */
export function needlesOf({ language, literal, words, phrases }: Pattern): readonly (readonly string[])[] {
  const texts = words.length + phrases.length === 0 ? [literal] : phrases;
  if (language === "zh") {
    const pieces = [
      ...texts.flatMap((text) => piecesOf(text, language)),
      ...words.flatMap(({ beginnings }) => inAll(beginnings.map((one) => piecesOf(one, language)))),
    ];
    return [...new Set(pieces)].slice(0, MOST_NEEDLES).map((piece) => [piece]);
  }
  const needles = [
    ...texts.flatMap((text) => piecesOf(text, language).map((piece) => [piece])),
    ...words.map(({ beginnings }) => beginnings.map((beginning) => longest(piecesOf(beginning, language)))),
  ];
  // The longest first: few texts contain them.
  return needles
    .filter((pieces) => pieces.every((piece) => piece !== ""))
    .sort((a, b) => shortestOf(b) - shortestOf(a))
    .slice(0, MOST_NEEDLES);
}

/** Pieces that all spellings of a word have. */
const inAll = ([first = [], ...others]: readonly (readonly string[])[]): readonly string[] =>
  first.filter((piece) => others.every((other) => other.includes(piece)));

const shortestOf = (pieces: readonly string[]): number => Math.min(...pieces.map(({ length }) => length));
const longest = (pieces: readonly string[]): string =>
  pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), "");

const HAN_OR_RUN = /\p{Script=Han}|[^\s\p{Script=Han}'\u2010-\u2015-]+/gu;
const piecesOf = (text: string, language: Language): readonly string[] =>
  text.match(language === "zh" ? HAN_OR_RUN : PIECE) ?? [];
