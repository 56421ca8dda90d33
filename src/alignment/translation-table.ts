import { consonantSkeleton } from "./transliteration.ts";
import { soundAlike, soundsOf, transcribedSkeleton } from "./transcription.ts";
import { at, type PreparedText } from "./prepared-text.ts";

/** p(target type | source type), sparse: the row of source type s is `start[s] … start[s + 1]`. */
export interface TranslationTable {
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly probability: Float64Array;
}

/** Rows under construction: for each source type, a map from target type to probability. */
export type Rows = (Map<number, number> | undefined)[];

/** A lexicon from outside the document (core vocabulary, glossary, memory): type → type → probability. */
export type Lexicon = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface TableParameters {
  readonly identity: number;
  readonly punctuation: number;
  readonly mark: number;
  readonly cognate: number;
  readonly transcription: number;
  readonly discount: number;
  /** Share of the background knowledge after the document has been learned from. */
  readonly background: number;
}

/** Each word keeps only this number of its most probable translations, to save time. */
const LONGEST_ROW = 12;

/** Packs rows into a table. Each row keeps its most probable translations. */
export function tableOf(all: Rows): TranslationTable {
  const rows = all.map((row) =>
    row === undefined || row.size <= LONGEST_ROW
      ? row
      : new Map([...row].sort(([, p], [, q]) => q - p).slice(0, LONGEST_ROW)),
  );
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, source) => {
    start[source + 1] = at(start, source) + (row?.size ?? 0);
  });
  const target = new Int32Array(at(start, rows.length));
  const probability = new Float64Array(target.length);
  let place = 0;
  for (const row of rows) {
    if (row === undefined) continue;
    for (const [type, value] of row) {
      target[place] = type;
      probability[place] = value;
      place += 1;
    }
  }
  return { start, target, probability };
}

function put(rows: Rows, source: number, target: number, value: number): void {
  const row = (rows[source] ??= new Map<number, number>());
  if ((row.get(target) ?? 0) < value) row.set(target, value);
}

/**
 * Translations that are known before the document is read. Numbers, Latin words and punctuation translate as
 * themselves. Names match by their consonants, also in Chinese transcription. Other words match by the lexicons.
 */
export function backgroundRows(
  source: PreparedText,
  target: PreparedText,
  lexicons: readonly Lexicon[],
  parameters: TableParameters,
): Rows {
  const rows: Rows = Array.from({ length: source.types.length });
  for (const [type, from] of source.index) {
    const sign = type[0];
    if (sign === "#" || sign === "¶" || sign === "@" || sign === "§") {
      const same = target.index.get(type);
      const value =
        sign === "¶" ? parameters.punctuation : sign === "§" ? parameters.mark : parameters.identity;
      if (same !== undefined) put(rows, from, same, value);
    }
    if (sign === "@") {
      const plain = target.language === "en" ? target.index.get(type.slice(1)) : undefined;
      if (plain !== undefined) put(rows, from, plain, parameters.identity);
    } else if (source.language === "en") {
      const foreign = target.index.get(`@${type}`);
      if (foreign !== undefined) put(rows, from, foreign, parameters.identity);
    }
    for (const lexicon of lexicons) {
      for (const [word, value] of lexicon.get(type) ?? []) {
        const to = target.index.get(word);
        if (to !== undefined) put(rows, from, to, value);
      }
    }
  }
  addCognates(source, target, rows, parameters.cognate);
  if (target.language === "zh")
    addTranscriptions(source, target, (from, to) => put(rows, from, to, parameters.transcription));
  if (source.language === "zh")
    addTranscriptions(target, source, (from, to) => put(rows, to, from, parameters.transcription));
  return rows;
}

/** Pairs names of the source with their transcriptions in a Chinese target. */
function addTranscriptions(
  source: PreparedText,
  target: PreparedText,
  add: (source: number, target: number) => void,
): void {
  const byStart = new Map<string, { sounds: string; type: number }[]>();
  for (const [type, number] of target.index) {
    if (type[0] !== "~") continue;
    const sounds = soundsOf(type.slice(1));
    const key = sounds.slice(0, 1);
    const list = byStart.get(key) ?? [];
    byStart.set(key, list);
    list.push({ sounds, type: number });
  }
  for (const [word, type] of source.names) {
    const skeleton = transcribedSkeleton(consonantSkeleton(word));
    for (const other of byStart.get(skeleton.slice(0, 1)) ?? []) {
      if (soundAlike(skeleton, other.sounds)) add(type, other.type);
    }
  }
}

