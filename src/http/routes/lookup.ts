import { z } from "@hono/zod-openapi";
import { CONCORDANCE_MODES } from "../../domain/concordance.ts";
import { Problem } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import { ORIGINS } from "../../domain/unit.ts";
import { type AnalysisReport, type Band, BANDS } from "../../matching/leverage.ts";
import { type Explanation, MATCH_KINDS, PENALTY_NAMES } from "../../matching/score.ts";
import { type Analysis, type AnalysisControl, analyse } from "../../services/memory/analyse.ts";
import { concordance, CONCORDANCE_LIMITS, type ConcordancePage } from "../../services/memory/concordance.ts";
import { lookup, LOOKUP_LIMITS, type LookupResult } from "../../services/memory/lookup.ts";
import { MEBIBYTE, readForm } from "../body.ts";
import type { RequestIn } from "../environment.ts";
import { LINES, respondLines, wantsLines } from "../long-work.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { invalidFields } from "../problems.ts";
import { UPLOAD_LIMIT } from "../uploads.ts";
import {
  AnyId,
  byLanguage,
  ContentSchema,
  LanguageSchema,
  LanguageTag,
  limitUpTo,
  StateSchema,
} from "./schemas.ts";

const tags = ["lookup"];
const Text = z.string().max(LOOKUP_LIMITS.text);

