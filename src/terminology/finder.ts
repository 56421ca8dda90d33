import type { Concept, Form, Term } from "../domain/concept.ts";
import type { Certainty, Range } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { findPlaceholders, maskPlaceholders, type Placeholder } from "../domain/placeholder.ts";
import { cleanWord } from "./character-classes.ts";
import { boundariesOf } from "./chinese/boundaries.ts";
import { foldChinese } from "./chinese/folded-text.ts";
import { type ChineseGap, chineseGapsOf, isSharedFairly } from "./chinese/coordination.ts";
import {
  fitsRussian,
  type Gap,
  gapsOf,
  hasHangingHyphen,
  isAdjectival,
  isCoordinatedAfter,
  isCoordinatedBefore,
  isNounAfter,
} from "./coordination.ts";
import { invertedEnglish } from "./english-inversion.ts";
import { formsOf, generateForms, isCaseSensitive } from "./forms.ts";
import { isInName } from "./names-in-text.ts";
import { looseFormsOf } from "./russian/loose-forms.ts";
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
  /**
   * `shared`: the term shares words with a term beside it (“coastal and flag States”), or its words are in another
   * order («лёд паковый»). The range may have words that are not of the term, so it must not be replaced.
   */
  readonly strength: "strong" | "shared";
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

/** Kinds of posting, stored in the lowest three bits. */
const PLAIN = 0;
const HOMOGRAPH = 1;
/** A longer expression that contains the word without meaning the term ("not inside"). */
const CONTEXT = 2;
/** Forms of `looseFormsOf`, and inverted English forms. */
const MIXED = 3;
const INVERTED = 4;
const INVERTED_MIXED = 5;
const PLURAL = 6;
/** Singular of an English term that is cited in the plural: “native” for “natives”. */
const SINGULAR = 7;

const isLoose = (kind: number): boolean => kind >= MIXED && kind <= PLURAL;

/** The forms of one language. The postings of a node are a linked list of `entry id × 8 + kind`. */
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
  const isPlural = term.language === "en" && forms[0]?.tags === "pl";
  for (const form of forms) post(index, entry, form.text, term.language, kindOf(form, isPlural));
  for (const [kind, texts] of looseTexts(term, forms))
    for (const text of texts) post(index, entry, text, term.language, kind);
  for (const context of term.notInside ?? []) {
    for (const form of generateForms({ language: term.language, text: context })) {
      post(index, entry, form.text, term.language, CONTEXT);
    }
  }
  index.entries.set(entry.id, entry);
  return entry;
}

function kindOf({ homograph, tags }: Form, isPlural: boolean): number {
  if (homograph === true) return HOMOGRAPH;
  return isPlural && tags === "sg" ? SINGULAR : PLAIN;
}

function looseTexts(term: Term, forms: readonly Form[]): readonly (readonly [number, readonly string[]])[] {
  if (term.language === "zh" || !/\s/u.test(term.text)) return [];
  if (term.language === "en") return [[INVERTED, invertedEnglish(forms)]];
  const { mixed, plural, inverted, invertedMixed } = looseFormsOf(forms);
  return [
    [MIXED, mixed],
    [PLURAL, plural],
    [INVERTED, inverted],
    [INVERTED_MIXED, invertedMixed],
  ];
}

function post(index: Index, entry: Entry, text: string, language: Language, kind: number): void {
  const path = pathOf(index, text, language);
  if (path.length === 0) return;
  const node = index.trie.insert(path);
  const posting = entry.id * 8 + kind;
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
      if ((index.postings[at] ?? 0) >> 3 !== entry.id) last = at;
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
  const words = wordsOf(text, language === "ru");
  const search: Search = { index, text, language, mode, words, gaps: gapsOf(words, text, language) };
  const candidates: Candidate[] = [];
  const shared: Candidate[] = [];
  for (const [first, word] of words.entries()) {
    walk(search, first, index.trie.next(0, index.symbols.get(word.key) ?? -1), candidates, shared);
    if (search.gaps !== undefined && hasHangingHyphen(word, text)) completeWord(search, first, shared);
  }
  const hits = settle(candidates, mode, ({ kind, start, end }) => {
    if (kind === HOMOGRAPH) return isOtherWord(text, start, end) ? undefined : "possible";
    if (kind === INVERTED && language === "en") return "possible";
    return isLoose(kind) || isHyphenated(text, start, end) ? "likely" : "certain";
  });
  return withShared(hits, shared);
}