function addCognates(source: PreparedText, target: PreparedText, rows: Rows, value: number): void {
  const byStart = new Map<string, { skeleton: string; type: number; word: string }[]>();
  for (const [word, type] of target.names) {
    const skeleton = consonantSkeleton(word).slice(0, 6);
    if (skeleton.length < 2) continue;
    const key = skeleton.slice(0, 3);
    const list = byStart.get(key);
    if (list === undefined) byStart.set(key, [{ skeleton, type, word }]);
    else list.push({ skeleton, type, word });
  }
  for (const [word, type] of source.names) {
    const skeleton = consonantSkeleton(word).slice(0, 6);
    if (skeleton.length < 2) continue;
    for (const other of byStart.get(skeleton.slice(0, 3)) ?? []) {
      const shared = Math.min(skeleton.length, other.skeleton.length);
      if (shared >= 3) {
        const close = Math.abs(skeleton.length - other.skeleton.length) <= 1;
        if (close && skeleton.slice(0, shared) === other.skeleton.slice(0, shared))
          put(rows, type, other.type, value);
      } else if (skeleton === other.skeleton && Math.abs(word.length - other.word.length) <= 2) {
        put(rows, type, other.type, value / 2);
      }
    }
  }
}

/** The types of two groups of sentences, with the probability that the groups translate each other. */
export interface WeightedBead {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly weight: number;
}

const EM_ITERATIONS = 4;
const LEAST_FREQUENCY = 2;
const LARGEST_SHARE = 0.4;
const LEAST_COUNT = 1.15;
const LEAST_DICE = 0.12;
const LEAST_PROBABILITY = 0.03;

/**
 * IBM Model 1 (Brown et al. 1993) over soft beads. It uses absolute discounting instead of leave-one-out: two
 * words that occurred together only once give no evidence, because they would only confirm their own bead. Cells
 * are first pruned by weighted count and Dice coefficient, so time grows with the document and not with the square
 * of its vocabulary.
 */
export function learnRows(
  source: PreparedText,
  target: PreparedText,
  beads: readonly WeightedBead[],
  discount: number,
): Rows {
  const usableSource = usableTypes(source);
  const usableTarget = usableTypes(target);
  const kept = beads
    .map(({ source: from, target: to, weight }) => ({
      source: from.filter((type) => at(usableSource, type) === 1),
      target: to.filter((type) => at(usableTarget, type) === 1),
      weight,
    }))
    .filter((bead) => bead.source.length > 0 && bead.target.length > 0);
  const cells = candidateCells(source, target, kept);
  const counts = expectedCounts(source, cells, explanationsOf(target, cells, kept));
  const mass = new Float64Array(source.types.length);
  for (const bead of kept) for (const type of bead.source) mass[type] = at(mass, type) + bead.weight;
  const rows: Rows = Array.from({ length: source.types.length });
  for (let from = 0; from < source.types.length; from += 1) {
    for (let cell = at(cells.start, from); cell < at(cells.start, from + 1); cell += 1) {
      const value = (at(counts, cell) - discount) / Math.max(1, at(mass, from));
      if (value >= LEAST_PROBABILITY) put(rows, from, at(cells.target, cell), Math.min(0.95, value));
    }
  }
  return rows;
}

/** 1 for each type that is neither too rare nor too frequent to learn from. */
const usableTypes = (text: PreparedText): Uint8Array =>
  Uint8Array.from(text.frequency, (count) =>
    count >= LEAST_FREQUENCY && count <= Math.max(LEAST_FREQUENCY + 1, text.size * LARGEST_SHARE) ? 1 : 0,
  );

/** Pairs of types that may translate each other, row by row. The first probability is the Dice coefficient. */
function candidateCells(
  source: PreparedText,
  target: PreparedText,
  beads: readonly WeightedBead[],
): TranslationTable {
  const { first, numbers } = beadsByType(source.types.length, beads);
  const start = new Int32Array(source.types.length + 1);
  const cells: number[] = [];
  const values: number[] = [];
  const sum = new Float64Array(target.types.length);
  for (let from = 0; from < source.types.length; from += 1) {
    const touched: number[] = [];
    for (let k = at(first, from); k < at(first, from + 1); k += 1) {
      const bead = beads[at(numbers, k)];
      if (bead === undefined) continue;
      for (const to of bead.target) {
        if (at(sum, to) === 0) touched.push(to);
        sum[to] = at(sum, to) + bead.weight;
      }
    }
    for (const to of touched) {
      const count = at(sum, to);
      sum[to] = 0;
      const dice = (2 * count) / (at(source.frequency, from) + at(target.frequency, to));
      if (count < LEAST_COUNT || dice < LEAST_DICE) continue;
      cells.push(to);
      values.push(dice);
    }
    start[from + 1] = cells.length;
  }
  return { start, target: Int32Array.from(cells), probability: Float64Array.from(values) };
}