const LookupSchema = z
  .strictObject({
    source: LanguageTag,
    targets: z
      .array(LanguageTag)
      .max(3)
      .exactOptional()
      .openapi({ description: "All other languages unless told" }),
    segments: z
      .array(
        z.strictObject({
          text: z.union([Text, ContentSchema]),
          previous: Text.exactOptional().openapi({
            description: "The segment before it; empty at the start of a text",
          }),
          next: Text.exactOptional(),
          also: z.strictObject({ language: LanguageTag, text: Text }).exactOptional().openapi({
            description: "The same sentence in another language: units that agree with both come first",
          }),
        }),
      )
      .max(LOOKUP_LIMITS.segments),
    threshold: z
      .number()
      .min(0)
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

const TargetSchema = z
  .object({
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
  })
  .openapi("MatchTarget");

const ResultSchema: z.ZodType<LookupResult> = z
  .object({
    matches: z.array(
      z
        .object({
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
        })
        .openapi("Match"),
    ),
    truncated: z.boolean().openapi({ description: "More matches than `limit` were above the threshold" }),
  })
  .openapi("LookupResult");

const CountSchema = z.object({
  segments: z.int(),
  words: z.int().openapi({
    description:
      "What stands between white space and has a letter or a digit; of Chinese each Han character, and each other word between them. Inline codes are none",
  }),
  characters: z.int().openapi({ description: "Without white space, with punctuation" }),
});
const BandsSchema = z.object(
  Object.fromEntries(BANDS.map((band) => [band, CountSchema])) as Record<Band, typeof CountSchema>,
);

const AnalysisSchema: z.ZodType<AnalysisReport> = z
  .object({
    source: LanguageSchema,
    target: LanguageSchema.nullable(),
    files: z.array(
      z.object({
        name: z.string(),
        bands: BandsSchema,
        total: CountSchema,
        rejected: z.int().openapi({ description: "Units that could not be read: they stand in no band" }),
      }),
    ),
    bands: BandsSchema,
    total: CountSchema,
  })
  .openapi("Analysis");

const ConcordanceSchema: z.ZodType<ConcordancePage> = z
  .object({
    items: z.array(
      z.object({
        unit: z.string(),
        document: z.string(),
        collection: z.string(),
        key: z.string(),
        variants: byLanguage(
          z.object({
            text: z.string(),
            content: ContentSchema.exactOptional(),
            state: StateSchema,
            author: z.string(),
            time: z.string(),
            hits: z
              .array(
                z.object({
                  start: z.int(),
                  end: z.int(),
                  kind: z.enum(["word", "inflected", "apart", "part"]),
                }),
              )
              .openapi({
                description:
                  "UTF-16 offsets into the text; the end is exclusive. As it was asked for; in another form; a word that the others are not beside; a piece of a word",
              }),
          }),
        ),
      }),
    ),
    total: z.int(),
    complete: z.boolean().openapi({ description: "Whether `total` is all there is" }),
    next: z.string().nullable(),
  })
  .openapi("ConcordancePage");

/** One collection, or several in parameters of the same name. */
const Collections = z
  .union([AnyId, z.array(AnyId).max(100)])
  .transform((given) => [given].flat())
  .exactOptional()
  .openapi({ type: "array", items: { type: "string" } });

const AnalysisOptions = z.object({
  source: LanguageTag,
  target: LanguageTag.exactOptional(),
  collection: Collections,
});

export const lookupRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concordance",
      permission: "read",
      tags,
      summary:
        "Search inside segments; other forms of Russian and English words are found too, and what stands in straight quotation marks as it is",
      request: {
        query: z.object({
          q: z.string().min(1).max(CONCORDANCE_LIMITS.query),
          language: LanguageTag.exactOptional().openapi({ description: "All three unless told" }),
          mode: z.enum(CONCORDANCE_MODES).exactOptional().openapi({
            description:
              "`words`: whole words in all their forms; `text`: the text as it stands, pieces of words too; `all`, unless told: both",
          }),
          collection: Collections,
          state: StateSchema.exactOptional().openapi({
            description: "Of the variant in which the text was found, as author and time",
          }),
          author: z.string().max(200).exactOptional(),
          from: z
            .string()
            .max(40)
            .exactOptional()
            .openapi({ description: "ISO 8601, inclusive; a date alone is the whole day (UTC)" }),
          to: z.string().max(40).exactOptional(),
          after: z.string().max(60).exactOptional(),
          limit: limitUpTo(CONCORDANCE_LIMITS.page, 20),
        }),
      },
      responses: answers(ConcordanceSchema, "Units with all their languages, hits marked"),
    }),
    async (c) => {
      const { collection, ...wanted } = c.req.valid("query");
      const collections = collection === undefined ? {} : { collections: collection };
      return c.json(await concordance(c.var.context, c.var.actor, { ...wanted, ...collections }), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/analyse",
      permission: "read",
      tags,
      summary: "How much of some files, or of some segments, is in the memory",
      limit: UPLOAD_LIMIT,
      request: {
        query: AnalysisOptions.partial(),
        body: {
          description: "A form with any number of parts `file`, or JSON with segments",
          content: {
            "application/json": {
              schema: z
                .strictObject({
                  source: LanguageTag,
                  target: LanguageTag.exactOptional(),
                  collections: z.array(AnyId).max(100).exactOptional(),
                  segments: z.array(z.union([Text, ContentSchema])).max(100_000),
                })
                .openapi("AnalysisRequest"),
            },
            "multipart/form-data": {
              schema: {
                type: "object" as const,
                properties: {
                  file: { type: "array" as const, items: { type: "string" as const, format: "binary" } },
                },
              },
            },
          },
        },
      },
      responses: {
        200: {
          description:
            "Segments, words and characters by band, of each file in the order of their names and of all. Asked for as application/x-ndjson, lines of JSON: `{done, of}` now and then, at last `{result}` or `{problem}`",
          content: {
            "application/json": { schema: AnalysisSchema },
            [LINES]: { schema: { type: "string" as const } },
          },
        },
      },
    }),
    async (c) => {
      const wanted = await analysisOf(c);
      const run = (control: AnalysisControl) => analyse(c.var.context, c.var.actor, wanted, control);
      if (wantsLines(c)) return respondLines(c, run);
      return c.json(await run({ signal: c.req.raw.signal }), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/lookup",
      permission: "read",
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

/**
 * What is to be analysed: the files of a form, with the languages in the query or the form, or the segments of JSON.
 *
 * @throws {Problem} `bad-request`, `invalid-fields`
 */
async function analysisOf(c: RequestIn): Promise<Analysis> {
  const type = c.req.header("content-type") ?? "";
  if (!/^multipart\/form-data\b/iu.test(type)) {
    // Validated by the schema above, which the types do not see beside a form.
    const sent = c.req.valid("json" as never) as Partial<
      Omit<Analysis, "files"> & { segments: (string | Content)[] }
    >;
    const { segments, source, ...rest } = sent;
    if (segments === undefined || source === undefined)
      throw new Problem("invalid-fields", {}, { field: "segments" });
    return { ...rest, source, files: [{ name: "", segments }] };
  }
  const form = await readForm(c.var.body, type);
  const texts = Object.fromEntries(
    [...form].filter(([name, value]) => typeof value === "string" && name !== "__proto__"),
  );
  const parsed = AnalysisOptions.safeParse({ ...texts, ...c.req.query() });
  if (!parsed.success) throw invalidFields(parsed.error, c.var.messages);
  const { collection, ...languages } = parsed.data;
  const parts = form.getAll("file").filter((part) => typeof part !== "string");
  if (parts.length === 0) throw new Problem("file-empty");
  const files = await Promise.all(
    parts.map(async (part) => ({ name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) })),
  );
  return { ...languages, files, ...(collection === undefined ? {} : { collections: collection }) };
}
