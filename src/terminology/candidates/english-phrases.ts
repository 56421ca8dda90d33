import { singularOf } from "../english.ts";
import {
  BE,
  BEFORE_VERBS,
  DETERMINERS,
  ENGLISH_ADJECTIVES,
  ENGLISH_EMPTY_HEADS,
  ENGLISH_FUNCTION_WORDS,
  ENGLISH_GENERAL_ADJECTIVES,
  ENGLISH_GENERAL_NOUNS,
  NO_PARTICIPLES,
  NOT_ADVERBS,
  PARTICIPLES,
} from "./general-words.ts";
import { LONGEST_PHRASE, type Phrase, type PhraseFinder } from "./phrase.ts";
import { createEnglishWords, type EnglishWords } from "./english-words.ts";
import { joinedAfter, joinedBefore, mayBegin, mayEnd, type Token, tokensOf } from "./tokens.ts";

/** What a word is at its place: noun, adjective or participle, or anything that ends a phrase. */
type Tag = "noun" | "adjective" | "other";

/** Words that join the parts of a name: Ministry of Foreign Affairs of the Russian Federation. */
const INSIDE_NAMES: ReadonlySet<string> = new Set(["of", "the", "on", "for", "and", "in", "to"]);
/** Most words of a name with its small words. */
const LONGEST_NAME = 16;
const ADJECTIVE =
  /(?:[^aeiou]al|[^t]ial|ual|ical|[^m]ic|ous|[^t]ive|tive|ful|able|ible|less|ary|ern|ish|ant|ent)$/u;
/** Nouns with an ending of adjectives. */
const NOUN_LIKE =
  /(?:ment|ance|ence|(?:sign|materi|termin|journ|chann|metal|capit|hospit|festiv|proposal|arriv|approv|remov|interv|tutori|manu|credenti|potenti|differenti|equ|gener|anim|pedal|cryst|pet|form|surviv|renew|referr|withdraw)al|(?:archiv|objectiv|narrativ|initiativ|alternativ|incentiv|executiv|representativ|directiv|perspectiv|detectiv|adjectiv|driv|fiv|hiv|wav|relativ|nativ|motiv)e|(?:top|fabr|mus|log|metr|graph|clin|crit|arct|traff|top|rubr|stat|pan|mechan|diagnost|polit|characterist|statist|mathemat|mos|republ|publ|pixel|plast|hero|cub|traf)ic|(?:table|cable|variable|vegetable|preamble|ensemble|bible|fable)|(?:glossary|library|boundary|summary|dictionary|secretary|diary|february|january|vocabulary|salary|commentary|documentary|itinerary|binary|anniversary|estuary|tributary|judiciary)|(?:cent|tent|rent|agent|student|event|accent|content|patent|parent|continent|component|current|client|document|segment|moment|talent|incident|accident|president|president|coefficient|gradient|ingredient|orient|extent|scent|percent|plant|assistant|participant|consultant|grant|variant|constant|merchant|tenant|elephant|restaurant|pant|warrant|inhabitant|pollutant|immigrant|migrant|giant|servant|infant|applicant|occupant|covenant|lieutenant|accountant|descendant|determinant)|(?:pattern|lantern|concern|fern|tern)|(?:fish|dish|finish|wish|publish|polish|rubbish))$/u;

/** Finds noun phrases in English texts: adjectives and nouns that end in a noun, with “of” between two of them, and names. */
export function englishFinder(): PhraseFinder {
  const words = createEnglishWords();
  return { learn: words.learn, phrases: (text) => phrasesIn(text, words) };
}

function phrasesIn(text: string, words: EnglishWords): Phrase[] {
  const tokens = tokensOf(text, false);
  const tags: Tag[] = [];
  for (let at = 0; at < tokens.length; at += 1)
    tags.push(tagOf(words, tokens, at, tokens[at]?.gap === "break" ? "other" : (tags[at - 1] ?? "other")));
  const found: Phrase[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    if (!mayBegin(tokens, start)) continue;
    const ends = [...nameEnds(tokens, start, words), ...endsOf(tokens, tags, start)];
    for (const end of [...new Set(ends)].toSorted((a, b) => b - a)) {
      const phrase = mayEnd(tokens, end) ? phraseOf(tokens, start, end) : undefined;
      if (phrase !== undefined) found.push(phrase);
    }
  }
  return found;
}

const isDeterminer = (key: string | undefined): boolean => key !== undefined && DETERMINERS.has(key);