/** Bead numbers of each source type: type t has `numbers[first[t]] … numbers[first[t + 1] - 1]`. */
function beadsByType(
  types: number,
  beads: readonly WeightedBead[],
): { readonly first: Int32Array; readonly numbers: Int32Array } {
  const first = new Int32Array(types + 1);
  for (const bead of beads) for (const type of bead.source) first[type + 1] = at(first, type + 1) + 1;
  for (let type = 0; type < types; type += 1) first[type + 1] = at(first, type + 1) + at(first, type);
  const numbers = new Int32Array(at(first, types));
  const place = first.slice();
  beads.forEach((bead, number) => {
    for (const type of bead.source) {
      numbers[at(place, type)] = number;
      place[type] = at(place, type) + 1;
    }
  });
  return { first, numbers };
}

/** Cells that may explain each (bead, target type): group g has `cells[ends[g - 1]] … cells[ends[g] - 1]`. */
interface Explanations {
  readonly cells: Int32Array;
  readonly ends: Int32Array;
  readonly weights: readonly number[];
}

function explanationsOf(
  target: PreparedText,
  table: TranslationTable,
  beads: readonly WeightedBead[],
): Explanations {
  const head = new Int32Array(target.types.length).fill(-1);
  const explained: number[] = [];
  const ends: number[] = [];
  const weights: number[] = [];
  for (const bead of beads) {
    // Linked lists of cells by target type: `head` is the last position in `chain`, and each entry points to the
    // one before.
    const chain: number[] = [];
    for (const type of bead.target) head[type] = 0;
    for (const from of bead.source) {
      for (let cell = at(table.start, from); cell < at(table.start, from + 1); cell += 1) {
        const to = at(table.target, cell);
        if (at(head, to) === -1) continue;
        chain.push(cell, at(head, to));
        head[to] = chain.length;
      }
    }
    for (const type of bead.target) {
      let position = at(head, type);
      head[type] = -1;
      if (position <= 0) continue;
      while (position > 0) {
        explained.push(chain[position - 2] ?? 0);
        position = chain[position - 1] ?? 0;
      }
      ends.push(explained.length);
      weights.push(bead.weight);
    }
  }
  return { cells: Int32Array.from(explained), ends: Int32Array.from(ends), weights };
}

/** Expectation–maximisation: the expected count of each cell after the last iteration. */
function expectedCounts(
  source: PreparedText,
  { start, probability: first }: TranslationTable,
  { cells, ends, weights }: Explanations,
): Float64Array {
  let probability = first;
  const count = new Float64Array(first.length);
  for (let iteration = 0; iteration < EM_ITERATIONS; iteration += 1) {
    count.fill(0);
    let begin = 0;
    for (let group = 0; group < ends.length; group += 1) {
      const end = at(ends, group);
      let total = 0.01;
      for (let k = begin; k < end; k += 1) total += at(probability, at(cells, k));
      const share = (weights[group] ?? 0) / total;
      for (let k = begin; k < end; k += 1) {
        const cell = at(cells, k);
        count[cell] = at(count, cell) + share * at(probability, cell);
      }
      begin = end;
    }
    const next = new Float64Array(first.length);
    for (let from = 0; from < source.types.length; from += 1) {
      let total = 0;
      for (let cell = at(start, from); cell < at(start, from + 1); cell += 1) total += at(count, cell);
      const norm = Math.max(total, at(source.frequency, from) * 0.7);
      for (let cell = at(start, from); cell < at(start, from + 1); cell += 1)
        next[cell] = at(count, cell) / norm;
    }
    probability = next;
  }
  return count;
}

/**
 * Mixes background knowledge with learned translations. Neither can remove the other completely.
 *
 * @param share weight of the background knowledge, 0 … 1
 */
export function mixRows(background: Rows, learned: Rows, share: number): Rows {
  return background.map((known, source) => {
    const own = learned[source];
    if (known === undefined || own === undefined) return known ?? own;
    const mixed = new Map<number, number>();
    for (const [type, value] of known) mixed.set(type, share * value);
    for (const [type, value] of own) mixed.set(type, (mixed.get(type) ?? 0) + (1 - share) * value);
    for (const [type, value] of known) mixed.set(type, Math.max(mixed.get(type) ?? 0, 0.7 * value));
    return mixed;
  });
}
