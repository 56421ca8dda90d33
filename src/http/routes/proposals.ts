import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import type { Messages } from "../../messages/messages.ts";
import { isOwn } from "../../services/access/ownership.ts";
import { visibleProposal } from "../../services/proposals/visible-proposal.ts";
import { getProposal } from "../../services/proposals/get-proposal.ts";
import { listProposals, type ProposalSummary } from "../../services/proposals/list-proposals.ts";
import type { ProposedTranslation } from "../../services/proposals/plan-proposal.ts";
import { PROPOSAL_LIMITS, propose } from "../../services/proposals/propose.ts";
import { CONCEPT_RESULTS, type Receipt } from "../../services/proposals/receipt.ts";
import { undoProposal } from "../../services/proposals/undo-proposal.ts";
import { MEBIBYTE } from "../body.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { ConceptDraftSchema } from "./concept-schema.ts";
import { CountsSchema, EntrySchema, wordedEntry, wordedProblem } from "./import-report-schema.ts";
import { AnyId, ContentSchema, LanguageTag, limitUpTo, listOf, Name, ProblemWords } from "./schemas.ts";

const tags = ["agents"];
const params = z.object({ proposal: AnyId });

const TranslationSchema: z.ZodType<ProposedTranslation, object> = z
  .strictObject({
    unit: AnyId,
    language: LanguageTag,
    text: z.string().max(200_000).exactOptional().openapi({ description: "A text without inline codes" }),
    content: ContentSchema.exactOptional().openapi({ description: "A text with inline codes" }),
    source: LanguageTag.exactOptional().openapi({ description: "The language that it was translated from" }),
  })
  .openapi("ProposedTranslation");

const WantedSchema = z
  .strictObject({
    work: Name.exactOptional().openapi({
      description: "Name of the work: all calls with the same name belong to one receipt",
    }),
    translations: z.array(TranslationSchema).max(PROPOSAL_LIMITS.translations).default([]),
    concepts: z
      .array(ConceptDraftSchema.omit({ status: true }).openapi("ProposedConcept"))
      .max(PROPOSAL_LIMITS.concepts)
      .default([]),
  })
  .openapi("WantedProposal");

const head = {
  proposal: z.string(),
  work: z.string().exactOptional(),
  author: z.string(),
  time: z.string(),
  undone: z.string().nullable().openapi({ description: "When it was undone" }),
  counts: CountsSchema,
};

const ReceiptSchema: z.ZodType<WordedReceipt> = z
  .object({
    ...head,
    imports: z.array(z.string()),
    units: z.array(EntrySchema),
    concepts: z.array(
      z.object({
        concept: z.string().exactOptional(),
        result: z.enum(CONCEPT_RESULTS),
        problem: ProblemWords.exactOptional(),
      }),
    ),
    remaining: z.int().exactOptional().openapi({
      description: "Of an undo: parts that are left; send the same request again",
    }),
  })
  .openapi("Receipt");

const SummarySchema: z.ZodType<ProposalSummary> = z
  .object({ ...head, concepts: z.int() })
  .openapi("ProposalSummary");

export const proposalRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/proposals",
      operationId: "listProposals",
      permission: "read",
      tags,
      summary: "What agents have proposed, newest first",
      request: {
        query: z.object({
          before: AnyId.exactOptional().openapi({ description: "Id of the proposal to go on from" }),
          limit: limitUpTo(200, 50),
        }),
      },
      responses: answers(listOf(SummarySchema), "Proposals"),
    }),
    async (c) => c.json(await listProposals(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/proposals",
      operationId: "createProposal",
      permission: "propose",
      heavy: true,
      limit: 4 * MEBIBYTE,
      tags,
      summary: "Propose translations and concepts; people confirm them or take them all back",
      description:
        "A translation fills an empty place in state `initial` and is no part of the memory before a person confirms it. " +
        "Beside a text by a person it becomes a suggestion (`conflict`). A concept waits for approval.",
      request: json(WantedSchema),
      responses: answers(ReceiptSchema, "The receipt of this call"),
    }),
    async (c) => {
      const receipt = await propose(c.var.context, c.var.actor, c.req.valid("json"));
      return c.json(worded(receipt, c.var.messages), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/proposals/{proposal}",
      operationId: "getProposal",
      permission: "read",
      heavy: true,
      tags,
      summary: "The whole receipt of an agent's work",
      request: { params },
      responses: answers(ReceiptSchema, "The receipt"),
    }),
    async (c) => {
      const receipt = await getProposal(c.var.context, c.var.actor, c.req.valid("param").proposal);
      return c.json(worded(receipt, c.var.messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/proposals/{proposal}/undo",
      operationId: "undoProposal",
      permission: "propose",
      heavy: true,
      tags,
      summary: "Take an agent's whole work back; what people changed since stays and is listed",
      description: "Who may not review takes back their own proposals alone.",
      request: { params },
      responses: answers(ReceiptSchema, "What became of each unit and concept"),
    }),
    async (c) => {
      const { context, actor, may, messages } = c.var;
      const id = c.req.valid("param").proposal;
      const proposal = await visibleProposal(context, actor, id);
      if (!isOwn(actor, proposal) && !may("review")) throw new Problem("forbidden");
      const isByToken = c.var.principal.kind !== "session";
      return c.json(worded(await undoProposal(context, actor, id, isByToken), messages), 200);
    },
  );

type WordedReceipt = ReturnType<typeof worded>;

/** Adds texts in the reader's language to the problems of a receipt. */
function worded(receipt: Receipt, texts: Messages) {
  return {
    ...receipt,
    imports: [...receipt.imports],
    units: receipt.units.map((entry) => wordedEntry(entry, texts)),
    concepts: receipt.concepts.map(({ problem, ...entry }) => ({
      ...entry,
      ...(problem === undefined ? {} : { problem: wordedProblem(problem, texts) }),
    })),
  };
}