/** A search for terms in the words of a text. */
interface Search {
  readonly index: Index;
  readonly text: string;
  readonly language: "en" | "ru";
  readonly mode: Mode;
  readonly words: readonly Word[];
  /** `undefined` if the text has no coordinated words. */
  readonly gaps: ((at: number) => readonly Gap[]) | undefined;
}

/** Follows the words from `first` through the trie, and over gaps. */
function walk(search: Search, first: number, root: number, plain: Candidate[], shared: Candidate[]): void {
  const { index, words, gaps, text, language, mode } = search;
  let node = root;
  for (let at = first; node >= 0;) {
    const head = index.heads[node] ?? -1;
    if (head >= 0) {
      const phrase = words.slice(first, at + 1);
      const end = phrase.at(-1)?.end ?? 0;
      collect(index, head, phrase[0]?.start ?? 0, end, plain, (candidate) => {
        if (isLoose(candidate.kind) && !isLooseHere(search, candidate, first, at)) return false;
        if (!keepsCapital(candidate, text, phrase)) return false;
        return isMeant(candidate, text, phrase, language, mode);
      });
    }
    if (gaps !== undefined) for (const gap of gaps(at)) walkOver(search, first, at, node, gap, shared);
    const word = words[++at];
    if (word === undefined) break;
    if (!word.joined) node = index.trie.next(node, BREAK);
    if (node >= 0) node = index.trie.next(node, index.symbols.get(word.key) ?? -1);
  }
}

/** Follows the words after a gap. `node` is the place of the words up to `before`. */
function walkOver(
  search: Search,
  first: number,
  before: number,
  node: number,
  gap: Gap,
  into: Candidate[],
): void {
  const { index, words, text, language, mode } = search;
  let here = index.trie.next(node, index.symbols.get(words[gap.resume]?.key ?? "") ?? -1);
  for (let at = gap.resume; here >= 0;) {
    const head = index.heads[here] ?? -1;
    if (head >= 0 && fitsGap(search, first, before, node, gap)) {
      const phrase = [...words.slice(first, before + 1), ...words.slice(gap.resume, at + 1)];
      const end = words[at]?.end ?? 0;
      collect(index, head, words[first]?.start ?? 0, end, into, (candidate) => {
        if (!fitsKind(search, candidate.kind, gap, at) || !keepsCapital(candidate, text, phrase))
          return false;
        return isMeant(candidate, text, phrase, language, mode);
      });
    }
    const word = words[++at];
    if (word === undefined || !word.joined) break;
    here = index.trie.next(here, index.symbols.get(word.key) ?? -1);
  }
}

/** Whether a loose form is a form of the term here. */
function isLooseHere(
  { words, text, language, mode }: Search,
  { kind }: Candidate,
  first: number,
  last: number,
): boolean {
  if (language === "en") return true;
  if (kind === MIXED) return isCoordinatedBefore(words, text, first, language);
  if (kind === INVERTED_MIXED || kind === PLURAL) return isCoordinatedAfter(words, text, last, language);
  return mode === "lenient" || !isNounAfter(words[last + 1]);
}

/** Whether the adjective of an inverted name has its capital: «моря Карское и Белое», but not «совет арктический». */
const keepsCapital = ({ entry, kind }: Candidate, text: string, [, adjective]: readonly Word[]): boolean =>
  (kind !== INVERTED && kind !== INVERTED_MIXED) ||
  entry.small ||
  /\p{Lu}/u.test(text.charAt(adjective?.start ?? 0));

/** Whether the skipped words may be coordinated with the words of the term. */
function fitsGap(
  { index, words, language, mode }: Search,
  first: number,
  before: number,
  node: number,
  gap: Gap,
): boolean {
  if (gap.kind === "ellipsis") return language === "ru";
  if (language === "ru") return fitsRussian(gap, words, before);
  if (gap.kind === "modifiers" || mode === "lenient" || before > first) return true;
  // “polar day and night”: the first of the two is a term as well
  let other = node;
  for (const at of gap.skipped) other = index.trie.next(other, index.symbols.get(words[at]?.key ?? "") ?? -1);
  return other >= 0 && (index.heads[other] ?? -1) >= 0;
}

/** Whether a form of this kind may have the gap. */
function fitsKind({ words }: Search, kind: number, gap: Gap, last: number): boolean {
  if (kind === CONTEXT) return false;
  const inverted = kind === INVERTED || kind === INVERTED_MIXED;
  if (gap.kind === "ellipsis") return inverted && !isNounAfter(words[last + 1]);
  if (kind === PLURAL) return gap.kind === "heads";
  return !inverted || (gap.kind === "heads" && isAdjectival(words[gap.skipped.at(-1) ?? -1]));
}

