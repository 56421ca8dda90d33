import { z } from "@hono/zod-openapi";
import { messageOf } from "../../checks/message.ts";
import { CERTAINTIES, CHECK_IDS, type Finding, SEVERITIES } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { countConceptFindingsByDocument } from "../../services/quality/count-concept-findings.ts";
import type { FindingView } from "../../services/quality/finding-view.ts";
import { ignoreFindings } from "../../services/quality/ignore-findings.ts";
import { type FindingCounts, listFindings } from "../../services/quality/list-findings.ts";
import { unignoreFindings } from "../../services/quality/unignore-findings.ts";
import type { ConceptFindings } from "../../storage/rows/findings.ts";
import { checkTexts } from "../../services/quality/check-texts.ts";
import type { Messages } from "../../messages/messages.ts";
import { guard } from "../../formats/csv/formula-guard.ts";
import { printTable } from "../../formats/csv/table.ts";
import { MEBIBYTE } from "../body.ts";
import { respondCached } from "../caching.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, byLanguage, Flag, LanguageSchema, LanguageTag, limitUpTo } from "./schemas.ts";

const tags = ["checks"];
const params = z.object({ finding: AnyId });

const RangeSchema = z.object({ start: z.int(), end: z.int() });

export const findingShape = {
  check: z.enum(CHECK_IDS),
  severity: z.enum(SEVERITIES),
  certainty: z.enum(CERTAINTIES),
  unit: z.string(),
  languages: z.array(LanguageSchema).readonly(),
  ranges: byLanguage(z.array(RangeSchema).readonly()).openapi({
    description: "UTF-16 offsets into the text; the end is exclusive",
  }),
  message: z.string().openapi({ description: "In the reader's language" }),
  key: z.string().openapi({ description: "The message's key, the same in every language" }),
  params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  suggestion: z
    .object({ language: LanguageSchema, range: RangeSchema.exactOptional(), text: z.string() })
    .exactOptional(),
};

/** A finding with its message in words; the key stays beside it. */
export const wordedFinding = <F extends Omit<Finding, "unit">>(finding: F, { t }: Messages) => ({
  ...finding,
  key: finding.message,
  message: messageOf(finding, (key, values) => t(`checks:${key}`, values)),
});

type Worded<F> = F & { readonly key: string };

const FindingSchema: z.ZodType<Worded<FindingView>> = z
  .object({
    ...findingShape,
    id: z.string(),
    document: z.string(),
    ignored: z.object({ reason: z.string(), time: z.string(), author: z.string() }).exactOptional(),
  })
  .openapi("Finding");

/** Of findings, at most, in one call. */
const MOST_FINDINGS = 5000;
const FindingIds = z.array(AnyId).min(1).max(MOST_FINDINGS).readonly();
const Reason = z.string().trim().max(2000).default("");

const ConceptFindingsSchema: z.ZodType<ConceptFindings> = z
  .object({ concept: z.string(), document: z.string(), count: z.int() })
  .openapi("ConceptFindings");

const tally = z.record(z.string(), z.int());
const CountsSchema: z.ZodType<FindingCounts> = z.object({
  total: z.int(),
  checks: tally,
  documents: tally,
  severities: tally,
  languages: tally,
});

const COLUMNS = [
  "document",
  "unit",
  "check",
  "severity",
  "certainty",
  "languages",
  "message",
  "ignored",
] as const;

function findingsTable(findings: readonly FindingView[]): string {
  const rows = findings.map((finding) => [
    finding.document,
    finding.unit,
    finding.check,
    finding.severity,
    finding.certainty,
    finding.languages.join(" "),
    finding.message,
    finding.ignored?.reason ?? "",
  ]);
  return printTable([COLUMNS, ...rows.map((row) => row.map(guard))], ",");
}

const Text = z.string().max(200_000);

