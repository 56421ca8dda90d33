import {
  addFound,
  find,
  type FoundTexts,
  newFoundTexts,
  type Pattern,
  RANKS,
  searchableText,
} from "../concordance.ts";
import { isSpacedLetter, isToken, tokensOf } from "../tokens.ts";
import type { TextTable } from "./text-table.ts";
import type { WordIndex } from "./word-index.ts";

/**
 * Concordance over the words of a table. A query of one word is answered by the lists of its forms alone; other queries
 * look at the texts that have all their words.
 */

/** Words that are looked up for one text: more of them do not narrow the search further. */
const MOST_REQUIRED = 32;
/** So few units are sorted; more are found by walking over all units, the newest first. */
const FEW = 4096;

/**
 * The texts in which a pattern is found, newest units first.
 *
 * @param bound `complete` is false when there are more texts than so many
 */
export function findInTable(
  table: TextTable,
  pattern: Pattern,
  bound: number,
): { texts: FoundTexts; complete: boolean } {
  const { literal, words, phrases } = pattern;
  const isOneWord = phrases.length === 0 && words.length <= 1 && (words.length === 1 || isToken(literal));
  const marks = newMarks(table.highest());
  if (isOneWord) markOneWord(table, pattern, marks);
  else markAll(table.words.index(), requiredOf(table.words.index(), pattern), marks);
  return collect(table, pattern, marks, bound);
}

/** A byte for each unit, and the units that were marked first, in that order. */
interface Marks {
  readonly of: Uint8Array;
  readonly highest: number;
  readonly units: Uint32Array;
  count: number;
}

// Shared between calls: a search ends before the next one begins.
let markBytes = new Uint8Array(1024);
const fewUnits = new Uint32Array(FEW);

function newMarks(highest: number): Marks {
  if (markBytes.length <= highest) markBytes = new Uint8Array(Math.ceil(1.25 * (highest + 1)));
  else markBytes.fill(0, 0, highest + 1);
  return { of: markBytes, highest, units: fewUnits, count: 0 };
}

function mark(marks: Marks, n: number, value: number): void {
  if (marks.of[n] === 0) {
    if (marks.count < FEW) marks.units[marks.count] = n;
    marks.count += 1;
  }
  marks.of[n] = value;
}

/** Mark of a text that has to be read: its words alone do not answer the query. */
const UNSURE = 0xff;

/** Marks with the rank of the best hit, and 1 more. */
function markOneWord(table: TextTable, pattern: Pattern, marks: Marks): void {
  const index = table.words.index();
  const { literal, words, parts } = pattern;
  const forms = words[0]?.forms ?? new Set([literal]);
  for (const form of new Set([literal, ...forms])) {
    const value = 1 + (form === literal ? RANKS.word : RANKS.inflected);
    if (isToken(form)) {
      const list = index.listOf(form);
      if (list !== undefined) index.each(list, (n) => marks.of[n] === 0 && mark(marks, n, value));
    } else {
      const own = required(
        index,
        tokensOf(form).map((token) => [token]),
      );
      eachWithAll(index, own, marks.highest, (n) => mark(marks, n, UNSURE));
    }
  }
  // Where whole words answer the query, pieces of words do not count.
  if (!parts || (words.length > 0 && marks.count > 0)) return;
  for (const list of index.listsWith(literal, "anywhere"))
    index.each(list, (n) => marks.of[n] === 0 && mark(marks, n, 1 + RANKS.part));
}

/** For each thing that a text must have: the lists of units that may have it. */
type Required = readonly (readonly number[])[];

function requiredOf(index: WordIndex, { literal, words, phrases, parts }: Pattern): Required {
  if (words.length + phrases.length === 0) return requiredForPiece(index, literal, parts);
  return [
    ...words.map(({ forms }) => [...forms].flatMap((form) => rarestOf(index, form) ?? [])),
    ...required(
      index,
      phrases.flatMap((phrase) => tokensOf(phrase).map((token) => [token])),
    ),
  ].slice(0, MOST_REQUIRED);
}

const required = (index: WordIndex, needs: readonly (readonly string[])[]): Required =>
  needs.slice(0, MOST_REQUIRED).map((anyOf) => anyOf.flatMap((token) => index.listOf(token) ?? []));

