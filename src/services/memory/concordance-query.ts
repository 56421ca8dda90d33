import type { Language } from "../../domain/language.ts";
import { PLACEHOLDER } from "../../domain/segment.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { beginningsOf, type Pattern, searchable, type SoughtWord } from "../../matching/concordance.ts";
import { chineseSpellings } from "../../terminology/chinese/spellings.ts";
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
 * The pattern of a query in one language; `undefined` when folding leaves nothing. In the mode `words` words are looked
 * for whole, in all their forms; text in straight quotation marks is looked for as it stands, and so is text with signs
 * that are no punctuation. In the mode `text` the query is looked for as it stands, also inside words.
 */
export function parseQuery(q: string, language: Language, mode: "words" | "text"): Pattern | undefined {
  const literal = folded(q, language);
  if (literal === "") return undefined;
  const base: Pattern = { language, literal, parts: mode === "text", words: [], phrases: [] };
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
    .map((piece) => {
      const forms = chineseSpellings(piece);
      return { forms: new Set(forms), beginnings: forms, anywhere: true };
    });
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

/** Two English words that a hyphen joins, without a third one. */
const HYPHENATED = /(?<![\p{L}\p{N}-])([a-z]+)-([a-z]+)(?![\p{L}\p{N}-])/gu;
/** Prefixes that are written with a hyphen or without one: co-operation, non-linear, e-mail. */
const PREFIX =
  /^(?:anti|auto|bi|co|counter|cross|ex|extra|hyper|infra|inter|intra|macro|mega|meta|micro|mid|mini|mono|multi|neo|non|over|paleo|para|poly|post|pre|pro|pseudo|quasi|re|self|semi|socio|sub|super|supra|trans|ultra|under|vice|e(?=mail|book|learn|comm|gov))(?=[a-z]{3})/u;

const withHyphen = (form: string): readonly string[] => {
  const [prefix = ""] = PREFIX.exec(form) ?? [];
  return prefix === "" ? [] : [`${prefix}-${form.slice(prefix.length)}`];
};

/** English compounds in all their spellings: “ice-breaker” is written “icebreaker” and “ice breaker” as well. */
function compounds(
  text: string,
  tokens: readonly string[],
  words: readonly ReadonlySet<string>[],
): ReadonlySet<string>[] {
  const found: ReadonlySet<string>[] = [];
  const lower = text.toLowerCase().replace(/[\u2010-\u2013\u2212]/gu, "-");
  const hyphenated = new Set([...lower.matchAll(HYPHENATED)].map(([pair]) => pair));
  for (let at = 0; at < words.length; at += 1) {
    const [one, next] = [words[at] ?? new Set<string>(), words[at + 1]];
    const [first = "", second = ""] = tokens.slice(at).map((token) => token.toLowerCase());
    const isHyphenated = hyphenated.has(`${first}-${second}`);
    const isCompound =
      isHyphenated || joinings(`${first} ${second}`).some((joined) => /^\p{L}+$/u.test(joined));
    if (next !== undefined && isCompound) {
      found.push(new Set([...next].flatMap((form) => ["", "-", " "].map((sign) => first + sign + form))));
      at += 1;
      continue;
    }
    const apart = [...one].flatMap((form) => joinings(form).filter((variant) => variant.includes(" ")));
    const hyphens = [...apart.map((variant) => variant.replace(" ", "-")), ...[...one].flatMap(withHyphen)];
    found.push(new Set([...one, ...apart, ...hyphens]));
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
