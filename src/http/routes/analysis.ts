import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import { type AnalysisReport, type Band, BANDS } from "../../matching/leverage.ts";
import { type Analysis, type AnalysisControl, analyse } from "../../services/memory/analyse.ts";
import { LOOKUP_LIMITS } from "../../services/memory/lookup.ts";
import { readForm } from "../body.ts";
import type { RequestIn } from "../environment.ts";
import { LINES, respondLines, wantsLines } from "../long-work.ts";
import { operation, routes } from "../operation.ts";
import { invalidFields } from "../problems.ts";
import { UPLOAD_LIMIT } from "../uploads.ts";
import { AnyId, ContentSchema, LanguageSchema, LanguageTag, Collections } from "./schemas.ts";

const tags = ["lookup"];
const Text = z.string().max(LOOKUP_LIMITS.text);

const CountSchema = z.object({
  segments: z.int(),
  words: z.int().openapi({
    description:
      "As Microsoft Word counts: what stands between white space, also a dash alone; of Chinese each character and full-width mark, and each other piece between them. Inline codes are none",
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

const AnalysisOptions = z.object({
  source: LanguageTag,
  target: LanguageTag.exactOptional(),
  collection: Collections,
});

export const analysisRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/analyse",
    operationId: "analyseTexts",
    permission: "read",
    heavy: true,
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
);

/**
 * Reads the input of an analysis: files from a form, with the languages in the query or the form, or segments from
 * JSON.
 *
 * @throws {Problem} `bad-request`, `invalid-fields`
 */
async function analysisOf(c: RequestIn): Promise<Analysis> {
  const type = c.req.header("content-type") ?? "";
  if (!/^multipart\/form-data\b/iu.test(type)) {
    // The schema has validated the JSON, but the types do not know it for an operation that also takes a form.
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