/** Finds a term whose last part stands only in a later word: «нефтепровод» in «нефте- и газопроводы». */
function completeWord(search: Search, first: number, into: Candidate[]): void {
  const { index, words, text, language, mode } = search;
  const word = words[first];
  for (const { kind, skipped, resume } of search.gaps?.(first) ?? []) {
    const at = kind === "ellipsis" ? resume : skipped.length === 1 ? (skipped[0] ?? -1) : -1;
    const later = words[at];
    if (word === undefined || later === undefined) continue;
    for (let cut = 2; cut <= later.key.length - 3; cut++) {
      const symbol = index.symbols.get(word.key + later.key.slice(cut));
      const node = symbol === undefined ? -1 : index.trie.next(0, symbol);
      const head = node < 0 ? -1 : (index.heads[node] ?? -1);
      if (head < 0) continue;
      collect(
        index,
        head,
        word.start,
        later.end,
        into,
        (candidate) => candidate.kind !== CONTEXT && isMeant(candidate, text, [word], language, mode),
      );
    }
  }
}

/** Adds the terms that share words with others. A term that stands there itself, and a longer term around it, win. */
function withShared(
  hits: Hit[],
  shared: readonly Candidate[],
  placeOf = (one: Candidate): Range => one,
): Hit[] {
  if (shared.length === 0) return hits;
  const found = [...hits];
  for (const candidate of shared) {
    const { entry } = candidate;
    const { start, end } = placeOf(candidate);
    const isKnown = found.some(
      (hit) =>
        (hit.concept === entry.concept &&
          hit.start < end &&
          start < hit.end &&
          hit.start >= start &&
          hit.end <= end) ||
        (hit.strength === "strong" && hit.start <= start && hit.end >= end),
    );
    if (isKnown) continue;
    found.push({
      concept: entry.concept,
      term: entry.term,
      index: entry.index,
      start,
      end,
      certainty: "likely",
      strength: "shared",
    });
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
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
    const entry = index.entries.get(posting >> 3);
    if (entry === undefined) continue;
    const candidate = { entry, kind: posting & 7, start, end };
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
  if (kind === SINGULAR && isAttributive(text, end)) return false;
  return (
    !entry.small || !(isPartOfName(text, start, end) || (words.length === 1 && isInName(text, start, end)))
  );
}

/** Whether another noun follows: “native speakers” are no natives. */
const isAttributive = (text: string, end: number): boolean => /^\s\p{Ll}{4,}/u.test(text.slice(end, end + 6));

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
  const shared: SharedCandidate[] = [];
  const gaps = chineseGapsOf(text, () => folded.text());
  for (let start = 0; start < codes.length; start++) {
    let node = 0;
    for (let at = start; at < codes.length; at++) {
      node = trie.next(node, codes[at] ?? 0);
      if (node < 0) break;
      const head = index.heads[node] ?? -1;
      if (head >= 0) collect(index, head, start, at + 1, candidates);
      if (gaps === undefined) continue;
      for (const gap of gaps(start, at + 1)) {
        let here = node;
        for (let to = gap.resume; to < codes.length; to++) {
          here = trie.next(here, codes[to] ?? 0);
          if (here < 0) break;
          const end = index.heads[here] ?? -1;
          if (end < 0) continue;
          const found: Candidate[] = [];
          collect(index, end, start, to + 1, found);
          for (const one of found) if (one.kind === PLAIN) shared.push({ ...one, gap });
        }
      }
    }
  }
  if (candidates.length === 0 && shared.length === 0) return [];
  const boundaries = boundariesOf(folded.text());
  const placeOf = ({ start, end }: Candidate) => ({
    start: folded.offsets[start] ?? 0,
    end: (folded.offsets[end - 1] ?? 0) + 1,
  });
  const fair = shared.filter((one) => isSharedFairly(one, one.gap, boundaries, candidates));
  // 北极 in 南北极
  const isContracted = ({ start, end }: Candidate): boolean =>
    fair.some(({ gap, end: to }) => gap.contracted && gap.partner === start && to === end);
  const isCounted = (candidate: Candidate): boolean =>
    mode === "lenient" || boundaries.isWord(candidate.start, candidate.end) || isContracted(candidate);
  const hits = settle(
    candidates,
    mode,
    (candidate) => (isCounted(candidate) ? "certain" : undefined),
    placeOf,
  );
  return withShared(hits, fair, placeOf);
}

interface SharedCandidate extends Candidate {
  readonly gap: ChineseGap;
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
      strength: !isLoose(candidate.kind) ? "strong" : "shared",
    });
  }
  return hits;
}
