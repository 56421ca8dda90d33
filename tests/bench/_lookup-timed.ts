import type { Language } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import type { Actor, Context } from "../../src/services/context.ts";
import { lookup } from "../../src/services/memory/lookup.ts";
import { trueSimilarity } from "./_lookup-truth.ts";

/** Lowest similarity that a lookup may return. */
export const LEAST = 0.6;
/** Segments of the batches whose cost has a target. */
export const BATCH = 20;
export const anna: Actor = { name: "bench" };

export interface Query {
  readonly text: string;
  /** The best similarity in the store; 0 below `LEAST`. */
  readonly truth: number;
}

export interface Timed {
  /** The best similarity found, by query. */
  readonly best: readonly number[];
  /** Milliseconds by the clock. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  /** Processor time of one lookup on average, ms. */
  readonly cpu?: number;
}

/** One lookup after the other, through the service. */
export async function timed(
  context: Context,
  language: Language,
  queries: readonly { text: string }[],
): Promise<Timed> {
  const best: number[] = [];
  const times: number[] = [];
  // The first round warms up the compiler and the page cache. Only the second round counts.
  let cpu = process.cpuUsage();
  for (const round_ of [0, 1]) {
    cpu = process.cpuUsage();
    for (const { text } of queries) {
      const start = performance.now();
      const [result] = await lookup(context, anna, {
        source: language,
        segments: [{ text }],
        threshold: LEAST - 0.05,
        limit: 5,
      });
      if (round_ === 0) continue;
      times.push(performance.now() - start);
      const folded = comparable(text, language);
      best.push(
        Math.max(
          0,
          ...(result?.matches ?? []).map(({ source }) =>
            trueSimilarity(folded, comparable(source.text, language)),
          ),
        ),
      );
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  return { best, ...percentiles(times), cpu: round((user + system) / 1000 / queries.length) };
}

export function percentiles(times: readonly number[]): Pick<Timed, "p50" | "p95" | "p99" | "mean"> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  const mean = round(times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), mean };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
