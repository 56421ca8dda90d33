import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "../../bench/_lookup-corpus.ts";

export interface DrillOptions {
  /** Time for this part, in seconds. It ends its round after that. */
  readonly seconds: number;
  /** In a short drill no time of an answer is judged: the machine may be busy. */
  readonly isShort: boolean;
  readonly random: Random;
  /** Name of a seeded bug; it must be found. */
  readonly bug: string | undefined;
  /** Environment for the services that this part starts. */
  readonly environment: NodeJS.ProcessEnv;
}

/** What a part of the drill has seen. */
export interface Outcome {
  readonly figures: Readonly<Record<string, number | string>>;
  /** What must not happen, one line each; empty when all promises were kept. */
  readonly faults: readonly string[];
}

export interface Part {
  readonly name: string;
  /** Share of the whole time. */
  readonly share: number;
  readonly run: (options: DrillOptions) => Promise<Outcome>;
}

export interface Random {
  /** A whole number from 0 to `limit`, which is excluded. */
  below(limit: number): number;
}

/** Pseudo-random numbers, equal in every run. */
export function randomFrom(seed: number): Random {
  const next = random(seed);
  return { below: (limit) => Math.floor(next() * limit) };
}

/** Runs work with a folder of its own, which is deleted afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-drill-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