/** The list of the rarest word of a form; `undefined` where no text has all of its words. */
function rarestOf(index: WordIndex, form: string): number | undefined {
  let best: number | undefined;
  for (const token of tokensOf(form)) {
    const list = index.listOf(token);
    if (list === undefined) return undefined;
    if (best === undefined || index.count(list) < index.count(best)) best = list;
  }
  return best;
}

/** The words of a piece of text, of which the first and the last may go on where `parts` allows it. */
function requiredForPiece(index: WordIndex, piece: string, parts: boolean): Required {
  const tokens = tokensOf(piece);
  const [first = "", last = ""] = [tokens[0], tokens.at(-1)];
  const opens = parts && piece.startsWith(first) && isSpacedLetter(piece, 0);
  const closes = parts && piece.endsWith(last) && isSpacedLetter(piece, piece.length - 1);
  return tokens.slice(0, MOST_REQUIRED).map((token, at) => {
    const [begins, ends] = [opens && at === 0, closes && at === tokens.length - 1];
    if (begins && ends) return index.listsWith(token, "anywhere");
    if (begins) return index.listsWith(token, "end");
    if (ends) return index.listsWith(token, "beginning");
    return required(index, [[token]])[0] ?? [];
  });
}

const sizeOf = (index: WordIndex, lists: readonly number[]): number =>
  lists.reduce((sum, list) => sum + index.count(list), 0);

/** Marks the units that have all that is required. */
function markAll(index: WordIndex, needs: Required, marks: Marks): void {
  eachWithAll(index, needs, marks.highest, (n) => mark(marks, n, UNSURE));
}

let counted = new Uint8Array(1024);

/** Calls `take` once for each unit that has all that is required; with nothing required for none. */
function eachWithAll(index: WordIndex, needs: Required, highest: number, take: (n: number) => void): void {
  if (needs.length === 0 || needs.some((lists) => lists.length === 0)) return;
  if (counted.length <= highest) counted = new Uint8Array(Math.ceil(1.25 * (highest + 1)));
  else counted.fill(0, 0, highest + 1);
  const rarestFirst = needs
    .map((lists) => ({ lists, size: sizeOf(index, lists) }))
    .sort((a, b) => a.size - b.size);
  for (const [had, { lists }] of rarestFirst.entries()) {
    const isLast = had === needs.length - 1;
    for (const list of lists)
      index.each(list, (n) => {
        if (counted[n] !== had) return;
        counted[n] = had + 1;
        if (isLast) take(n);
      });
  }
}

function collect(
  table: TextTable,
  pattern: Pattern,
  marks: Marks,
  bound: number,
): { texts: FoundTexts; complete: boolean } {
  const found = newFoundTexts(Math.min(bound, marks.count));
  const texts = table.texts();
  const ofWords = table.words;
  const { literal, words, language } = pattern;
  const isWhole = texts.wholeFinder(literal);
  const isAll =
    words.every(({ forms }) => forms.size === 1 && forms.has(literal)) && pattern.phrases.length === 0;
  /** Looks at one unit. @returns false when there is no more room */
  const look = (n: number): boolean => {
    const size = ofWords.sizeOf(n);
    if (size === 0) return true;
    let rank = (marks.of[n] as number) - 1;
    let spread = 0;
    if (rank + 1 === UNSURE || ofWords.isStale(n)) {
      const address = table.addressOf(n);
      if (address === undefined) return true;
      const sure = literal === "" || ofWords.isOdd(n) ? undefined : isWhole(address);
      if (sure === true) rank = RANKS.word;
      else if (sure === false && isAll && !pattern.parts) return true;
      else {
        const finding = find(searchableText(texts.text(address), language), pattern);
        if (finding === undefined) return true;
        ({ rank, spread } = finding);
      }
    }
    if (found.length === bound) return false;
    addFound(found, n, rank, spread, size);
    return true;
  };
  let complete = true;
  if (marks.count <= FEW) {
    const units = marks.units.slice(0, marks.count).sort();
    for (let at = units.length - 1; complete && at >= 0; at -= 1) complete = look(units[at] as number);
  } else {
    for (let n = marks.highest; complete && n > 0; n -= 1) if (marks.of[n] !== 0) complete = look(n);
  }
  return { texts: found, complete };
}
