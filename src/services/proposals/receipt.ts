import type { ProblemData } from "../../domain/problem.ts";
import { type Counts, type ReportEntry, RESULTS } from "../../storage/rows/import-reports.ts";
import { type Proposal, proposalId } from "../../storage/rows/proposals.ts";

/** What became of one concept. */
export interface ConceptEntry {
  /** Id; absent when the glossary did not take the concept. */
  readonly concept?: string;
  readonly result: (typeof CONCEPT_RESULTS)[number];
  /** Why it was rejected, or why it stays. */
  readonly problem?: ProblemData;
}

export const CONCEPT_RESULTS = ["created", "same", "rejected", "removed", "conflict"] as const;

/** The receipt of an agent's work. */
export interface Receipt {
  readonly proposal: string;
  readonly work?: string;
  readonly author: string;
  readonly time: string;
  /** When it was undone; `null` when it stands. */
  readonly undone: string | null;
  /** Ids of the imports that were written: by the proposal, or by its undo. */
  readonly imports: readonly string[];
  readonly counts: Counts;
  readonly units: readonly ReportEntry[];
  readonly concepts: readonly ConceptEntry[];
  /** Of an undo: parts left for the next call. */
  readonly remaining?: number;
}

/** Facts about a proposal that every receipt has. */
export const receiptHead = ({ n, work, author, time, undone }: Proposal) => ({
  proposal: proposalId(n),
  ...(work === undefined ? {} : { work }),
  author,
  time,
  undone: undone ?? null,
});

/** Sums of counts, by result. */
export function sumOf(counts: readonly Counts[]): Counts {
  const sums = RESULTS.map((result) => [result, counts.reduce((sum, one) => sum + one[result], 0)] as const);
  return Object.fromEntries(sums) as Counts;
}
