import type { Concept, Form, Term } from "../domain/concept.ts";
import type { Language } from "../domain/language.ts";
import { foldChinese } from "./chinese/folded-text.ts";
import { invertedEnglish } from "./english-inversion.ts";
import { formsOf, generateForms, isCaseSensitive } from "./forms.ts";
import { looseFormsOf } from "./russian/loose-forms.ts";
import { casedKey, wordsOf } from "./text-words.ts";
import { createTrie } from "./trie.ts";
import type { Trie } from "./trie.ts";

/** A term in the index. */
export interface Entry {
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
export const PLAIN = 0;
export const HOMOGRAPH = 1;
/** A longer expression that contains the word without meaning the term ("not inside"). */
export const CONTEXT = 2;
/** Forms of `looseFormsOf`, and inverted English forms. */
export const MIXED = 3;
export const INVERTED = 4;
export const INVERTED_MIXED = 5;
export const PLURAL = 6;
/** Singular of an English term that is cited in the plural: “native” for “natives”. */
export const SINGULAR = 7;

/** Whether a kind is that of a loose form. */
export const isLoose = (kind: number): boolean => kind >= MIXED && kind <= PLURAL;

/** The forms of one language. The postings of a node are a linked list of `entry id × 8 + kind`. */
export interface FormIndex {
  readonly trie: Trie;
  readonly symbols: Map<string, number>;
  readonly entries: Map<number, Entry>;
  readonly heads: number[];
  readonly postings: number[];
  readonly nexts: number[];
  count: number;
}

/** An index without terms. */
export function createIndex(): FormIndex {
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

/** Adds all forms of a term. `at` is its place in the list of terms of the concept. */
export function addTerm(index: FormIndex, concept: Concept, term: Term, at: number): Entry {
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

function looseTexts(term: Term, forms: readonly Form[]): readonly (readonly [number, Iterable<string>])[] {
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

function post(index: FormIndex, entry: Entry, text: string, language: Language, kind: number): void {
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

/** Removes all forms of a term. */
export function removeEntry(index: FormIndex, entry: Entry): void {
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
function pathOf(index: FormIndex, text: string, language: Language): number[] {
  if (language === "zh") return Array.from(foldChinese(text).codes);
  return wordsOf(text, language === "ru").flatMap(({ key, joined }, at) => {
    const number = index.symbols.get(key) ?? index.symbols.size + 1;
    index.symbols.set(key, number);
    return joined || at === 0 ? [number] : [BREAK, number];
  });
}

/** Symbol for punctuation between two words. A term with punctuation matches only text with punctuation in that place. */
export const BREAK = 0;

/** A possible hit. Offsets are those of the searched text: the given text, or the folded text for Chinese. */
export interface Candidate {
  readonly entry: Entry;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** Adds a candidate at [start, end) for each posting in the list that begins at `head`. */
export function collect(
  index: FormIndex,
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