/** @param before what the word before is; `other` at the start of a phrase */
function tagOf(words: EnglishWords, tokens: readonly Token[], at: number, before: Tag): Tag {
  const token = tokens[at];
  if (token === undefined) return "other";
  const { key } = token;
  if (ENGLISH_FUNCTION_WORDS.has(key) || !/^[a-z].*$/u.test(key) || key.length < 2) return "other";
  if (key.endsWith("ly") && !NOT_ADVERBS.has(key)) return "other";
  if (token.isAcronym) return "noun";
  const isInName = token.isCapital && !token.isFirst;
  if (!isInName && isVerbInPlace(words, tokens, at, before)) return "other";
  const previous = joinedBefore(tokens, at)?.key;
  const next = joinedAfter(tokens, at)?.key;
  const isNextNominal = next !== undefined && !ENGLISH_FUNCTION_WORDS.has(next) && /^[a-z]/u.test(next);
  if (key.endsWith("ing") && key.length > 5 && !NO_PARTICIPLES.has(key)) {
    if (before !== "other" || isInName) return "noun";
    if (!isDeterminer(previous) && !words.isNoun(key)) return "other";
    return isNextNominal ? "adjective" : "noun";
  }
  if (isParticiple(key)) {
    const isModifier = isNextNominal && before !== "noun" && !(previous !== undefined && BE.has(previous));
    return isModifier ? "adjective" : "other";
  }
  const isAdjective = ENGLISH_ADJECTIVES.has(key) || (ADJECTIVE.test(key) && !NOUN_LIKE.test(key));
  if (!isAdjective) return "noun";
  if (isNextNominal) return "adjective";
  // A predicate is no part of a phrase: “is available”.
  const isNoun = (words.isNoun(key) && !ENGLISH_ADJECTIVES.has(key)) || (isInName && before !== "other");
  return isNoun ? "noun" : "other";
}

/** Whether a word is a verb by the words around it: after “to” or a modal verb, before a determiner, in an order. */
function isVerbInPlace(words: EnglishWords, tokens: readonly Token[], at: number, before: Tag): boolean {
  const key = tokens[at]?.key ?? "";
  const previous = joinedBefore(tokens, at)?.key;
  const isVerb = words.isVerb(key);
  if (previous !== undefined && BEFORE_VERBS.has(previous) && (previous !== "to" || isVerb)) return true;
  const hasObject = isDeterminer(joinedAfter(tokens, at)?.key);
  if (before === "other" && !isDeterminer(previous) && (hasObject || isVerb)) return true;
  return isVerb && (hasObject || words.isListed(key));
}

const isParticiple = (key: string): boolean =>
  PARTICIPLES.has(key) || (/[a-z][^e]ed$/u.test(key) && key.length > 3 && !NO_PARTICIPLES.has(key));

/** Ends (inclusive) of the noun phrases that begin at a word. */
function endsOf(tokens: readonly Token[], tags: readonly Tag[], start: number): number[] {
  const ends: number[] = [];
  if (tags[start] === "other" || tags[start] === undefined) return ends;
  if (ENGLISH_GENERAL_ADJECTIVES.has(tokens[start]?.key ?? "")) return ends;
  let hasOf = false;
  let hasAnd = false;
  for (let at = start; at < tokens.length && at - start < LONGEST_PHRASE + (hasOf ? 2 : 0); at += 1) {
    const token = tokens[at];
    if (token === undefined || (at > start && token.gap !== "space" && token.gap !== "hyphen")) break;
    const tag = tags[at];
    if (tag === "noun") ends.push(at);
    if (tag !== "other") continue;
    // Two nouns that belong together: “search and rescue”, “science and technology diplomacy”.
    if (token.key === "and" && !hasAnd && tags[at - 1] === "noun" && tags[at + 1] === "noun" && !hasOf) {
      // “Norway and Canada” are two names.
      if (tokens[at - 1]?.isCapital === true && tokens[at + 1]?.isCapital === true) break;
      hasAnd = true;
      continue;
    }
    // One “of” with the head before it: “memorandum of cooperation”, “safety of the navigation”.
    if (
      hasOf ||
      token.key !== "of" ||
      tags[at - 1] !== "noun" ||
      ENGLISH_EMPTY_HEADS.has(singular(tokens[at - 1]?.key ?? ""))
    )
      break;
    hasOf = true;
    if (tokens[at + 1]?.key === "the" && tokens[at + 1]?.gap === "space") at += 1;
    if (ENGLISH_GENERAL_ADJECTIVES.has(tokens[at + 1]?.key ?? "")) break;
  }
  return ends;
}

