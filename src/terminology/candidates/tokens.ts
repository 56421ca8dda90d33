import { type Word, wordsOf } from "../text-words.ts";

/**
 * What stands before a word: only a hyphen; only a space; a bracket around one word of a name, as in “Northern (Arctic)
 * University”; or anything else, which ends a phrase.
 */
export type Gap = "hyphen" | "space" | "bracket" | "break";

/** A word with what stands before it. */
export interface Token extends Word {
  readonly text: string;
  readonly gap: Gap;
  /** The first word of a sentence, a title or a bracket. */
  readonly isFirst: boolean;
  readonly isCapital: boolean;
  /** Two capitals or more: NArFU, СМП. */
  readonly isAcronym: boolean;
}

const HYPHEN = /^[-\u2010\u2011]$/u;
const SPACE = /^(?: |[\u00A0\u202F])$/u;
const SENTENCE_END = /[.!?…:;•\n|]|^\s*[-–—]\s/u;
const ACRONYM = /\p{Lu}.*\p{Lu}/u;
/** After the word in the bracket of a name. */
const CLOSING = /^\) \p{L}/u;
/** Titles with a full stop before a name: St. Petersburg. */
const TITLE = /^(?:st|mt|dr|им|св)$/u;

/** A placeholder that begins before a word: %s, $[name], {{count}}, ${name}, &amp; */
const PLACEHOLDER = /(?:%|\$|\{|\$\[|&)$/u;

/** The words of a text in English or Russian, without placeholders. Signs end a phrase. */
export function tokensOf(text: string, russian: boolean): Token[] {
  let end = 0;
  let isInBracket = false;
  let before = "";
  return joinedBySlash(wordsOf(text, russian), text).flatMap((word, at) => {
    const between = text.slice(end, word.start);
    if (PLACEHOLDER.test(between)) return [];
    end = word.end;
    const own = text.slice(word.start, word.end);
    const opens =
      between === " (" && CLOSING.test(text.slice(word.end, word.end + 3)) && /^\p{Lu}\p{Ll}+$/u.test(own);
    const isTitle = between === ". " && TITLE.test(before);
    const gap =
      at === 0 ? "break" : isTitle ? "space" : gapOf(between, opens || (isInBracket && between === ") "));
    isInBracket = opens;
    before = word.key;
    const [first = ""] = own;
    return {
      ...word,
      text: own,
      gap,
      isFirst: at === 0 || (gap === "break" && SENTENCE_END.test(between)),
      isCapital: first !== first.toLowerCase(),
      isAcronym: ACRONYM.test(own),
    };
  });
}

/** Names of capitals with a slash are one word: S/MIME, TCP/IP, I/O. */
function joinedBySlash(words: readonly Word[], text: string): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      isSlashed(
        text.slice(last.start, last.end),
        text.slice(last.end, word.start),
        text.slice(word.start, word.end),
      )
    )
      joined.splice(-1, 1, { ...last, end: word.end, key: `${last.key}/${word.key}` });
    else joined.push(word);
  }
  return joined;
}

const CAPITALS = /^[A-Z][A-Z0-9/]*$/u;

/** Whether two words of capitals with a slash between them are one name. */
export const isSlashed = (one: string, between: string, other: string): boolean =>
  between === "/" && CAPITALS.test(one) && CAPITALS.test(other);

const gapOf = (between: string, isBracket: boolean): Gap =>
  HYPHEN.test(between) ? "hyphen" : SPACE.test(between) ? "space" : isBracket ? "bracket" : "break";

/** Whether a phrase may begin at the word: it is no second part of a word with a hyphen. */
export const mayBegin = (tokens: readonly Token[], at: number): boolean => tokens[at]?.gap !== "hyphen";
/** Whether a phrase may end with the word. */
export const mayEnd = (tokens: readonly Token[], at: number): boolean => tokens[at + 1]?.gap !== "hyphen";

/** The word before, if nothing but a space or hyphen stands between. */
export const joinedBefore = (tokens: readonly Token[], at: number): Token | undefined =>
  isJoined(tokens[at]) ? tokens[at - 1] : undefined;
/** The word after, if nothing but a space or hyphen stands between. */
export const joinedAfter = (tokens: readonly Token[], at: number): Token | undefined =>
  isJoined(tokens[at + 1]) ? tokens[at + 1] : undefined;

const isJoined = (token: Token | undefined): boolean => token?.gap === "space" || token?.gap === "hyphen";
