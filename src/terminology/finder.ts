import type { Concept, Term } from "../domain/concept.ts";
import type { Certainty, Range } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { findPlaceholders, maskPlaceholders, type Placeholder } from "../domain/placeholder.ts";
import { cleanWord } from "./character-classes.ts";
import { boundariesOf } from "./chinese/boundaries.ts";
import { foldChinese } from "./chinese/folded-text.ts";
import { formsOf, generateForms, isCaseSensitive } from "./forms.ts";
import { isOtherWord } from "./russian/homographs.ts";
import { createTrie } from "./trie.ts";
import type { Trie } from "./trie.ts";
import { wordsOf } from "./text-words.ts";
import type { Word } from "./text-words.ts";

/** A term found in a text. */
export interface Hit {
  /** Id of the concept. */
  readonly concept: string;
  /** Citation form of the term in the glossary. */
  readonly term: string;
  /** Index of the term in the concept's list of terms. */
  readonly index: number;
  /** UTF-16 offsets in the given text. */
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
  /** `weak`: the words of the term are scattered, so the term may be absent. */
  readonly strength: "strong" | "weak";
}

/**
 * - `strict` is for reporting a finding: whole words only, the longest term wins, "not inside" contexts are applied;
 * - `lenient` is for dismissing a finding: every place where the term may be meant, also inside longer terms.
 */
export type Mode = "strict" | "lenient";

/** Searches texts for the terms of concepts. Concepts can be added and removed. */
export interface Finder {
  /** The terms in a text, sorted by start, longer terms first. One place may have several hits. */
  readonly find: (text: string, language: Language, mode?: Mode) => Hit[];
  /** Adds a concept, or replaces the concept with the same id. */
  readonly put: (concept: Concept) => void;
  /** Returns false if there was no such concept. */
  readonly remove: (id: string) => boolean;
  /** Number of terms. */
  readonly size: () => number;
}

/** A finder for the terms of these concepts. It stores the forms of the terms, not the concepts. */
export function buildFinder(concepts: Iterable<Concept>): Finder {
  const indexes = { en: createIndex(), ru: createIndex(), zh: createIndex() };
  const held = new Map<string, readonly (readonly [Language, Entry])[]>();
  const put = (concept: Concept): void => {
    remove(concept.id);
    const entries: (readonly [Language, Entry])[] = [];
    for (const [index, term] of concept.terms.entries()) {
      entries.push([term.language, addTerm(indexes[term.language], concept, term, index)]);
    }
    held.set(concept.id, entries);
  };
  const remove = (id: string): boolean => {
    for (const [language, entry] of held.get(id) ?? []) removeEntry(indexes[language], entry);
    return held.delete(id);
  };
  for (const concept of concepts) put(concept);
  return {
    find: (written, language, mode = "strict") => {
      const text = withoutPlaceholders(written);
      return language === "zh"
        ? findChinese(indexes.zh, text, mode)
        : findWords(indexes[language], text, language, mode);
    },
    put,
    remove,
    size: () => LANGUAGES.reduce((sum, language) => sum + indexes[language].entries.size, 0),
  };
}

/** The text with its variables, addresses and tags masked: their names are no words. Offsets stay. */
const withoutPlaceholders = (text: string): string =>
  maskPlaceholders(text, findPlaceholders(text).filter(isNoText));

