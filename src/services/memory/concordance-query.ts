import type { Language } from "../../domain/language.ts";
import type { ConcordanceMode } from "../../domain/concordance.ts";
import { PLACEHOLDER } from "../../domain/segment.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { beginningsOf, type Pattern, searchable, type SoughtWord } from "../../matching/concordance.ts";
import { joinings } from "../../terminology/english.ts";
import { generateForms, isAcronym } from "../../terminology/forms.ts";
import { formsOfWord } from "../../terminology/word-forms.ts";

/** “exact phrase”, in straight quotation marks. */
const QUOTED = /"([^"]+)"/gu;
/** Texts of words and punctuation alone. */
const NEUTRAL = /^[\p{L}\p{M}\p{N}\s.,:;!?…'’"“”„«»()《》「」、。，：；！？·\u2010-\u2015-]*$/u;
const WORD = /\d+(?:[.,:]\d+)*|[\p{L}\p{M}\p{N}]+/gu;
/** Most words of a query; a longer query is a text, and found as it stands. */
const MOST_WORDS = 12;

/**
 * The pattern of a query in one language; `undefined` when folding leaves nothing. Words are looked for in all their
 * forms. Text in straight quotation marks is looked for as it stands, and so is text with signs that are no
 * punctuation.
 */
export function parseQuery(q: string, language: Language, mode: ConcordanceMode): Pattern | undefined {
  const literal = folded(q, language);
  if (literal === "") return undefined;
  const base: Pattern = { language, literal, parts: mode !== "words", words: [], phrases: [] };
  if (mode === "text") return base;
  const phrases = [...q.matchAll(QUOTED)]
    .map(([, inner = ""]) => folded(inner, language))
    .filter((one) => one !== "");
  const rest = phrases.length === 0 ? q : q.replace(QUOTED, " ");
  if (!NEUTRAL.test(rest.normalize("NFKC"))) return { ...base, phrases };
  const words = language === "zh" ? hanWords(rest, language) : spacedWords(rest, language);
  return { ...base, words, phrases };
}

const folded = (text: string, language: Language): string =>
  searchable(comparable(text.replaceAll(PLACEHOLDER, ""), language));

/** The pieces of a Chinese query between spaces and punctuation. */
function hanWords(text: string, language: Language): SoughtWord[] {
  const pieces = text.normalize("NFKC").match(WORD) ?? [];
  if (pieces.length > MOST_WORDS) return [];
  return pieces
    .map((piece) => folded(piece, language))
    .map((piece) => ({ forms: new Set([piece]), beginnings: [piece], anywhere: true }));
}

function spacedWords(text: string, language: Language): SoughtWord[] {
  const tokens =
    text
      .normalize("NFKC")
      .replace(/['’]s?(?![\p{L}\p{N}])/gu, "")
      .match(WORD) ?? [];
  // «т. е.» has no other forms; a text of many words is found as it stands.
  if (tokens.length > MOST_WORDS || (tokens.length > 1 && tokens.every((token) => token.length === 1)))
    return [];
  const shouted = tokens.length > 1 && tokens.every((token) => token === token.toUpperCase());
  const words: ReadonlySet<string>[] = tokens.map((token) => formsOfToken(token, language, shouted));
  if (language !== "en") return words.map(sought);
  return compounds(text, tokens, words).map(sought);
}

/** English compounds in all their spellings: “ice-breaker” is written “icebreaker” and “ice breaker” as well. */
function compounds(
  text: string,
  tokens: readonly string[],
  words: readonly ReadonlySet<string>[],
): ReadonlySet<string>[] {
  const found: ReadonlySet<string>[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [one, next] = [words[at] ?? new Set<string>(), words[at + 1]];
    const [first = "", second = ""] = tokens.slice(at).map((token) => token.toLowerCase());
    const pair = `${first}${text.toLowerCase().includes(`${first}-${second}`) ? "-" : " "}${second}`;
    if (next !== undefined && joinings(pair).some((joined) => /^\p{L}+$/u.test(joined))) {
      found.push(new Set([...next].flatMap((form) => ["", "-", " "].map((sign) => first + sign + form))));
      at += 1;
      continue;
    }
    const apart = [...one].flatMap((form) => joinings(form).filter((variant) => variant.includes(" ")));
    found.push(new Set([...one, ...apart, ...apart.map((variant) => variant.replace(" ", "-"))]));
  }
  return found;
}

const sought = (forms: ReadonlySet<string>): SoughtWord => ({
  forms,
  beginnings: beginningsOf(forms),
  anywhere: false,
});

function formsOfToken(token: string, language: Language, shouted: boolean): ReadonlySet<string> {
  const word = folded(token, language);
  if (!shouted && token.length < 6 && isAcronym({ language, text: token })) {
    return new Set([
      word,
      ...generateForms({ language, text: token }).map(({ text }) => folded(text, language)),
    ]);
  }
  const isName = !shouted && /^\p{Lu}\p{Ll}/u.test(token);
  return formsOfWord(word, language, isName);
}

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
    const pieces = [...texts, ...words.flatMap(({ beginnings }) => beginnings)].flatMap((text) =>
      piecesOf(text, language),
    );
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

const shortestOf = (pieces: readonly string[]): number => Math.min(...pieces.map(({ length }) => length));
const longest = (pieces: readonly string[]): string =>
  pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), "");

const HAN_OR_RUN = /\p{Script=Han}|[^\s\p{Script=Han}'\u2010-\u2015-]+/gu;
const piecesOf = (text: string, language: Language): readonly string[] =>
  text.match(language === "zh" ? HAN_OR_RUN : PIECE) ?? [];
