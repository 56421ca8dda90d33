import { z } from "@hono/zod-openapi";
import { CHECK_IDS, SEVERITIES } from "../../domain/finding.ts";
import { type FindingCounts, listFindings } from "../../services/quality/list-findings.ts";
import type { FindingView } from "../../services/quality/finding-view.ts";
import { countConceptFindingsByDocument } from "../../services/quality/count-concept-findings.ts";
import { unignoreFindings } from "../../services/quality/unignore-findings.ts";
import { learnWord } from "../../services/quality/learn-word.ts";
import { ignoreFindings } from "../../services/quality/ignore-findings.ts";
import type { ConceptFindings } from "../../storage/rows/findings.ts";
import { WHOLE_LIST } from "../../services/context.ts";
import { respondTable } from "../table-answer.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, Flag, LanguageTag, limitUpTo } from "./schemas.ts";
import { findingShape, wordedFinding } from "./finding-schema.ts";

const tags = ["checks"];
const params = z.object({ finding: AnyId });

type Worded<F> = F & { readonly key: string };

const FindingSchema: z.ZodType<Worded<FindingView>> = z
  .object({
    ...findingShape,
    id: z.string(),
    document: z.string(),
    ignored: z.object({ reason: z.string(), time: z.string(), author: z.string() }).exactOptional(),
  })
  .openapi("Finding");

/** Largest number of findings in one call. */
const MOST_FINDINGS = 5000;
const FindingIds = z.array(AnyId).min(1).max(MOST_FINDINGS).readonly();
const Reason = z.string().trim().max(2000).default("");

const ConceptFindingsSchema: z.ZodType<ConceptFindings> = z
  .object({ concept: z.string(), document: z.string(), count: z.int() })
  .openapi("ConceptFindings");

const counts = z.record(z.string(), z.int());
const CountsSchema: z.ZodType<FindingCounts> = z.object({
  total: z.int(),
  checks: counts,
  documents: counts,
  severities: counts,
  languages: counts,
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

const findingsRows = (findings: readonly FindingView[]): (readonly string[])[] => [
  COLUMNS,
  ...findings.map((finding) => [
    finding.document,
    finding.unit,
    finding.check,
    finding.severity,
    finding.certainty,
    finding.languages.join(" "),
    finding.message,
    finding.ignored?.reason ?? "",
  ]),
];

export const findingRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/findings",
      operationId: "listFindings",
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
      operationId: "exportFindings",
      permission: "read",
      heavy: true,
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
          content: {
            "text/csv": { schema: { type: "string" as const } },
            "application/json": { schema: z.array(FindingSchema) },
          },
        },
        304: { description: "The findings have not changed" },
      },
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { format, ...query } = c.req.valid("query");
      const { items } = await listFindings(context, actor, { ...query, limit: WHOLE_LIST });
      const worded = items.map((finding) => wordedFinding(finding, messages));
      return respondTable(c, { name: "findings", format, items: worded, rows: () => findingsRows(worded) });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/findings/concepts",
      operationId: "countConceptFindings",
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
      operationId: "ignoreFindings",
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
      operationId: "unignoreFindings",
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
      operationId: "ignoreFinding",
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
      method: "post",
      path: "/api/v1/findings/{finding}/learn",
      operationId: "learnWord",
      permission: "translate",
      tags,
      summary: "Add the word of a finding about spelling to the dictionary of the collection",
      request: { params },
      responses: answers(z.object({ words: z.array(z.string()).readonly() }), "The words of the collection"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json({ words: await learnWord(context, actor, c.req.valid("param").finding) }, 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/findings/{finding}/ignore",
      operationId: "unignoreFinding",
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

/** The result for a request with one finding. */
function only([finding]: readonly FindingView[]): FindingView {
  if (finding === undefined) throw new Error("a finding that was named is neither there nor missing");
  return finding;
}
