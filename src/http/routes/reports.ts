import { z } from "@hono/zod-openapi";
import { IMPORT_KINDS } from "../../domain/import.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { reportActivity } from "../../services/reports/report-activity.ts";
import { type CoverageDay, reportCoverage } from "../../services/reports/report-coverage.ts";
import { type Period, periodOf } from "../../services/reports/report-period.ts";
import type { DayOfWrites } from "../../storage/rows/activity.ts";
import { answers, operation, routes } from "../operation.ts";
import { AnyId } from "./schemas.ts";

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
  );
