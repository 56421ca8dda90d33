import { z } from "@hono/zod-openapi";
import { SKIPS } from "../../domain/import.ts";
import type { ProblemData } from "../../domain/problem.ts";
import {
  CONCEPT_PARTS,
  DECISION_PARTS,
  type ReportEntry,
  UNIT_PARTS,
} from "../../storage/rows/import-reports.ts";
import type { ImportReport } from "../../services/imports/import-report.ts";
import { describe, type Messages } from "../../messages/messages.ts";
import { LanguageSchema, ProblemWords, draftShape, variantShape } from "./schemas.ts";

/** Schema of the report that answers every write of units. */

const Draft = z.object(draftShape).openapi("Draft");
const Variant = z.object(variantShape).openapi("Variant");

export const CountsSchema = z.object({
  created: z.int(),
  changed: z.int(),
  same: z.int(),
  conflict: z.int(),
  rejected: z.int(),
  removed: z.int(),
});

export const EntrySchema = z
  .object({
    unit: z.string().exactOptional(),
    concept: z
      .string()
      .exactOptional()
      .openapi({ description: "In a write to the glossary: id of the concept" }),
    key: z.string(),
    result: z.enum(["created", "changed", "same", "conflict", "rejected", "removed"]),
    language: LanguageSchema.exactOptional(),
    unrestored: z
      .array(z.enum([...UNIT_PARTS, ...DECISION_PARTS, ...CONCEPT_PARTS]))
      .exactOptional()
      .openapi({
        description: "What an undo left as it is, because somebody changed it since",
      }),
    unrestoredTerms: z.array(z.string()).exactOptional().openapi({
      description: "Texts of the terms that an undo left as they are",
    }),
    line: z.int().exactOptional(),
    problem: ProblemWords.exactOptional(),
    warnings: z.array(ProblemWords).exactOptional(),
    base: Draft.exactOptional(),
    mine: Draft.exactOptional(),
    theirs: Variant.exactOptional(),
  })
  .openapi("ReportEntry");

/** Members of a report, for answers that add members of their own. */
export const reportShape = {
  import: z.string().nullable(),
  remaining: z.int().exactOptional().openapi({
    description: "Of an undo: parts of a very large import that are left; send the same request again",
  }),
  undone: z.boolean(),
  counts: CountsSchema,
  units: z.array(EntrySchema).openapi({
    description:
      "The first 10,000 units, and after them those with a conflict, a rejection or a warning; `counts` has all",
  }),
  warnings: z.array(ProblemWords),
  skippedLanguages: z.record(z.string(), z.int()),
  skipped: z
    .array(
      z.object({
        reason: z.enum(SKIPS),
        count: z.int(),
        examples: z.array(z.object({ key: z.string(), line: z.int(), text: z.string() })).readonly(),
      }),
    )
    .readonly()
    .exactOptional()
    .openapi({ description: "Units that `skip` left out, by reason, with the first of them" }),
};

export const ReportSchema: z.ZodType<WordedReport> = z.object(reportShape).openapi("Report");

export type WordedReport = ReturnType<typeof wordedReport>;

/** Adds texts in the reader's language to the problems of a report. */
export function wordedReport(report: ImportReport, texts: Messages) {
  return {
    ...report,
    warnings: report.warnings.map((problem) => wordedProblem(problem, texts)),
    units: report.units.map((entry) => wordedEntry(entry, texts)),
  };
}

/** Adds texts in the reader's language to a problem. */
export const wordedProblem = (problem: ProblemData, texts: Messages) => ({
  ...problem,
  ...describe(texts, problem),
});

/** Adds texts in the reader's language to the problems of an entry. */
export const wordedEntry = ({ problem, warnings, ...entry }: ReportEntry, texts: Messages) => ({
  ...entry,
  ...(problem === undefined ? {} : { problem: wordedProblem(problem, texts) }),
  ...(warnings === undefined ? {} : { warnings: warnings.map((one) => wordedProblem(one, texts)) }),
});
