import { z } from "@hono/zod-openapi";
import { ADMINISTRATIVE_STATUSES } from "../../domain/concept.ts";
import { CERTAINTIES, CHECK_IDS } from "../../domain/finding.ts";
import { LANGUAGES } from "../../domain/language.ts";
import {
  type Brief,
  brief,
  type BriefMatch,
  BRIEF_LIMITS,
  MEASURES,
  targetsOf,
} from "../../services/memory/brief.ts";
import { LOOKUP_LIMITS } from "../../services/memory/lookup.ts";
import { briefMarkdown } from "../brief-markdown.ts";
import { MEBIBYTE } from "../body.ts";
import { json, operation, routes } from "../operation.ts";
import { LargeBatch, LookupSegmentSchema, matchShape, targetShape } from "./lookup.ts";
import { AnyId, byLanguage, LanguageTag, StateSchema } from "./schemas.ts";

const MARKDOWN = "text/markdown";

const RequestSchema = z
  .strictObject({
    source: LanguageTag,
    targets: z
      .array(LanguageTag)
      .max(LANGUAGES.length)
      .exactOptional()
      .openapi({ description: "All other languages unless told" }),
    segments: z
      .array(z.union([LookupSegmentSchema, z.strictObject({ unit: AnyId })]))
      .min(1)
      .max(BRIEF_LIMITS.segments)
      .openapi({ description: "Texts, or ids of stored units" }),
    document: AnyId.exactOptional().openapi({
      description: "The document of the texts: it gives neighbours, the third language and the checks",
    }),
    collections: z.array(AnyId).max(100).exactOptional(),
    limit: z
      .int()
      .min(1)
      .max(LOOKUP_LIMITS.matches)
      .exactOptional()
      .openapi({ description: "Matches per segment; 3 unless told" }),
    from: z.int().min(1).exactOptional().openapi({
      description: "Number of the first segment in Markdown; later parts of a text have no title",
    }),
    budget: z
      .int()
      .min(100)
      .max(BRIEF_LIMITS.budget)
      .exactOptional()
      .openapi({ description: "Size of all briefs together; the most useful comes in first" }),
    measure: z
      .enum(MEASURES)
      .exactOptional()
      .openapi({ description: "What the budget counts; characters of JSON unless told" }),
  })
  .openapi("BriefRequest");

/** Where the budget leaves out details, a match has the fields that are always there. */
const BriefMatchSchema: z.ZodType<BriefMatch> = z
  .object({
    ...matchShape,
    document: matchShape.document.exactOptional(),
    collection: matchShape.collection.exactOptional(),
    time: matchShape.time.exactOptional(),
    occurrences: matchShape.occurrences.exactOptional(),
    targets: byLanguage(
      z
        .object({
          ...targetShape,
          score: targetShape.score.exactOptional(),
          penalties: targetShape.penalties.exactOptional(),
          version: targetShape.version.exactOptional(),
          author: targetShape.author.exactOptional(),
          time: targetShape.time.exactOptional(),
          origin: targetShape.origin.exactOptional(),
        })
        .openapi("BriefMatchTarget"),
    ),
  })
  .openapi("BriefMatch", { description: "A match of a lookup; details are absent where the budget ends" });

const AllowedTermSchema = z
  .object({
    text: z.string(),
    status: z.enum(ADMINISTRATIVE_STATUSES),
    forms: z.array(z.string()),
    grammar: z.record(z.string(), z.string()).openapi({ description: "Forms by number and case" }),
    by: z.string().exactOptional().openapi({ description: "Who prescribes it" }),
    since: z.string().exactOptional(),
  })
  .openapi("AllowedTerm");

const BriefSchema: z.ZodType<Brief> = z
  .object({
    text: z.string(),
    unit: z.string().exactOptional(),
    matches: z.array(BriefMatchSchema),
    terms: z.array(
      z
        .object({
          concept: z.string(),
          source: z.object({
            text: z.string(),
            start: z.int(),
            end: z.int().openapi({ description: "UTF-16 offsets; the end is exclusive" }),
            certainty: z.enum(CERTAINTIES),
            occurrences: z.int(),
          }),
          mandatory: z.boolean(),
          targets: byLanguage(z.array(AllowedTermSchema)),
          forbidden: byLanguage(z.array(z.string())),
          definitions: byLanguage(z.string()),
        })
        .openapi("BriefTerm"),
    ),
    numbers: z.array(
      z
        .object({
          source: z.string(),
          start: z.int(),
          end: z.int(),
          targets: byLanguage(z.array(z.string())),
        })
        .openapi("BriefNumber", { description: "The usual notation of each target language first" }),
    ),
    neighbours: z.object({ previous: z.string().exactOptional(), next: z.string().exactOptional() }),
    other: byLanguage(z.string()).openapi({ description: "What the third language says" }),
    current: byLanguage(z.object({ text: z.string(), state: StateSchema })),
    codes: z.array(
      z.object({
        kind: z.enum(["ph", "open", "close", "break"]),
        id: z.string(),
        element: z.string(),
        data: z.string().exactOptional(),
      }),
    ),
    checks: z.array(z.enum(CHECK_IDS)),
    truncated: z.boolean().openapi({ description: "Something was left out because of the budget" }),
  })
  .openapi("Brief");

export const briefRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/brief",
    operationId: "briefSegments",
    permission: "read",
    heavy: (body) => LargeBatch.safeParse(body).success,
    tags: ["lookup"],
    summary: "All that one has to know to translate segments: matches, terms, numbers, neighbours, checks",
    limit: 8 * MEBIBYTE,
    request: json(RequestSchema),
    responses: {
      200: {
        description: "One brief per segment, in their order; as Markdown where it is asked for",
        content: {
          "application/json": { schema: z.object({ segments: z.array(BriefSchema) }) },
          [MARKDOWN]: { schema: { type: "string" as const } },
        },
      },
    },
  }),
  async (c) => {
    const { from = 1, ...wanted } = c.req.valid("json");
    const segments = await brief(c.var.context, c.var.actor, wanted);
    c.header("vary", "Accept, Accept-Language");
    if (!(c.req.header("accept") ?? "").includes(MARKDOWN)) return c.json({ segments }, 200);
    const about = { source: wanted.source, targets: targetsOf(wanted), from };
    const markdown = briefMarkdown(segments, about, c.var.messages.t);
    return c.body(markdown, 200, { "content-type": `${MARKDOWN}; charset=UTF-8` });
  },
);
