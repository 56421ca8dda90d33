import { type Band, bandAround, transpose } from "./band.ts";
import type { LengthModel } from "./length-model.ts";
import { lexicalScores } from "./lexical-model.ts";
import { LOG_ZERO, NEARLY_LOG_ZERO } from "./log-space.ts";
import type { StepGuard } from "./pair-fixed.ts";
import type { Parameters } from "./pair-parameters.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import type { TranslationTable } from "./translation-table.ts";

/** Texts with more sentences get a narrower band, because more is learned from them. */
export const LONG_TEXT = 2000;
const GAP = -1.6;
const WORST_MATCH = -6;
const BY_SOURCE_GAP = 1;
const BY_TARGET_GAP = 2;
const BY_MATCH = 3;

/** Two texts and the current models of their words and lengths. */
export interface PairKnowledge {
  readonly source: PreparedText;
  readonly target: PreparedText;
  /** Translations of source types (`forward`) and of target types (`backward`). */
  readonly forward: TranslationTable;
  readonly backward: TranslationTable;
  readonly lengths: LengthModel;
  readonly parameters: Parameters;
  readonly allowed: StepGuard;
}

/** Finds a narrow band inside a wide one: the cut points near the best path of 1-1 beads and gaps. */
export function coarseBand(known: PairKnowledge, wide: Band): Band {
  const n = known.source.size;
  const m = known.target.size;
  const from = bestSteps(known, wide);
  const lowest = new Int32Array(n + 1).fill(m);
  const highest = new Int32Array(n + 1);
  for (let i = n, j = m; ;) {
    lowest[i] = Math.min(at(lowest, i), j);
    highest[i] = Math.max(at(highest, i), j);
    if (i <= 0 && j <= 0) break;
    const step = at(from, at(wide.offset, i) + j - at(wide.low, i));
    if (i > 0 && (step !== BY_TARGET_GAP || j === 0)) i -= 1;
    if (j > 0 && step !== BY_SOURCE_GAP) j -= 1;
  }
  const radius = Math.max(14, Math.min(n > LONG_TEXT ? 18 : 30, Math.ceil(m * 0.05)));
  return bandAround(lowest, highest, m, () => radius, 4);
}

/** The last step of the best path to each cell of the band. */
function bestSteps(known: PairKnowledge, band: Band): Uint8Array {
  const { source, target, forward, backward, lengths, parameters: p, allowed } = known;
  const n = source.size;
  const m = target.size;
  const single = lexicalScores(source, target, forward, backward, 1, band, p)[1] as Float32Array;
  const back = transpose(band, n, m, 1);
  const singleBack = lexicalScores(target, source, backward, forward, 1, back, p)[1] as Float32Array;
  const best = new Float32Array(band.cells).fill(LOG_ZERO);
  const from = new Uint8Array(band.cells);
  best[0] = 0;
  for (let i = 0; i <= n; i += 1) {
    const low = at(band.low, i);
    const high = at(band.high, i);
    const row = at(band.offset, i) - low;
    for (let j = low; j <= high; j += 1) {
      const here = at(best, row + j);
      if (here <= NEARLY_LOG_ZERO) continue;
      if (j < high && here + GAP > at(best, row + j + 1) && allowed(i, j, i, j + 1)) {
        best[row + j + 1] = here + GAP;
        from[row + j + 1] = BY_TARGET_GAP;
      }
      if (i === n) continue;
      const low2 = at(band.low, i + 1);
      const high2 = at(band.high, i + 1);
      const row2 = at(band.offset, i + 1) - low2;
      if (j >= low2 && j <= high2 && here + GAP > at(best, row2 + j) && allowed(i, j, i + 1, j)) {
        best[row2 + j] = here + GAP;
        from[row2 + j] = BY_SOURCE_GAP;
      }
      if (j + 1 < low2 || j + 1 > high2 || j >= m || !allowed(i, j, i + 1, j + 1)) continue;
      const lexical = at(single, row + j) + at(singleBack, at(back.offset, j) + i - at(back.low, j));
      const score = Math.max(
        WORST_MATCH,
        0.6 * p.lengthWeight * lengths.score(i, 1, j, 1) + 0.5 * p.lexicalWeight * lexical,
      );
      if (here + score > at(best, row2 + j + 1)) {
        best[row2 + j + 1] = here + score;
        from[row2 + j + 1] = BY_MATCH;
      }
    }
  }
  return from;
}
