import { z } from "@hono/zod-openapi";
import type { CandidatePage } from "../../services/candidates/find-candidates.ts";
import { listRefused, type RefusedView } from "../../services/candidates/list-refused.ts";
import { refuseCandidate } from "../../services/candidates/refuse-candidate.ts";
import { MEBIBYTE } from "../body.ts";
import { longAnswers, respondLong } from "../long-work.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, byLanguage, LanguageSchema, LanguageTag } from "./schemas.ts";

const tags = ["glossary"];

const oneOrMore = z.union([AnyId, z.array(AnyId).min(1).max(1000)]).transform((given) => [given].flat());
const Text = z.union([z.string(), z.array(z.string().max(200_000)).max(200_000).readonly()]);

const RequestSchema = z
  .strictObject({
    texts: byLanguage(Text).exactOptional().openapi({
      description:
        "Texts that are not stored. A string is cut into sentences; texts in several languages are aligned, and lists of one length are units already.",
    }),
    document: oneOrMore.exactOptional().openapi({ description: "Stored documents, by id" }),
    collection: oneOrMore.exactOptional().openapi({
      description:
        "Stored collections, by id; without texts, documents and collections all that the caller may see",
    }),
    languages: z.array(LanguageTag).min(1).max(3).exactOptional().openapi({
      description: "All languages with texts by default; with two or three the candidates are paired",
    }),
    least: z.int().min(1).max(1000).default(1).openapi({ description: "Least number of occurrences" }),
    known: z.boolean().default(true).openapi({ description: "False leaves out what the glossary has" }),
    refused: z.boolean().default(false).openapi({ description: "True includes what somebody has refused" }),
    limit: z.int().min(1).max(1000).default(100),
    after: z.string().max(20).exactOptional().openapi({
      description:
        "`next` of the page before. Over stored units the order of the first page is kept for ten minutes; given texts are kept nowhere",
    }),
  })
  .openapi("CandidateRequest");

const Range = z.tuple([z.int(), z.int()]).readonly();

const PageSchema: z.ZodType<CandidatePage> = z
  .object({
    candidates: z.array(
      z
        .object({
          terms: byLanguage(z.string()),
          score: z.number(),
          frequency: z.int(),
          documents: z.int(),
          known: z.boolean(),
          concept: z.string().exactOptional(),
          refused: z.boolean(),
          agreement: z
            .number()
            .exactOptional()
            .openapi({ description: "0 … 1: how sure it is that the terms translate each other" }),
          forms: byLanguage(z.array(z.string()).readonly()),
          alternatives: z
            .array(z.object({ language: LanguageSchema, text: z.string(), units: z.int() }))
            .readonly(),
          evidence: z
            .array(
              z.object({
                unit: z.string().exactOptional(),
                document: z.string().exactOptional(),
                texts: byLanguage(z.string()),
                ranges: byLanguage(Range),
              }),
            )
            .readonly(),
        })
        .openapi("Candidate"),
    ),
    total: z.int(),
    units: z.int(),
    next: z.string().nullable(),
  })
  .openapi("Candidates");

const RefusedSchema: z.ZodType<RefusedView> = z
  .object({
    collection: z.string().exactOptional(),
    language: LanguageSchema,
    term: z.string(),
    author: z.string(),
    time: z.string(),
  })
  .openapi("RefusedTerm");

export const candidateRoutes = routes()
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/candidates",
      operationId: "findCandidates",
      permission: "read",
      heavy: true,
      limit: 32 * MEBIBYTE,
      tags,
      summary: "Find phrases that may be terms, the best first, in one language or paired over two or three",
      request: json(RequestSchema),
      responses: longAnswers(PageSchema, "Candidates with their evidence"),
    }),
    async (c) => {
      const { document, collection, ...query } = c.req.valid("json");
      const source = {
        ...query,
        ...(document === undefined ? {} : { documents: document }),
        ...(collection === undefined ? {} : { collections: collection }),
      };
      const { findCandidates } = await import("../../services/candidates/find-candidates.ts");
      return respondLong(c, (control) => findCandidates(c.var.context, c.var.actor, source, control));
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/candidates/refused",
      operationId: "listRefusedCandidates",
      permission: "read",
      tags,
      summary: "Terms that are no candidates any more, newest first",
      request: { query: z.object({ collection: AnyId.exactOptional() }) },
      responses: answers(z.object({ items: z.array(RefusedSchema), next: z.null() }), "Refused terms"),
    }),
    async (c) => {
      const { collection } = c.req.valid("query");
      const items = await listRefused(c.var.context, c.var.actor, collection);
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/candidates/refused",
      operationId: "refuseCandidate",
      permission: "terminology",
      tags,
      summary: "Remember that a candidate is no term, in a collection or everywhere; or take that back",
      request: json(
        z
          .strictObject({
            terms: byLanguage(z.string().trim().min(1).max(500)),
            collection: AnyId.exactOptional(),
            refused: z.boolean().default(true).openapi({ description: "False takes the refusal back" }),
          })
          .openapi("CandidateRefusal"),
      ),
      responses: answers(z.object({ refused: z.boolean() }), "What holds now"),
    }),
    async (c) => {
      const refusal = c.req.valid("json");
      await refuseCandidate(c.var.context, c.var.actor, refusal);
      return c.json({ refused: refusal.refused }, 200);
    },
  );
