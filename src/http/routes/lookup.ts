import { z } from "@hono/zod-openapi";
import { MOST_ORDER, MOST_PENALTY } from "../../domain/standing.ts";
import { ORIGINS } from "../../domain/unit.ts";
import { type Explanation, MATCH_KINDS, PENALTY_NAMES } from "../../matching/score.ts";
import { lookup, LOOKUP_LIMITS, type LookupResult, type Match } from "../../services/memory/lookup.ts";
import { MEBIBYTE } from "../body.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, byLanguage, ContentSchema, LanguageSchema, LanguageTag, StateSchema } from "./schemas.ts";

const tags = ["lookup"];
const Text = z.string().max(LOOKUP_LIMITS.text);

/** A text to look for, with what stands around it. */
export const LookupSegmentSchema = z.strictObject({
  text: z.union([Text, ContentSchema]),
  previous: Text.exactOptional().openapi({
    description: "The segment before it; empty at the start of a text",
  }),
  next: Text.exactOptional(),
  also: z.strictObject({ language: LanguageTag, text: Text }).exactOptional().openapi({
    description: "The same sentence in another language: units that agree with both come first",
  }),
});

const LookupSchema = z
  .strictObject({
    source: LanguageTag,
    targets: z
      .array(LanguageTag)
      .max(3)
      .exactOptional()
      .openapi({ description: "All other languages unless told" }),
    segments: z.array(LookupSegmentSchema).max(LOOKUP_LIMITS.segments),
    threshold: z
      .number()
      .min(LOOKUP_LIMITS.threshold)
      .max(1)
      .exactOptional()
      .openapi({ description: "Of the score; 0.7 unless told" }),
    limit: z
      .int()
      .min(1)
      .max(LOOKUP_LIMITS.matches)
      .exactOptional()
      .openapi({ description: "Matches per segment; 5 unless told" }),
    collections: z.array(AnyId).max(100).exactOptional(),
    standings: z
      .record(
        AnyId,
        z.strictObject({
          order: z.number().min(-MOST_ORDER).max(MOST_ORDER).exactOptional(),
          penalty: z.number().min(0).max(MOST_PENALTY).exactOptional(),
        }),
      )
      .exactOptional()
      .openapi({
        description:
          "By collection, instead of its own settings: of equal scores the lower `order` comes first, and `penalty` takes points off",
      }),
    exclude: z
      .array(AnyId)
      .max(LOOKUP_LIMITS.exclude)
      .exactOptional()
      .openapi({ description: "Units that are no answer, as that which is being translated" }),
    pivot: z
      .boolean()
      .exactOptional()
      .openapi({ description: "Whether to look through a third language; yes unless told" }),
    explain: z
      .boolean()
      .exactOptional()
      .openapi({ description: "Whether to say where the texts differ; yes unless told" }),
  })
  .openapi("Lookup");

/** More segments than a person looks up at once. */
export const LargeBatch = z.object({ segments: z.array(z.unknown()).min(20) });

const SourceText = { language: LanguageSchema, text: z.string() };

const PenaltySchema = z
  .object({ name: z.enum(PENALTY_NAMES), points: z.number() })
  .openapi("MatchPenalty", { description: "What takes points off a match" });

const SpanSchema = z.object({ start: z.int(), end: z.int() }).openapi("MatchSpan", {
  description: "UTF-16 offsets into the text without its codes; the end is exclusive",
});
const NumberSchema = z.object({ start: z.int(), end: z.int(), value: z.string() });

const ExplanationSchema: z.ZodType<Explanation> = z
  .object({
    similarity: z.number().openapi({ description: "Per cent, of the texts in comparable form" }),
    base: z.number().openapi({ description: "The score is this less all penalties" }),
    edits: z.array(z.object({ query: SpanSchema, source: SpanSchema })),
    numbers: z
      .array(z.object({ query: NumberSchema.exactOptional(), source: NumberSchema.exactOptional() }))
      .exactOptional()
      .openapi({ description: "Numbers of either text that the other has not" }),
    codes: z
      .object({ query: z.array(z.string()), source: z.array(z.string()) })
      .exactOptional()
      .openapi({ description: "Kinds of the inline codes, where they differ or stand elsewhere" }),
    penalties: z.array(PenaltySchema),
  })
  .openapi("MatchExplanation", { description: "Where the texts differ, and what points that took" });

/** Fields of a target of a match. */
export const targetShape = {
  text: z.string(),
  score: z.number().openapi({ description: "Of this target; the match has that of its best one" }),
  penalties: z.array(PenaltySchema),
  content: ContentSchema.exactOptional(),
  state: StateSchema,
  version: z.int(),
  author: z.string(),
  time: z.string(),
  origin: z.enum(ORIGINS),
  adapted: z.literal(true).exactOptional().openapi({ description: "Its numbers are those of the query" }),
  original: z.string().exactOptional(),
  stale: z.literal(true).exactOptional(),
};
const TargetSchema = z.object(targetShape).openapi("MatchTarget");

/** Fields of a match. */
export const matchShape = {
  score: z.number(),
  kind: z.enum(MATCH_KINDS),
  unit: z.string(),
  document: z.string(),
  collection: z.string(),
  source: z.object({ ...SourceText, content: ContentSchema.exactOptional() }),
  targets: byLanguage(TargetSchema),
  time: z.string(),
  occurrences: z.int(),
  ambiguous: z.literal(true).exactOptional(),
  via: z.object({ ...SourceText, unit: z.string() }).exactOptional(),
  also: z.number().exactOptional(),
  explanation: ExplanationSchema.exactOptional(),
};
const MatchSchema: z.ZodType<Match> = z.object(matchShape).openapi("Match");

const ResultSchema: z.ZodType<LookupResult> = z
  .object({
    matches: z.array(MatchSchema),
    truncated: z.boolean().openapi({ description: "More matches than `limit` were above the threshold" }),
  })
  .openapi("LookupResult");

export const lookupRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/lookup",
    operationId: "lookupSegments",
    permission: "read",
    heavy: (body) => LargeBatch.safeParse(body).success,
    tags,
    summary: "What was said before: units with the same or a similar text, best first, for each segment",
    limit: 8 * MEBIBYTE,
    request: json(LookupSchema),
    responses: answers(
      z.object({ results: z.array(ResultSchema) }),
      "One result per segment, in their order",
    ),
  }),
  async (c) => c.json({ results: await lookup(c.var.context, c.var.actor, c.req.valid("json")) }, 200),
);
