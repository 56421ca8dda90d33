import { z } from "@hono/zod-openapi";
import { IMPORT_KINDS } from "../../domain/import.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { reportActivity } from "../../services/reports/report-activity.ts";
import { type CoverageDay, reportCoverage } from "../../services/reports/report-coverage.ts";
import { type Period, periodOf } from "../../services/reports/report-period.ts";
import type { DayOfWrites } from "../../storage/rows/activity.ts";
import { reportQuality } from "../../services/reports/report-quality.ts";
import {
  CHARACTERS_PER_WORD,
  LEAST_WORDS,
  QUALITY_PARTS,
  type QualityFigure,
  qualityRows,
} from "../../services/reports/quality-score.ts";
import { answers, operation, routes } from "../operation.ts";
import { respondTable } from "../table-answer.ts";
import { AnyId, LanguageSchema, LanguageTag } from "./schemas.ts";

/** Reports of the memory by day. */

const tags = ["reports"];

const Day = z.iso.date();
const query = z.object({
  collection: AnyId.exactOptional(),
  document: AnyId.exactOptional(),
  from: Day.exactOptional().openapi({ description: "First day, UTC; 90 days before the last unless told" }),
  to: Day.exactOptional().openapi({ description: "Last day, UTC; today unless told" }),
});

const Coverage = z.object({
  expected: z.int().openapi({ description: "Units that can have a text in the language" }),
  states: z.object({ initial: z.int(), translated: z.int(), reviewed: z.int(), final: z.int() }),
});
const CoverageDaySchema: z.ZodType<CoverageDay> = z
  .object({ day: z.string(), languages: z.object({ en: Coverage, ru: Coverage, zh: Coverage }) })
  .openapi("CoverageDay");

const DayOfWritesSchema: z.ZodType<DayOfWrites> = z
  .object({
    day: z.string(),
    author: z.string(),
    kind: z.enum(IMPORT_KINDS),
    writes: z.int(),
    created: z.int(),
    changed: z.int(),
    removed: z.int(),
  })
  .openapi("DayOfWrites");

const overPeriod = <S extends z.ZodType>(item: S) =>
  z.object({ from: z.string(), to: z.string(), items: z.array(item) });

/** Divides a query into the scope of the report and its period. */
function split({ from, to, ...scope }: z.output<typeof query>, now: Date) {
  const period: Period = periodOf(now, { ...(from && { from }), ...(to && { to }) });
  return { scope, period };
}

const QualitySchema: z.ZodType<QualityFigure> = z
  .object({
    language: LanguageSchema,
    score: z
      .number()
      .nullable()
      .openapi({ description: `0 … 100; null for a text of fewer than ${LEAST_WORDS} words` }),
    units: z.int(),
    words: z.int().openapi({
      description: `Of the texts; ${CHARACTERS_PER_WORD} Chinese characters stand for a word`,
    }),
    points: z.number().openapi({ description: "Penalty points of all parts" }),
    parts: z
      .array(
        z.object({
          part: z.enum(QUALITY_PARTS),
          count: z.int(),
          points: z.number(),
          cost: z.number().nullable().openapi({ description: "What the part takes from the figure" }),
          of: z.int().exactOptional().openapi({ description: "`edits`: texts that were ever confirmed" }),
          kinds: z.array(z.object({ kind: z.string(), count: z.int(), points: z.number() })).readonly(),
          units: z
            .array(z.object({ unit: z.string(), key: z.string(), count: z.int(), points: z.number() }))
            .readonly()
            .openapi({ description: "The units that cost most" }),
        }),
      )
      .readonly(),
  })
  .openapi("QualityFigure");

const QUALITY_COLUMNS = [
  "document",
  "language",
  "score",
  "words",
  "part",
  "kind",
  "count",
  "points",
  "cost",
] as const;

const qualityQuery = z.object({ document: AnyId, language: LanguageTag.exactOptional() });

export const reportRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/reports/coverage",
      operationId: "getCoverageReport",
      permission: "read",
      heavy: true,
      tags,
      summary: `How far the texts were in ${LANGUAGES.join(", ")} at the end of days`,
      description: "The first day of the period, and every later one on which something changed.",
      request: { query },
      responses: answers(overPeriod(CoverageDaySchema), "Counts by language and state, in the order of days"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { scope, period } = split(c.req.valid("query"), context.now());
      return c.json({ ...period, items: await reportCoverage(context, actor, scope, period) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/reports/activity",
      operationId: "getActivityReport",
      permission: "read",
      heavy: true,
      tags,
      summary: "What was written on each day, by whom and in which way",
      description: "What was taken back is left out, and so is the taking back.",
      request: { query },
      responses: answers(overPeriod(DayOfWritesSchema), "Writes and units, in the order of days"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { scope, period } = split(c.req.valid("query"), context.now());
      return c.json({ ...period, items: await reportActivity(context, actor, scope, period) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/reports/quality",
      operationId: "getQualityReport",
      permission: "read",
      heavy: true,
      tags,
      summary: "The figure of quality of a document in each language, and all that it is made of",
      request: { query: qualityQuery },
      responses: answers(z.object({ document: z.string(), items: z.array(QualitySchema) }), "Figures"),
    }),
    async (c) => {
      const { document, language } = c.req.valid("query");
      const languages = language === undefined ? LANGUAGES : [language];
      const items = await reportQuality(c.var.context, c.var.actor, document, languages);
      return c.json({ document, items }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/reports/quality/export",
      operationId: "exportQualityReport",
      permission: "read",
      heavy: true,
      tags,
      summary: "The same as a table",
      request: { query: qualityQuery },
      responses: {
        200: {
          description: "A row for each language, each part and each kind, in the reader's language",
          content: { "text/csv": { schema: { type: "string" as const } } },
        },
        304: { description: "The figures have not changed" },
      },
    }),
    async (c) => {
      const { document, language } = c.req.valid("query");
      const languages = language === undefined ? LANGUAGES : [language];
      const items = await reportQuality(c.var.context, c.var.actor, document, languages);
      const word = (key: string) => c.var.messages.t(`checks:quality.${key}`);
      return respondTable(c, {
        name: "quality",
        format: "csv",
        items,
        rows: () => [
          QUALITY_COLUMNS.map((column) => word(`column.${column}`)),
          ...qualityRows(document, items).map((row) =>
            QUALITY_COLUMNS.map((column) => {
              const value = row[column];
              if (value === undefined || value === null) return "";
              return column === "part" || column === "kind" ? word(`${column}.${value}`) : String(value);
            }),
          ),
        ],
      });
    },
  );
