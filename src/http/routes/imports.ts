import { z } from "@hono/zod-openapi";
import { DECISION_KINDS, IMPORT_KINDS } from "../../domain/import.ts";
import { Problem } from "../../domain/problem.ts";
import { isOwn } from "../../services/access/ownership.ts";
import { getImport } from "../../services/imports/get-import.ts";
import { type ImportSummary, listImports } from "../../services/imports/list-imports.ts";
import { type ConceptDifference, importedConcepts } from "../../services/glossary/imported-concepts.ts";
import type { ImportReport } from "../../services/imports/import-report.ts";
import { undoWholeImport } from "../../services/imports/undo-whole-import.ts";
import type { Receipt } from "../../services/proposals/receipt.ts";
import { undoProposal } from "../../services/proposals/undo-proposal.ts";
import { longAnswers, respondLong } from "../long-work.ts";
import { answers, operation, routes } from "../operation.ts";
import { AfterConcept, BareConceptSchema } from "./concept-schema.ts";
import { CountsSchema, ReportSchema, wordedReport } from "./import-report-schema.ts";
import { AnyId, Flag, limitUpTo, listOf } from "./schemas.ts";

const tags = ["history"];
const params = z.object({ import: AnyId });

const ImportSchema: z.ZodType<ImportSummary> = z
  .object({
    id: z.string(),
    kind: z.enum(IMPORT_KINDS),
    document: z.string().nullable().openapi({ description: "`null`: a write to the glossary" }),
    collection: z.string().nullable(),
    concept: z.string().exactOptional().openapi({ description: "In a write to one concept: its id" }),
    decision: z.enum(DECISION_KINDS).exactOptional().openapi({
      description: "It writes no texts but decisions: errors marked, or duplicates marked as meant",
    }),
    author: z.string().openapi({ description: "Present name of the person or program" }),
    person: z.string().exactOptional().openapi({ description: "Id of the person or program" }),
    time: z.string(),
    counts: CountsSchema,
    undone: z.boolean(),
    filename: z.string().exactOptional(),
    format: z.string().exactOptional(),
    source: z.string().exactOptional(),
    target: z.string().exactOptional(),
    undoes: z.string().exactOptional(),
    undoneBy: z.string().exactOptional(),
    proposal: z
      .string()
      .exactOptional()
      .openapi({ description: "The agent's proposal that it belongs to, or that the agent took back by it" }),
  })
  .openapi("Import");

const ConceptDifferenceSchema: z.ZodType<ConceptDifference> = z
  .object({
    concept: z.string(),
    name: z.string().openapi({ description: "The best term of each language" }),
    before: BareConceptSchema.nullable(),
    after: BareConceptSchema.nullable(),
  })
  .openapi("ConceptDifference");

export const importRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/imports",
      operationId: "listImports",
      permission: "read",
      tags,
      summary:
        "Every write: pushes, uploads, edits, alignments, changes of the glossary, undos; newest first",
      request: {
        query: z.object({
          document: AnyId.exactOptional(),
          glossary: Flag.exactOptional().openapi({ description: "Only writes to the glossary" }),
          before: AnyId.exactOptional().openapi({ description: "Id of the import to go on from" }),
          limit: limitUpTo(500, 50),
        }),
      },
      responses: answers(listOf(ImportSchema), "Imports"),
    }),
    async (c) => c.json(await listImports(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/imports/{import}",
      operationId: "getImport",
      permission: "read",
      heavy: true,
      tags,
      summary: "One import with its report",
      request: { params },
      responses: answers(z.intersection(ImportSchema, z.object({ report: ReportSchema })), "The import"),
    }),
    async (c) => {
      const found = await getImport(c.var.context, c.var.actor, c.req.valid("param").import);
      return c.json({ ...found.import, report: wordedReport(found.report, c.var.messages) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/imports/{import}/concepts",
      operationId: "listImportedConcepts",
      permission: "read",
      heavy: true,
      tags,
      summary: "What an import changed in the glossary: each concept before and after it",
      request: {
        params,
        query: z.object({
          after: AfterConcept.exactOptional().openapi({ description: "Id of the concept to go on from" }),
          limit: limitUpTo(500, 50),
        }),
      },
      responses: answers(listOf(ConceptDifferenceSchema), "Concepts in the order of their ids"),
    }),
    async (c) =>
      c.json(
        await importedConcepts(c.var.context, c.var.actor, c.req.valid("param").import, c.req.valid("query")),
        200,
      ),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/imports/{import}/undo",
      operationId: "undoImport",
      permission: "propose",
      heavy: true,
      tags,
      summary: "Take an import back as a whole; what others changed since stays and is listed",
      description:
        "Who may not review takes back their own imports alone; of the glossary, who may not approve terms. An agent's import is taken back with its whole proposal.",
      request: { params },
      responses: longAnswers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { context, actor, may, messages, principal } = c.var;
      const id = c.req.valid("param").import;
      const isByToken = principal.kind !== "session";
      const { import: wanted } = await getImport(context, actor, id);
      const approves = may("terminology");
      const mayUndoAll = wanted.document === null ? approves : may("review");
      if (!isOwn(actor, wanted) && !mayUndoAll) throw new Problem("forbidden");
      return respondLong(c, async (control) => {
        const report =
          wanted.proposal === undefined || wanted.kind === "undo"
            ? await undoWholeImport(context, actor, id, { ...control, approves })
            : asReport(await undoProposal(context, actor, wanted.proposal, isByToken));
        return wordedReport(report, messages);
      });
    },
  );

/** The report of an undone proposal, without its concepts. */
const asReport = ({ imports, counts, units, remaining = 0 }: Receipt): ImportReport => ({
  import: imports[0] ?? null,
  undone: false,
  remaining,
  counts,
  units,
  warnings: [],
  skippedLanguages: {},
});
