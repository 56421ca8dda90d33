import { deepStrictEqual } from "node:assert/strict";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import type { Arena } from "../../src/matching/resident/arena.ts";
import {
  type BitCounter,
  MAX_COUNT,
  PLANES,
  RECORD_BYTES,
} from "../../src/matching/resident/bit-counters.ts";
import { TUNING } from "../../src/matching/resident/closest-texts.ts";
import { type EncodedDistance, isEncodable } from "../../src/matching/resident/encoded-distance.ts";
import {
  type Kernels,
  type ResidentIndex,
  residentIndex,
} from "../../src/matching/resident/resident-index.ts";
import { decode } from "../../src/matching/resident/text-encoding.ts";
import { type Distance, distanceTo, newCodePoints } from "../../src/matching/similarity.ts";
import type { CorpusUnit } from "./_lookup-corpus.ts";
import { LEAST, percentiles, round } from "./_lookup-timed.ts";

/** Bit-sliced counters as in matching/resident/bit-counters, 32 texts at once: JavaScript has words of 32 bits. */
const bitCounter =
  (arena: Arena): BitCounter =>
  (base, list, listEnd, width, least, out) => {
    const words = arena.words();
    const planes = new Int32Array(PLANES);
    const start = MAX_COUNT + 1 - least;
    let record = out >>> 2;
    for (let column = 0; column < width; column += 16) {
      let reached = 0;
      for (let word = 0; word < 4; word += 1) {
        for (let k = 0; k < PLANES; k += 1) planes[k] = (start >>> k) & 1 ? -1 : 0;
        let over = 0;
        for (let entry = list >>> 2; entry < listEnd >>> 2; entry += 1) {
          let carry = words[(base + (words[entry] as number) + column + 4 * word) >>> 2] as number;
          for (let k = 0; carry !== 0 && k < PLANES; k += 1) {
            const plane = planes[k] as number;
            planes[k] = plane ^ carry;
            carry &= plane;
          }
          over |= carry;
        }
        words[record + word] = over;
        reached |= over;
        for (let k = 0; k < PLANES; k += 1) words[record + 4 * (k + 1) + word] = planes[k] as number;
      }
      if (reached === 0) continue;
      words[record + 4 * (PLANES + 1)] = column;
      record += RECORD_BYTES >>> 2;
    }
    return record << 2;
  };

/** Decodes each text and compares it as matching/similarity does. */
function distance(arena: Arena): EncodedDistance {
  const text = newCodePoints(1024);
  let compare: Distance = () => 0;
  let ofHan = false;
  return {
    prepare(query, han) {
      compare = distanceTo(query);
      ofHan = han;
      // Compares only the texts that WebAssembly compares, so that the order of comparing is the same.
      return isEncodable(query.codes, query.length);
    },
    edits(from, until, limit) {
      decode(arena.bytes(), from, until, ofHan, text);
      return compare(text, limit);
    },
  };
}

const JAVASCRIPT: Kernels = { bitCounter, distance };

export interface AblationRow {
  readonly size: number;
  readonly language: Language;
  readonly webAssembly: { readonly p50: number; readonly p95: number };
  readonly javaScript: { readonly p50: number; readonly p95: number };
  /** Medians. */
  readonly ratio: number;
}

/** The index alone, with its two inner functions in WebAssembly and in JavaScript, over the same queries. */
export function ablation(
  stored: readonly CorpusUnit[],
  queries: Readonly<Record<Language, readonly { text: string }[]>>,
): AblationRow[] {
  const [fast, slow] = [residentIndex(), residentIndex(TUNING, JAVASCRIPT)].map((index) => {
    for (const [at, { texts }] of stored.entries())
      index.put(at + 1, Object.fromEntries(LANGUAGES.map((one) => [one, comparable(texts[one], one)])));
    return index;
  }) as [ResidentIndex, ResidentIndex];
  return LANGUAGES.map((language) => {
    const times: [number[], number[]] = [[], []];
    for (const round_ of [0, 1]) {
      for (const { text } of queries[language]) {
        const probe = {
          language,
          text: comparable(text, language),
          least: LEAST - 0.05,
          targets: LANGUAGES.filter((one) => one !== language),
          limit: 17,
        };
        const answers = [fast, slow].map((index, which) => {
          const start = performance.now();
          const found = index.candidates(probe);
          if (round_ === 1) times[which as 0 | 1].push(performance.now() - start);
          return found;
        });
        deepStrictEqual(answers[1], answers[0]);
      }
    }
    const [webAssembly, javaScript] = times.map((list) => {
      const { p50, p95 } = percentiles(list);
      return { p50, p95 };
    }) as [AblationRow["webAssembly"], AblationRow["javaScript"]];
    return {
      size: stored.length,
      language,
      webAssembly,
      javaScript,
      ratio: round(javaScript.p50 / webAssembly.p50, 1),
    };
  });
}
