import type { Term } from "../../domain/concept.ts";
import { isUnchanged, singularOf, pluralsOf } from "../english.ts";
import { formsOf, isAcronym } from "../forms.ts";
import { wordsOf } from "../text-words.ts";
import {
  type FoundTerm,
  inCapitalsOf,
  isSentenceStart,
  type TermDoubt,
  type TermProposal,
} from "./proposal.ts";

/**
 * The new term in the number of the old one, with the article before it. An article that only the meaning decides is in
 * doubt: “sea ice” has none, “ice floe” needs one.
 */
export function inEnglishPlace(text: string, found: FoundTerm, wanted: Term): TermProposal {
  const surface = text.slice(found.start, found.end);
  const before = text.slice(0, found.start);
  const numbers = isUnchanged(headWord(found.term.text).toLowerCase())
    ? numbersBefore(before)
    : numbersOf(found.term, surface);
  const texts = numbers.map((number) => formOf(wanted, number));
  const [first] = texts;
  const made = first?.text ?? wanted.text;
  const startsSentence = isSentenceStart(text, found.start);
  const spelt = inCapitalsOf(surface, found.term.text, made, startsSentence);
  const article = /(?:^|(?<=[^\p{L}\p{N}’'-]))(an?)(\s+)$/iu.exec(before);
  const isSingular = numbers.includes("sg");
  const doubt: TermDoubt | undefined =
    found.certainty !== "certain"
      ? "meaning"
      : texts.some((one) => one.text !== made) ||
          isPossessive(text, found.end, made) ||
          numberOf(found.term) !== numberOf(wanted)
        ? "form"
        : texts.some((one) => !one.isKept)
          ? "agreement"
          : isSingular && !keepsArticle(before, found.term, wanted, article !== null)
            ? "article"
            : undefined;
  const [, old = "", space = ""] = article ?? [];
  const right = article === null ? "" : articleFor(spelt, old);
  const prefix = right === old ? "" : right + space;
  return {
    start: prefix === "" ? found.start : found.start - old.length - space.length,
    end: found.end,
    text: prefix + spelt,
    ...(doubt === undefined ? {} : { doubt }),
  };
}

type Number = "sg" | "pl";

/** The number in which the glossary cites the term. */
const numberOf = (term: Term): Number =>
  formsOf(term).find(({ text }) => text === term.text)?.tags === "pl" ? "pl" : "sg";

/** The numbers in which the term is spelt like the surface. */
function numbersOf(term: Term, surface: string): Number[] {
  const key = keyOf(surface);
  const tags = formsOf(term)
    .filter((form) => keyOf(form.text) === key)
    .flatMap((form) => form.tags?.split(" ") ?? []);
  const numbers = new Set(tags.flatMap((tag): Number[] => (tag === "sg" || tag === "pl" ? [tag] : [])));
  return numbers.size === 0 ? ["sg"] : [...numbers];
}

const SINGULAR = /^(?:an?|this|that|each|every|one|another|either|neither)$/iu;
const PLURAL =
  /^(?:these|those|many|several|few|both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|various|\d+)$/iu;

/** The numbers in which “aircraft” or “species” may stand after a text. */
function numbersBefore(before: string): Number[] {
  for (const word of before
    .match(/[\p{L}\p{N}]+|[.,;:!?()]/gu)
    ?.slice(-5)
    .toReversed() ?? []) {
    if (SINGULAR.test(word)) return ["sg"];
    if (PLURAL.test(word)) return word === "1" ? ["sg"] : ["pl"];
    if (!ADJECTIVE.test(word)) break;
  }
  return ["sg", "pl"];
}

const keyOf = (text: string): string =>
  wordsOf(text, false)
    .map(({ key }) => key)
    .join(" ");

function formOf(wanted: Term, number: Number): { readonly text: string; readonly isKept: boolean } {
  const form = formsOf(wanted).find(({ tags }) => tags?.split(" ").includes(number));
  // A term without a plural of its own: “navigation”.
  return form === undefined
    ? { text: wanted.text, isKept: number === "sg" }
    : { text: form.text, isKept: true };
}

/** A plural takes an apostrophe alone, where the old term had “’s”, and the other way round. */
function isPossessive(text: string, end: number, made: string): boolean {
  const after = /^[’'](s?)(?!\p{L})/u.exec(text.slice(end, end + 3));
  return after !== null && (after[1] === "s") === made.endsWith("s");
}

const DETERMINER =
  /^(?:the|this|that|its|their|our|his|her|your|my|each|every|any|some|no|another|which|whose|one|what|such|either|neither|much|little|less|more|most|all)$/iu;
/** Words at which a noun phrase begins: what stands before them is another phrase. */
const BORDER =
  /^(?:of|in|on|at|by|for|from|to|with|through|across|along|over|under|between|among|into|onto|near|is|are|was|were|be|been|and|or|but|as|than|that|when|where|if|because|during|after|before|about|against|without|within|via|has|have|had|can|may|must|will|would|should|not)$/iu;
/** Nouns that name a thing with “the”: seas, treaties, bodies. */
const WITH_ARTICLE =
  /^(?:sea|ocean|route|passage|strait|river|council|treaty|convention|code|agreement|organi[sz]ation|fund|ministry|union|federation|committee|commission|agency|administration|forum|authority|zone|region|protocol|corridor|court|university|programme|program|project|fleet|shelf|conference|secretariat)$/iu;
/** Nouns without a plural, or with one that is rarely meant: they stand alone without an article. */
const MASS =
  /^(?:ice|snow|water|permafrost|navigation|shipping|pollution|carbon|soot|fuel|oil|gas|safety|security|cooperation|co-operation|research|law|governance|trade|traffic|transport|transportation|climate|energy|wildlife|equipment|information|data|infrastructure|cargo|sovereignty|knowledge|evidence|insurance|tourism|meltwater|seawater|frost|methane|coal|fish|seafood|freight|escort|assistance|icebreaking|pilotage)$/iu;

const headWord = (term: string): string =>
  term
    .replace(/\s(?:of|for|in|on|to|with|by|from|at)\s.*$/iu, "")
    .split(/[\s-]+/u)
    .at(-1) ?? term;

const isMass = (term: string): boolean => {
  const head = headWord(term).toLowerCase();
  return MASS.test(head) || (pluralsOf(head).length === 0 && singularOf(head) === undefined);
};
const isName = (term: Term): boolean =>
  isAcronym(term) ||
  term.text.split(/\s+/u).every((word) => /^(?:\p{Lu}|of$|the$|and$|for$|in$|on$)/u.test(word));

/** Whether the words before the old term suit the new one too. */
function keepsArticle(before: string, old: Term, wanted: Term, hasArticle: boolean): boolean {
  if (headWord(old.text).toLowerCase() === headWord(wanted.text).toLowerCase()) return true;
  if (isName(old) !== isName(wanted)) return hasDeterminer(before, hasArticle) === "the" || isAcronym(wanted);
  if (isName(old)) {
    if (hasDeterminer(before, hasArticle) !== "the")
      return !isAcronym(old) && !WITH_ARTICLE.test(headWord(wanted.text)) && !isAcronym(wanted);
    return isAcronym(wanted) || WITH_ARTICLE.test(headWord(wanted.text));
  }
  const determiner = hasDeterminer(before, hasArticle);
  if (determiner === "the") return true;
  if (determiner === "a") return !isMass(wanted.text);
  return isMass(old.text) && isMass(wanted.text);
}

/** Words that may stand between a determiner and a term. */
const ADJECTIVE =
  /(?:-|al|ic|ous|ed|ing|y|ar|ive|ish|less|ful|ern|ian|an|able|ible|ant|ent|est|er)$|^(?:large|small|old|new|thick|thin|big|great|first|second|third|last|next|main|whole|same|other|own|vast|remote|huge|deep|wide|broad|long|short|late|joint|strong|cold|warm|safe|open|few|two|three|four|five|six|seven|eight|nine|ten|\d+)$/iu;

/** The determiner of the phrase that ends here: “a”, any other, or none. */
function hasDeterminer(before: string, hasArticle: boolean): "a" | "the" | undefined {
  if (hasArticle) return "a";
  const words = before.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*[’']?|[.,;:!?()]/gu) ?? [];
  for (const word of words.slice(-5).toReversed()) {
    if (/^an?$/iu.test(word)) return "a";
    if (DETERMINER.test(word) || /[’'](?:s|$)/u.test(word)) return "the";
    if (BORDER.test(word) || !ADJECTIVE.test(word)) return undefined;
  }
  return undefined;
}

/** “a” or “an” before a text, with the capital of the old article. */
function articleFor(text: string, old: string): string {
  const [word = ""] = /[\p{L}\p{N}]+/u.exec(text) ?? [];
  const isVowel = soundsLikeVowel(word);
  const article = isVowel ? "an" : "a";
  return old.startsWith("A") ? article.charAt(0).toUpperCase() + article.slice(1) : article;
}

/** Whether a word begins with a vowel sound; the letters of an acronym are read by their names. */
function soundsLikeVowel(word: string): boolean {
  if (/^\d/u.test(word)) return /^(?:8|11(?!\d)|18(?!\d))/u.test(word);
  const isSpelt =
    /^\p{Lu}{2,}/u.test(word) && !/^(?:NATO|UNESCO|UNCLOS|NASA|SOLAS|MARPOL|GLONASS|ROS)/u.test(word);
  if (isSpelt || word.length === 1) return /^[AEFHILMNORSX]/iu.test(word);
  if (/^(?:uni(?!n|m)|use|usu|eu|ew|one(?!r)|once|ura|uti|ubi)/iu.test(word)) return false;
  return /^(?:[aeiou]|hour|hono|heir|honest)/iu.test(word);
}
