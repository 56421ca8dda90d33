import { lexemeForms } from "../english-lexemes.ts";
import {
  BE,
  BEFORE_VERBS,
  DETERMINERS,
  ENGLISH_FUNCTION_WORDS,
  ENGLISH_VERBS,
  ENGLISH_VERBS_OR_NOUNS,
} from "./general-words.ts";
import { joinedAfter, joinedBefore, type Token, tokensOf } from "./tokens.ts";

/** What the texts show about a word, in numbers of its occurrences. */
interface Known {
  total: number;
  /** At the end of a noun phrase: after a determiner or another word, and before a function word or a stop. */
  asNoun: number;
  /** After “to” or a modal verb, or before a determiner. */
  asVerb: number;
  /** With a small letter, or as the first word of a sentence. */
  small: number;
}

/** Tells whether a word is a noun or a verb, after it has read all texts. */
export interface EnglishWords {
  readonly learn: (text: string) => void;
  readonly isVerb: (key: string) => boolean;
  readonly isNoun: (key: string) => boolean;
  /** Whether it is in the list of verbs, whatever the texts say. */
  readonly isListed: (key: string) => boolean;
  /** Whether it is mostly written with a small letter, so that a capital at the start of a sentence says nothing. */
  readonly isSmall: (key: string) => boolean;
}

export function createEnglishWords(): EnglishWords {
  const known = new Map<string, Known>();
  const strong = formsOfAll(ENGLISH_VERBS);
  const verbs = new Set([...strong, ...formsOfAll(ENGLISH_VERBS_OR_NOUNS)]);
  return {
    learn: (text) => {
      const tokens = tokensOf(text, false);
      for (const [at, token] of tokens.entries()) {
        if (ENGLISH_FUNCTION_WORDS.has(token.key)) continue;
        let own = known.get(token.key);
        if (own === undefined) known.set(token.key, (own = { total: 0, asNoun: 0, asVerb: 0, small: 0 }));
        count(own, tokens, at);
      }
    },
    isVerb: (key) => {
      const own = known.get(key);
      if (own === undefined || strong.has(key)) return verbs.has(key);
      return verbs.has(key) ? own.asNoun <= own.asVerb * 2 + own.total / 4 : own.asVerb > own.asNoun;
    },
    isNoun: (key) => {
      const own = known.get(key);
      return own !== undefined && own.asNoun > own.asVerb && own.asNoun * 4 > own.total;
    },
    isListed: (key) => verbs.has(key),
    isSmall: (key) => {
      const own = known.get(key);
      return own !== undefined && own.small > own.total / 2 && own.small > 1;
    },
  };
}

/** Counts one occurrence of a word by its neighbours. */
function count(own: Known, tokens: readonly Token[], at: number): void {
  const token = tokens[at];
  const before = joinedBefore(tokens, at)?.key;
  const next = joinedAfter(tokens, at)?.key;
  own.total += 1;
  if (token?.isCapital !== true || token.isFirst) own.small += 1;
  const hasObject =
    next !== undefined && DETERMINERS.has(next) && !(before !== undefined && DETERMINERS.has(before));
  const isAfterTo =
    before !== undefined && BEFORE_VERBS.has(before) && !(before === "to" && next === undefined);
  if (hasObject || isAfterTo) own.asVerb += 1;
  else if (
    (next === undefined || ENGLISH_FUNCTION_WORDS.has(next)) &&
    before !== undefined &&
    !BE.has(before)
  )
    own.asNoun += 1;
}

const formsOfAll = (verbs: string): Set<string> =>
  new Set(verbs.split(/\s+/u).flatMap((verb) => [...lexemeForms(verb)]));