/** Ends of the names that begin at a word: words with capitals, and small words between them. */
function nameEnds(tokens: readonly Token[], start: number, words: EnglishWords): number[] {
  const ends: number[] = [];
  const first = tokens[start];
  if (first === undefined || !first.isCapital || ENGLISH_FUNCTION_WORDS.has(first.key)) return ends;
  // A capital at the start of a sentence says nothing, unless the word never has a small letter elsewhere.
  if (first.isFirst && words.isSmall(first.key)) return ends;
  for (let at = start + 1; at < tokens.length && at - start < LONGEST_NAME; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.gap === "break") break;
    const next = tokens[at + 1];
    if (token.isCapital && !ENGLISH_FUNCTION_WORDS.has(token.key)) {
      // A name ends where its capitals end.
      if (next === undefined || next.gap === "break" || !next.isCapital) ends.push(at);
    } else if (!INSIDE_NAMES.has(token.key) || (token.key === "and" && next?.key === "the")) break;
  }
  return ends;
}

/** Plurals of nouns in -is: analyses. Other words in -ses lose only the s: houses, databases. */
const FROM_IS =
  /(?:analy|cri|the|hypothe|oa|diagno|empha|synthe|parenthe|ellip|progno|symbio)ses$|^(?:axes|bases)$/u;

const singulars = new Map<string, string>();
function singular(key: string): string {
  const found = singulars.get(key);
  if (found !== undefined) return found;
  if (singulars.size > 50_000) singulars.clear();
  const made = singularKey(key);
  singulars.set(key, made);
  return made;
}

function singularKey(key: string): string {
  if (!/^[a-z]+$/u.test(key)) return key;
  if (/(?:ss|sh|ch|x|zz)es$/u.test(key) && key !== "axes") return key.slice(0, -2);
  if (
    key.endsWith("ses") &&
    !FROM_IS.test(key) &&
    !/(?:^|[^aeiou])(?:virus|bus|gas|lens|atlas|status|campus|bonus|focus|corpus|census|sinus|bias)es$/u.test(
      key,
    )
  )
    return key.slice(0, -1);
  return singularOf(key) ?? key;
}

function phraseOf(tokens: readonly Token[], start: number, end: number): Phrase | undefined {
  const words = tokens.slice(start, end + 1);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const of = words.findIndex(({ key }, at) => at > 0 && INSIDE_NAMES.has(key));
  const head = of > 0 ? of - 1 : words.length - 1;
  const content = words.filter(({ key }) => !ENGLISH_FUNCTION_WORDS.has(key));
  const keys = words.flatMap((word, at) =>
    word.key === "the" ? [] : at === head || at === words.length - 1 ? singular(word.key) : word.key,
  );
  const key = keys.join(" ");
  const inner =
    keys.length === 1
      ? []
      : [keys.slice(firstContent(keys)).join(" "), withSingularEnd(keys.slice(0, -1)).join(" ")];
  const isName = content.every((word) => word.isCapital) && (content.length > 1 || !first.isFirst);
  const weight = weightOf(keys, content.length, isName);
  if (weight === 0) return undefined;
  const general = content.filter((word) => isGeneral(word.key)).length / content.length;
  if (content.length === 1 && last.key.length < 3 && !last.isAcronym) return undefined;
  if (content.length === 2 && general === 1) return undefined;
  return {
    start: first.start,
    end: last.end,
    key,
    inner,
    size: content.length,
    general,
    weight,
    capital: first.isFirst ? undefined : first.isCapital,
    isName,
  };
}

/** Index of the second word that is no small word. */
const firstContent = (keys: readonly string[]): number =>
  Math.max(
    1,
    keys.findIndex((key, at) => at > 0 && !ENGLISH_FUNCTION_WORDS.has(key)),
  );

/** See `Phrase`; 0 for what is no phrase at all. */
function weightOf(keys: readonly string[], size: number, isName: boolean): number {
  // “Russia and China” are two names.
  if (keys.includes("and") && isName && size < 4) return 0;
  if (keys.includes("and")) return isName ? 0.8 : 0.45;
  if (keys.includes("of")) return isName ? 1 : 0.65;
  if (size > 1 && keys[0]?.endsWith("ing") === true) return 0.75;
  return 1;
}

const withSingularEnd = (keys: readonly string[]): string[] => [
  ...keys.slice(0, -1),
  singular(keys.at(-1) ?? ""),
];

const isGeneral = (key: string): boolean =>
  ENGLISH_GENERAL_NOUNS.has(key) ||
  ENGLISH_GENERAL_NOUNS.has(singular(key)) ||
  ENGLISH_GENERAL_ADJECTIVES.has(key);
