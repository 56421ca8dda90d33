import type { Band } from "./band.ts";
import type { Parameters } from "./pair-parameters.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import type { TranslationTable } from "./translation-table.ts";

/** What the lexical model computes for the target's types before it reads any source sentence. */
interface TargetWords {
  /** Probability that a target type occurs without a source word that it translates. */
  readonly chance: Float64Array;
  /** Logarithm of `chance`. */
  readonly absent: Float64Array;
  /** Log-likelihood of each target sentence if none of its words is a translation. */
  readonly base: Float64Array;
  /** Factor that turns a translation probability into a ratio to the type's own probability. */
  readonly scale: Float64Array;
}

function targetWords(
  target: PreparedText,
  table: TranslationTable,
  reverse: TranslationTable,
  p: Parameters,
): TargetWords {
  // How certainly each target type has a translation: the total of its row in the reverse direction.
  const known = new Float64Array(target.types.length);
  for (let type = 0; type < target.types.length; type += 1) {
    let total = 0;
    for (let cell = at(reverse.start, type); cell < at(reverse.start, type + 1); cell += 1)
      total += at(reverse.probability, cell);
    known[type] = total;
  }
  for (const type of table.target) known[type] = Math.max(at(known, type), 1e-6);
  const chance = known.map((value) =>
    value === 0 ? 1 : 1 - (1 - p.unexplained) * Math.min(1, p.leastSureness + value),
  );
  const absent = chance.map(Math.log);
  const base = Float64Array.from(target.features, (types) => {
    let total = 0;
    for (const type of types) total += at(absent, type);
    return total;
  });
  const scale = Float64Array.from(target.probability, (probability) => 1 / (probability * p.liftDivisor));
  return { chance, absent, base, scale };
}

/** Work space for one row of the band: translations of the words in a group of source sentences. */
interface Touched {
  /** Translation probability by target type, summed over the source types of the group. */
  readonly sum: Float64Array;
  /** The target types with a sum, in the order in which they were found. */
  readonly types: Int32Array;
  /** Position in the occurrences of each target type where the band of this row begins. It moves with the band. */
  readonly reached: Int32Array;
  /** The row for which `reached` and `inside` of a target type are valid. */
  readonly looked: Int32Array;
  /** 1 where a target type occurs inside the band of this row. */
  readonly inside: Uint8Array;
  /** The last row in which a source type was read. */
  readonly seen: Int32Array;
}

/** Adds the translations of one source type. `count` is the number of types found before; returns the new number. */
function addTranslations(
  words: Touched,
  target: PreparedText,
  table: TranslationTable,
  type: number,
  row: { readonly i: number; readonly low: number; readonly high: number },
  count: number,
): number {
  const { sum, types, reached, looked, inside } = words;
  const { i, low, high } = row;
  let touches = count;
  for (let cell = at(table.start, type); cell < at(table.start, type + 1); cell += 1) {
    const to = at(table.target, cell);
    if (at(looked, to) !== i) {
      looked[to] = i;
      const sentences = target.occurrences[to] as Int32Array;
      let place = at(reached, to);
      while (place < sentences.length && at(sentences, place) < low) place += 1;
      reached[to] = place;
      inside[to] = place < sentences.length && at(sentences, place) <= high ? 1 : 0;
    }
    if (at(inside, to) === 0) continue;
    if (at(sum, to) === 0) {
      types[touches] = to;
      touches += 1;
    }
    sum[to] = at(sum, to) + at(table.probability, cell);
  }
  return touches;
}

/**
 * Log-likelihood ratios of the words of each single target sentence, given each group of 1 … `longest`
 * source sentences (after Moore 2002). The rows of the band are source sentences.
 *
 * @returns by size of the group, over the cells of the band: `result[a][offset[i] + j - low[i]]`
 */
export function lexicalScores(
  source: PreparedText,
  target: PreparedText,
  table: TranslationTable,
  reverse: TranslationTable,
  longest: number,
  band: Band,
  p: Parameters,
): Float32Array[] {
  const { chance, absent, base, scale } = targetWords(target, table, reverse, p);
  const words: Touched = {
    sum: new Float64Array(target.types.length),
    types: new Int32Array(target.types.length),
    reached: new Int32Array(target.types.length),
    looked: new Int32Array(target.types.length).fill(-1),
    inside: new Uint8Array(target.types.length),
    seen: new Int32Array(source.types.length).fill(-1),
  };
  const { sum, types: touched, reached, seen } = words;
  const result = Array.from({ length: longest + 1 }, (_, a) => new Float32Array(a === 0 ? 0 : band.cells));
  let before = 0;
  for (let i = 0; i < source.size; i += 1) {
    const low = at(band.low, i);
    const high = Math.min(at(band.high, i), target.size - 1);
    const row = at(band.offset, i) - low;
    if (low < before) reached.fill(0);
    before = low;
    let touches = 0;
    let size = 0;
    for (let a = 1; a <= longest && i + a <= source.size; a += 1) {
      const scores = result[a] as Float32Array;
      for (const type of source.features[i + a - 1] ?? []) {
        if (at(seen, type) === i) continue;
        seen[type] = i;
        size += 1;
        touches = addTranslations(words, target, table, type, { i, low, high }, touches);
      }
      for (let j = low; j <= high; j += 1) scores[row + j] = at(base, j);
      const crowd = 1 / Math.sqrt(Math.max(1, size));
      for (let k = 0; k < touches; k += 1) {
        const to = at(touched, k);
        const lift = Math.min(p.liftLimit, Math.min(at(sum, to), 1) * crowd * at(scale, to));
        const rest = at(chance, to);
        const gain = Math.log(rest + (1 - rest) * lift) - at(absent, to);
        const sentences = target.occurrences[to] as Int32Array;
        for (let place = at(reached, to); place < sentences.length; place += 1) {
          const j = at(sentences, place);
          if (j > high) break;
          scores[row + j] = at(scores, row + j) + gain;
        }
      }
    }
    for (let k = 0; k < touches; k += 1) sum[at(touched, k)] = 0;
  }
  return result;
}

/** Less probable translations do not count as an explanation. */
const LEAST_EXPLAINING = 0.05;

/**
 * Share of the types of target sentences j … j+b-1 that have a translation among those of source sentences
 * i … i+a-1, weighted by rarity: 0 … 1.
 */
export function explainedShare(
  source: PreparedText,
  target: PreparedText,
  table: TranslationTable,
  i: number,
  a: number,
  j: number,
  b: number,
): number {
  const open = typesOf(target, j, b);
  let all = 0;
  for (const type of open) all -= Math.log(at(target.probability, type));
  let explained = 0;
  for (const type of typesOf(source, i, a)) {
    for (let cell = at(table.start, type); cell < at(table.start, type + 1); cell += 1) {
      const to = at(table.target, cell);
      if (at(table.probability, cell) > LEAST_EXPLAINING && open.delete(to))
        explained -= Math.log(at(target.probability, to));
    }
  }
  return explained / Math.max(1, all);
}

/** All types of `size` sentences from `start` on. */
export function typesOf(text: PreparedText, start: number, size: number): Set<number> {
  const types = new Set<number>();
  for (let k = 0; k < size; k += 1) for (const type of text.features[start + k] ?? []) types.add(type);
  return types;
}
