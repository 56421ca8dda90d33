import { consonantSkeleton } from "./transliteration.ts";
import { soundAlike, soundsOf, transcribedSkeleton } from "./transcription.ts";
import { at, type PreparedText } from "./prepared-text.ts";

/** p(target type | source type), sparse: the row of source type s is `start[s] … start[s + 1]`. */
export interface TranslationTable {
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly probability: Float64Array;
}

/** Rows under construction: target type → probability, per source type. */
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
  /** Share of what is known beforehand when the document itself has spoken. */
  readonly background: number;
}

/** A word has no more translations than this that are worth the time. */
const LONGEST_ROW = 12;

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
 * What is known before the document is read: numbers, Latin words and punctuation translate as
 * themselves, names by their consonants (also as Chinese transcribes them), and what the lexicons from outside say.
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

/** Names of the one text and their transcriptions in the other, which is Chinese. */
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

/** Two groups of sentences that may translate each other, as their types, with the probability that they do. */
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
 * IBM Model 1 (Brown et al. 1993) over soft beads, with absolute discounting in place of leave-one-out:
 * a pair of words seen together once tells nothing, as it would only confirm the bead that it came from.
 * Cells are pruned beforehand by weighted count and Dice, so that time grows with the document, not with
 * the square of its vocabulary.
 */
export function learnRows(
  source: PreparedText,
  target: PreparedText,
  beads: readonly WeightedBead[],
  discount: number,
): Rows {
  const usable = (text: PreparedText): Uint8Array =>
    Uint8Array.from(text.frequency, (count) =>
      count >= LEAST_FREQUENCY && count <= Math.max(LEAST_FREQUENCY + 1, text.size * LARGEST_SHARE) ? 1 : 0,
    );
  const usableSource = usable(source);
  const usableTarget = usable(target);
  const kept = beads
    .map(({ source: from, target: to, weight }) => ({
      source: from.filter((type) => at(usableSource, type) === 1),
      target: to.filter((type) => at(usableTarget, type) === 1),
      weight,
    }))
    .filter((bead) => bead.source.length > 0 && bead.target.length > 0);

  // beads of each source type
  const counts = new Int32Array(source.types.length + 1);
  for (const bead of kept) for (const type of bead.source) counts[type + 1] = at(counts, type + 1) + 1;
  for (let type = 0; type < source.types.length; type += 1)
    counts[type + 1] = at(counts, type + 1) + at(counts, type);
  const beadsOf = new Int32Array(at(counts, source.types.length));
  const place = counts.slice();
  kept.forEach((bead, number) => {
    for (const type of bead.source) {
      beadsOf[at(place, type)] = number;
      place[type] = at(place, type) + 1;
    }
  });

  // candidate cells, row by row
  const start = new Int32Array(source.types.length + 1);
  const cells: number[] = [];
  const values: number[] = [];
  const sum = new Float64Array(target.types.length);
  for (let from = 0; from < source.types.length; from += 1) {
    const touched: number[] = [];
    for (let k = at(counts, from); k < at(counts, from + 1); k += 1) {
      const bead = kept[at(beadsOf, k)];
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
  const cellTarget = Int32Array.from(cells);
  let probability = Float64Array.from(values);
  const count = new Float64Array(cells.length);

  // expectation-maximisation over (bead, target type) with the cells that explain it, all in flat arrays
  const head = new Int32Array(target.types.length).fill(-1);
  const explained: number[] = [];
  const ends: number[] = [];
  const weights: number[] = [];
  for (const bead of kept) {
    // chains of cells by target type: head of type → position in `chain`, with the next position beside it
    const chain: number[] = [];
    for (const type of bead.target) head[type] = 0;
    for (const from of bead.source) {
      for (let cell = at(start, from); cell < at(start, from + 1); cell += 1) {
        const to = at(cellTarget, cell);
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
  const groupCells = Int32Array.from(explained);
  const groupEnds = Int32Array.from(ends);
  const mass = new Float64Array(source.types.length);
  for (const bead of kept) for (const type of bead.source) mass[type] = at(mass, type) + bead.weight;
  for (let iteration = 0; iteration < EM_ITERATIONS; iteration += 1) {
    count.fill(0);
    let begin = 0;
    for (let group = 0; group < groupEnds.length; group += 1) {
      const end = at(groupEnds, group);
      let total = 0.01;
      for (let k = begin; k < end; k += 1) total += at(probability, at(groupCells, k));
      const share = (weights[group] ?? 0) / total;
      for (let k = begin; k < end; k += 1) {
        const cell = at(groupCells, k);
        count[cell] = at(count, cell) + share * at(probability, cell);
      }
      begin = end;
    }
    const next = new Float64Array(cells.length);
    for (let from = 0; from < source.types.length; from += 1) {
      let total = 0;
      for (let cell = at(start, from); cell < at(start, from + 1); cell += 1) total += at(count, cell);
      const norm = Math.max(total, at(source.frequency, from) * 0.7);
      for (let cell = at(start, from); cell < at(start, from + 1); cell += 1)
        next[cell] = at(count, cell) / norm;
    }
    probability = next;
  }
  const rows: Rows = Array.from({ length: source.types.length });
  for (let from = 0; from < source.types.length; from += 1) {
    for (let cell = at(start, from); cell < at(start, from + 1); cell += 1) {
      const value = (at(count, cell) - discount) / Math.max(1, at(mass, from));
      if (value >= LEAST_PROBABILITY) put(rows, from, at(cellTarget, cell), Math.min(0.95, value));
    }
  }
  return rows;
}

/** What was known beforehand and what the document says, as one. Neither can quite silence the other. */
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