/** False for an entity or escape, which stands for a character, and for an ICU message, whose branches are text. */
const isNoText = ({ kind, text }: Placeholder): boolean =>
  kind !== "entity" && kind !== "escape" && !(kind === "variable" && /,.*\{/su.test(text));

/** A term in the index. */
interface Entry {
  readonly id: number;
  readonly concept: string;
  readonly term: string;
  readonly index: number;
  /** The term is found inside longer terms too, and does not hide shorter terms inside itself. */
  readonly nested: boolean;
  /** The allowed spellings; `undefined` if capitals do not matter. */
  readonly cased: ReadonlySet<string> | undefined;
  /** The term begins with a small letter. Written with a capital, it may be part of a name. */
  readonly small: boolean;
  /** The trie nodes where the forms of the term end. */
  readonly nodes: number[];
}

/** Kinds of posting, stored in the lowest two bits. */
const PLAIN = 0;
const HOMOGRAPH = 1;
/** A longer expression that contains the word without meaning the term ("not inside"). */
const CONTEXT = 2;

/** The forms of one language. The postings of a node are a linked list of `entry id × 4 + kind`. */
interface Index {
  readonly trie: Trie;
  readonly symbols: Map<string, number>;
  readonly entries: Map<number, Entry>;
  readonly heads: number[];
  readonly postings: number[];
  readonly nexts: number[];
  count: number;
}

function createIndex(): Index {
  return {
    trie: createTrie(),
    symbols: new Map(),
    entries: new Map(),
    heads: [],
    postings: [],
    nexts: [],
    count: 0,
  };
}

function addTerm(index: Index, concept: Concept, term: Term, at: number): Entry {
  const forms = formsOf(term);
  const entry: Entry = {
    id: index.count++,
    concept: concept.id,
    term: term.text,
    index: at,
    nested: concept.nested ?? false,
    cased: isCaseSensitive(term)
      ? new Set(
          forms.map((form) => casedKey(form.text, wordsOf(form.text, term.language === "ru"), term.language)),
        )
      : undefined,
    small: /^\p{Ll}/u.test(term.text),
    nodes: [],
  };
  for (const form of forms)
    post(index, entry, form.text, term.language, form.homograph === true ? HOMOGRAPH : PLAIN);
  for (const context of term.notInside ?? []) {
    for (const form of generateForms({ language: term.language, text: context })) {
      post(index, entry, form.text, term.language, CONTEXT);
    }
  }
  index.entries.set(entry.id, entry);
  return entry;
}

function post(index: Index, entry: Entry, text: string, language: Language, kind: number): void {
  const path = pathOf(index, text, language);
  if (path.length === 0) return;
  const node = index.trie.insert(path);
  const posting = entry.id * 4 + kind;
  while (index.heads.length <= node) index.heads.push(-1);
  for (let at = index.heads[node] ?? -1; at >= 0; at = index.nexts[at] ?? -1) {
    if (index.postings[at] === posting) return;
  }
  index.nexts.push(index.heads[node] ?? -1);
  index.heads[node] = index.postings.push(posting) - 1;
  entry.nodes.push(node);
}

function removeEntry(index: Index, entry: Entry): void {
  for (const node of entry.nodes) {
    let last = -1;
    for (let at = index.heads[node] ?? -1; at >= 0; at = index.nexts[at] ?? -1) {
      if ((index.postings[at] ?? 0) >> 2 !== entry.id) last = at;
      else if (last < 0) index.heads[node] = index.nexts[at] ?? -1;
      else index.nexts[last] = index.nexts[at] ?? -1;
    }
  }
  index.entries.delete(entry.id);
}

/** The symbols of a form: character codes for Chinese, word numbers for other languages. A new word gets a new number. */
function pathOf(index: Index, text: string, language: Language): number[] {
  if (language === "zh") return Array.from(foldChinese(text).codes);
  return wordsOf(text, language === "ru").flatMap(({ key, joined }, at) => {
    const number = index.symbols.get(key) ?? index.symbols.size + 1;
    index.symbols.set(key, number);
    return joined || at === 0 ? [number] : [BREAK, number];
  });
}

/** Symbol for punctuation between two words. A term with punctuation matches only text with punctuation in that place. */
const BREAK = 0;

/** A possible hit. Offsets are those of the searched text: the given text, or the folded text for Chinese. */
interface Candidate {
  readonly entry: Entry;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

function findWords(index: Index, text: string, language: "en" | "ru", mode: Mode): Hit[] {
  const { trie, symbols } = index;
  const words = wordsOf(text, language === "ru");
  const candidates: Candidate[] = [];
  for (const [first, { key, start }] of words.entries()) {
    let node = trie.next(0, symbols.get(key) ?? -1);
    for (let at = first; node >= 0;) {
      const head = index.heads[node] ?? -1;
      if (head >= 0) {
        const phrase = words.slice(first, at + 1);
        const end = phrase.at(-1)?.end ?? start;
        collect(index, head, start, end, candidates, (candidate) =>
          isMeant(candidate, text, phrase, language, mode),
        );
      }
      const word = words[++at];
      if (word === undefined) break;
      if (!word.joined) node = trie.next(node, BREAK);
      if (node >= 0) node = trie.next(node, symbols.get(word.key) ?? -1);
    }
  }
  return settle(candidates, mode, ({ kind, start, end }) => {
    if (kind === HOMOGRAPH) return isOtherWord(text, start, end) ? undefined : "possible";
    return isHyphenated(text, start, end) ? "likely" : "certain";
  });
}

/** Adds a candidate at [start, end) for each posting in the list that begins at `head`. */
function collect(
  index: Index,
  head: number,
  start: number,
  end: number,
  into: Candidate[],
  isMeant: (candidate: Candidate) => boolean = () => true,
): void {
  for (let at = head; at >= 0; at = index.nexts[at] ?? -1) {
    const posting = index.postings[at] ?? 0;
    const entry = index.entries.get(posting >> 2);
    if (entry === undefined) continue;
    const candidate = { entry, kind: posting & 3, start, end };
    if (isMeant(candidate)) into.push(candidate);
  }
}

/** Whether the capitals of the text allow the term here. Capitals matter only in strict mode. */
function isMeant(
  { entry, kind, start, end }: Candidate,
  text: string,
  words: readonly Word[],
  language: Language,
  mode: Mode,
): boolean {
  if (mode === "lenient" || kind === CONTEXT) return true;
  if (entry.cased !== undefined) return entry.cased.has(casedKey(text, words, language));
  return !entry.small || !isPartOfName(text, start, end);
}

/** Key for comparing words when capitals matter: the clean words, with ё as е. */
function casedKey(text: string, words: readonly Word[], language: Language): string {
  return words
    .map(({ start, end }) => cleanWord(text.slice(start, end), language === "ru"))
    .join(" ")
    .replaceAll("ё", "е")
    .replaceAll("Ё", "Е");
}

const HYPHEN = /[-\u2010\u2011]/u;
const isHyphenated = (text: string, start: number, end: number): boolean =>
  HYPHEN.test(text.charAt(start - 1)) || HYPHEN.test(text.charAt(end));

/** A common noun with a capital that a hyphen joins to another word is part of a name: «Порт-Артур» is not «порт». */
function isPartOfName(text: string, start: number, end: number): boolean {
  if (!isHyphenated(text, start, end) || !/\p{Lu}/u.test(text.charAt(start))) return false;
  const after = HYPHEN.test(text.charAt(end)) && /^.\p{Lu}\p{Ll}/u.test(text.slice(end, end + 3));
  return after || (HYPHEN.test(text.charAt(start - 1)) && /\p{L}/u.test(text.charAt(start - 2)));
}

function findChinese(index: Index, text: string, mode: Mode): Hit[] {
  const folded = foldChinese(text);
  const { codes } = folded;
  const { trie } = index;
  const candidates: Candidate[] = [];
  for (let start = 0; start < codes.length; start++) {
    let node = 0;
    for (let at = start; at < codes.length; at++) {
      node = trie.next(node, codes[at] ?? 0);
      if (node < 0) break;
      const head = index.heads[node] ?? -1;
      if (head >= 0) collect(index, head, start, at + 1, candidates);
    }
  }
  if (candidates.length === 0) return [];
  const boundaries = boundariesOf(folded.text());
  const placeOf = ({ start, end }: Candidate) => ({
    start: folded.offsets[start] ?? 0,
    end: (folded.offsets[end - 1] ?? 0) + 1,
  });
  const isCounted = ({ start, end }: Candidate): boolean =>
    mode === "lenient" || boundaries.isWord(start, end);
  return settle(candidates, mode, (candidate) => (isCounted(candidate) ? "certain" : undefined), placeOf);
}

/**
 * Turns candidates into hits. Drops candidates without certainty; in strict mode also those inside a "not inside"
 * context or a longer term.
 */
function settle(
  candidates: readonly Candidate[],
  mode: Mode,
  certaintyOf: (candidate: Candidate) => Certainty | undefined,
  placeOf: (candidate: Candidate) => Range = ({ start, end }) => ({ start, end }),
): Hit[] {
  const contexts = mode === "strict" ? candidates.filter(({ kind }) => kind === CONTEXT) : [];
  const isExcluded = (candidate: Candidate): boolean =>
    contexts.some(
      (context) =>
        context.entry === candidate.entry && context.start <= candidate.start && context.end >= candidate.end,
    );
  const counted = candidates
    .filter((candidate) => candidate.kind !== CONTEXT && !isExcluded(candidate))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.entry.id - b.entry.id);
  const hits: Hit[] = [];
  let outer: Candidate | undefined;
  for (const candidate of counted) {
    const { entry, start, end } = candidate;
    const isInside = outer !== undefined && outer.end >= end && (outer.start < start || outer.end > end);
    if (mode === "strict" && isInside && !entry.nested) continue;
    const certainty = certaintyOf(candidate);
    if (certainty === undefined) continue;
    if (outer === undefined || end > outer.end) outer = candidate;
    hits.push({
      concept: entry.concept,
      term: entry.term,
      index: entry.index,
      ...placeOf(candidate),
      certainty,
      strength: "strong",
    });
  }
  return hits;
}