export const checkRoutes = routes()
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/check",
      permission: "read",
      tags,
      summary: "Check texts that are just sent, or what is stored of a document or collection",
      limit: 8 * MEBIBYTE,
      request: json(
        z
          .strictObject({
            units: z.array(byLanguage(Text)).max(5000).exactOptional(),
            document: AnyId.exactOptional(),
            collection: AnyId.exactOptional().openapi({
              description: "Beside `units`: whose severities hold",
            }),
            checks: z
              .array(z.enum(CHECK_IDS))
              .exactOptional()
              .openapi({ description: "All of them unless told" }),
          })
          .openapi("Check"),
      ),
      responses: answers(
        z.object({
          findings: z.array(z.object({ ...findingShape, unit: z.union([z.int(), z.string()]) })).openapi({
            description: "`unit` is the place in the list that was sent, from 0, or the id of a stored unit",
          }),
        }),
        "Findings in the order of the units",
      ),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { units, document, collection, checks } = c.req.valid("json");
      const given = {
        ...(collection === undefined ? {} : { collection }),
        ...(checks === undefined ? {} : { checks }),
      };
      if (units) {
        const found = await checkTexts(context, actor, units, given);
        return c.json({ findings: found.map((finding) => wordedFinding(finding, messages)) }, 200);
      }
      if (document === undefined && collection === undefined) {
        throw new Problem("invalid-fields", {}, { field: "units" });
      }
      const query = document === undefined ? given : { document };
      const { items } = await listFindings(context, actor, { ...query, limit: Number.MAX_SAFE_INTEGER });
      const wanted = items.filter(({ check }) => checks?.includes(check) ?? true);
      return c.json({ findings: wanted.map((finding) => wordedFinding(finding, messages)) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/findings",
      permission: "read",
      tags,
      summary: "What the checks have to say, in the order of the units",
      request: {
        query: z.object({
          document: AnyId.exactOptional(),
          collection: AnyId.exactOptional(),
          check: z.enum(CHECK_IDS).exactOptional(),
          severity: z.enum(SEVERITIES).exactOptional(),
          language: LanguageTag.exactOptional(),
          concept: AnyId.exactOptional().openapi({ description: "Id of the concept that it is about" }),
          ignored: Flag.exactOptional().openapi({ description: "Ignored ones too" }),
          after: AnyId.exactOptional().openapi({ description: "Id of the unit after which to go on" }),
          limit: limitUpTo(1000, 200),
        }),
      },
      responses: answers(
        z.object({ items: z.array(FindingSchema), next: z.string().nullable(), counts: CountsSchema }),
        "Findings of up to `limit` units, and the counts of all",
      ),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const found = await listFindings(context, actor, c.req.valid("query"));
      return c.json({ ...found, items: found.items.map((finding) => wordedFinding(finding, messages)) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/findings/export",
      permission: "read",
      tags,
      summary: "All findings of a document, a collection or everything, as a table or as JSON",
      request: {
        query: z.object({
          format: z.enum(["csv", "json"]).default("csv"),
          document: AnyId.exactOptional(),
          collection: AnyId.exactOptional(),
          check: z.enum(CHECK_IDS).exactOptional(),
          severity: z.enum(SEVERITIES).exactOptional(),
          language: LanguageTag.exactOptional(),
          ignored: Flag.exactOptional(),
        }),
      },
      responses: {
        200: {
          description: "The findings, with their messages in the reader's language",
          content: { "text/csv": { schema: { type: "string" as const } } },
        },
        304: { description: "The findings have not changed" },
      },
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { format, ...query } = c.req.valid("query");
      const { items } = await listFindings(context, actor, { ...query, limit: Number.MAX_SAFE_INTEGER });
      const worded = items.map((finding) => wordedFinding(finding, messages));
      return respondCached(c, format === "json" ? JSON.stringify(worded) : findingsTable(worded), {
        contentType: format === "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
        cacheControl: "private, no-cache",
        headers: {
          "content-disposition": `attachment; filename="findings.${format}"`,
          vary: "Accept-Language",
        },
      });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/findings/concepts",
      permission: "read",
      tags,
      summary: "Which concepts go wrong in which documents, and how often",
      request: { query: z.object({ collection: AnyId.exactOptional() }) },
      responses: answers(z.object({ items: z.array(ConceptFindingsSchema) }), "Counts of open findings"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json(
        { items: await countConceptFindingsByDocument(context, actor, c.req.valid("query")) },
        200,
      );
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/findings/ignore",
      permission: "translate",
      tags,
      summary: "Live with several findings for one reason: with all of them or with none",
      request: json(z.strictObject({ findings: FindingIds, reason: Reason })),
      responses: answers(z.object({ items: z.array(FindingSchema) }), "The findings, ignored"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { findings, reason } = c.req.valid("json");
      const items = await ignoreFindings(context, actor, findings, reason);
      return c.json({ items: items.map((finding) => wordedFinding(finding, messages)) }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/findings/heed",
      permission: "translate",
      tags,
      summary: "Take heed of several findings again: of all of them or of none",
      request: json(z.strictObject({ findings: FindingIds })),
      responses: answers(z.object({ items: z.array(FindingSchema) }), "The findings"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const items = await unignoreFindings(context, actor, c.req.valid("json").findings);
      return c.json({ items: items.map((finding) => wordedFinding(finding, messages)) }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/findings/{finding}/ignore",
      permission: "translate",
      tags,
      summary: "Live with a finding for as long as its texts stay as they are",
      request: { params, ...json(z.strictObject({ reason: Reason })) },
      responses: answers(FindingSchema, "The finding, ignored"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { reason } = c.req.valid("json");
      const found = await ignoreFindings(context, actor, [c.req.valid("param").finding], reason);
      return c.json(wordedFinding(only(found), messages), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/findings/{finding}/ignore",
      permission: "translate",
      tags,
      summary: "Take heed of a finding again",
      request: { params },
      responses: answers(FindingSchema, "The finding"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const found = await unignoreFindings(context, actor, [c.req.valid("param").finding]);
      return c.json(wordedFinding(only(found), messages), 200);
    },
  );

/** What became of the one finding that was named. */
function only([finding]: readonly FindingView[]): FindingView {
  if (finding === undefined) throw new Error("a finding that was named is neither there nor missing");
  return finding;
}
