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
import {
  BREAK,
  type Candidate,
  collect,
  CONTEXT,
  type FormIndex,
  HOMOGRAPH,
  INVERTED,
  INVERTED_MIXED,
  isLoose,
  MIXED,
  PLURAL,
  SINGULAR,
} from "./form-index.ts";
import { type Hit, type Mode, settle, withShared } from "./hits.ts";
import { isPartOfName, namesIn } from "./names-in-text.ts";
import { isOtherWord } from "./russian/homographs.ts";
import { casedKey, isHyphenated, type Word, wordsOf } from "./text-words.ts";

/** The terms in a Russian or English text, sorted by start, longer terms first. */
export function findWords(index: FormIndex, text: string, language: "en" | "ru", mode: Mode): Hit[] {
  const words = wordsOf(text, language === "ru");
  const gaps = gapsOf(words, text, language);
  const search: Search = { index, text, language, mode, words, gaps, isInName: namesIn(text) };
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
  readonly index: FormIndex;
  readonly text: string;
  readonly language: "en" | "ru";
  readonly mode: Mode;
  readonly words: readonly Word[];
  /** `undefined` if the text has no coordinated words. */
  readonly gaps: ((at: number) => readonly Gap[]) | undefined;
  /** Whether the word at [start, end) is part of a name. */
  readonly isInName: (start: number, end: number) => boolean;
}

/** Follows the words from `first` through the trie, and over gaps. */
function walk(search: Search, first: number, root: number, plain: Candidate[], shared: Candidate[]): void {
  const { index, words, gaps, text } = search;
  let node = root;
  for (let at = first; node >= 0;) {
    const head = index.heads[node] ?? -1;
    if (head >= 0) {
      const phrase = words.slice(first, at + 1);
      const end = phrase.at(-1)?.end ?? 0;
      collect(index, head, phrase[0]?.start ?? 0, end, plain, (candidate) => {
        if (isLoose(candidate.kind) && !isLooseHere(search, candidate, first, at)) return false;
        if (!keepsCapital(candidate, text, phrase)) return false;
        return isMeant(search, candidate, phrase);
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
  const { index, words, text } = search;
  let here = index.trie.next(node, index.symbols.get(words[gap.resume]?.key ?? "") ?? -1);
  for (let at = gap.resume; here >= 0;) {
    const head = index.heads[here] ?? -1;
    if (head >= 0 && fitsGap(search, first, before, node, gap)) {
      const phrase = [...words.slice(first, before + 1), ...words.slice(gap.resume, at + 1)];
      const end = words[at]?.end ?? 0;
      collect(index, head, words[first]?.start ?? 0, end, into, (candidate) => {
        if (!fitsKind(search, candidate.kind, gap, at) || !keepsCapital(candidate, text, phrase))
          return false;
        return isMeant(search, candidate, phrase);
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

/** Longest word whose last part may complete the word before it, in letters. */
const LONGEST_COMPOUND = 80;

/** Finds a term whose last part stands only in a later word: «нефтепровод» in «нефте- и газопроводы». */
function completeWord(search: Search, first: number, into: Candidate[]): void {
  const { index, words } = search;
  const word = words[first];
  for (const { kind, skipped, resume } of search.gaps?.(first) ?? []) {
    const at = kind === "ellipsis" ? resume : skipped.length === 1 ? (skipped[0] ?? -1) : -1;
    const later = words[at];
    if (word === undefined || later === undefined || later.key.length > LONGEST_COMPOUND) continue;
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
        (candidate) => candidate.kind !== CONTEXT && isMeant(search, candidate, [word]),
      );
    }
  }
}

/** Whether the capitals of the text allow the term here. Capitals matter only in strict mode. */
function isMeant(
  { text, language, mode, isInName }: Search,
  { entry, kind, start, end }: Candidate,
  words: readonly Word[],
): boolean {
  if (mode === "lenient" || kind === CONTEXT) return true;
  if (entry.cased !== undefined) return entry.cased.has(casedKey(text, words, language));
  if (kind === SINGULAR && isAttributive(text, end)) return false;
  return !entry.small || !(isPartOfName(text, start, end) || (words.length === 1 && isInName(start, end)));
}

/** Whether another noun follows: “native speakers” are no natives. */
const isAttributive = (text: string, end: number): boolean => /^\s\p{Ll}{4,}/u.test(text.slice(end, end + 6));
