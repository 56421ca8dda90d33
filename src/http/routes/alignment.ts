import { z } from "@hono/zod-openapi";
import type { Alignment } from "../../alignment/align.ts";
import type { Bead } from "../../alignment/bead.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { formatByName, TEXT_FORMATS, type TextFormat } from "../../formats/traits.ts";
import type { AlignInput } from "../../services/alignment/align-texts.ts";
import type { AlignedFile } from "../../services/alignment/save-alignment.ts";
import { describe, type Messages } from "../../messages/messages.ts";
import type { ReviewOperation } from "../../services/alignment/review-alignment.ts";
import { MEBIBYTE, parseJson, readForm } from "../body.ts";
import { invalidFields } from "../problems.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { CreatedSchema, wordedCreation } from "./documents.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import { AnyId, byLanguage, Id, LanguageSchema, Name, ProblemWords } from "./schemas.ts";

const tags = ["alignment"];
const LIMIT = 16 * MEBIBYTE;
/** A form may hold a file for each language beside the alignment. */
const FORM_LIMIT = 64 * MEBIBYTE;

const Sentence = z.string().max(200_000);
const Sentences = z.array(Sentence).max(100_000).readonly();
const Numbers = z.array(z.int().min(0)).readonly();
const groupShape = { en: Numbers.exactOptional(), ru: Numbers.exactOptional(), zh: Numbers.exactOptional() };

const InputSchema = z
  .strictObject({
    texts: byLanguage(z.union([z.string(), Sentences])).openapi({
      description: "Two or three; a string is cut into sentences, a list is taken as it is",
    }),
    format: z.enum(TEXT_FORMATS).exactOptional(),
    collection: AnyId.exactOptional().openapi({ description: "Its abbreviations and memory help" }),
    fixed: z.array(z.strictObject(groupShape)).exactOptional().openapi({ description: "Beads that hold" }),
    anyLanguage: z.boolean().exactOptional(),
  })
  .openapi("AlignRequest");

export type AlignRequest = z.input<typeof InputSchema>;

const BeadSchema: z.ZodType<Bead, Bead> = z
  .object({
    ...groupShape,
    confidence: z.number(),
    agreed: z.boolean().exactOptional(),
    fixed: z.literal(true).exactOptional(),
    alternatives: z
      .array(z.object({ ...groupShape, probability: z.number() }))
      .readonly()
      .exactOptional(),
  })
  .openapi("Bead", { description: "Sentence numbers that belong together, by language" });

const AlignmentSchema = z
  .object({
    segments: byLanguage(z.array(z.string()).readonly()),
    beads: z.array(BeadSchema).readonly(),
    confidence: z.number(),
    verdict: z.enum(["parallel", "partial", "unrelated"]),
    warnings: z.array(ProblemWords),
  })
  .openapi("Alignment");

const DraftSchema = z
  .strictObject({
    id: Id.exactOptional(),
    title: Name.exactOptional(),
    segments: byLanguage(Sentences),
    beads: z.array(BeadSchema).max(200_000).readonly(),
    threshold: z.number().min(0).max(1).default(0.9).openapi({
      description: "Beads below this confidence become units in state `initial`, to be reviewed",
    }),
  })
  .openapi("NewAlignment");

type NewAlignment = z.output<typeof DraftSchema>;
export type NewAlignmentRequest = z.input<typeof DraftSchema>;

const ReviewSchema: z.ZodType<ReviewOperation, ReviewOperation> = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("merge"), unit: AnyId })
      .openapi({ description: "With the unit after it" }),
    z
      .strictObject({ kind: z.literal("split"), unit: AnyId, first: byLanguage(z.int().min(0)) })
      .openapi({ description: "`first`: how many sentences of each language stay" }),
    z
      .strictObject({
        kind: z.literal("shift"),
        unit: AnyId,
        language: LanguageSchema,
        direction: z.enum(["up", "down"]),
      })
      .openapi({ description: "A sentence goes to the unit before or after" }),
    z.strictObject({ kind: z.literal("detach"), unit: AnyId, language: LanguageSchema }),
    z
      .strictObject({ kind: z.literal("accept"), confidence: z.number().min(0).max(1) })
      .openapi({ description: "All units from this confidence on" }),
    z.strictObject({ kind: z.literal("realign"), from: AnyId, to: AnyId }),
  ])
  .openapi("AlignmentReview");

export const alignmentRoutes = routes()
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/align",
      operationId: "alignTexts",
      permission: "propose",
      heavy: true,
      tags,
      summary: "Cut two or three texts into sentences and find out which belong together; saves nothing",
      limit: LIMIT,
      request: {
        body: {
          description: "As JSON, or a form with one file per language in the parts `en`, `ru`, `zh`",
          content: {
            "application/json": { schema: InputSchema },
            "multipart/form-data": {
              schema: {
                type: "object" as const,
                properties: Object.fromEntries(
                  LANGUAGES.map((language) => [language, { type: "string" as const, format: "binary" }]),
                ),
              },
            },
          },
        },
      },
      responses: answers(AlignmentSchema, "Sentences, and beads with their confidence"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const type = c.req.header("content-type") ?? "";
      const isForm = /^multipart\/form-data\b/iu.test(type);
      // The schema has validated the JSON, but the types do not know it for an operation that also takes a form.
      const input = isForm
        ? await inputOfForm(c.var.body, type)
        : (c.req.valid("json" as never) as AlignInput);
      // The validator does not run on a request without a body.
      if (!("texts" in input)) throw new Problem("invalid-fields", {}, { field: "texts" });
      const { alignTexts } = await import("../../services/alignment/align-texts.ts");
      const found = await alignTexts(context, actor, input, { signal: c.req.raw.signal });
      return c.json(wordedAlignment(found, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/collections/{collection}/alignments",
      operationId: "createAlignedDocument",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Make a document of an alignment, as a draft to review",
      description:
        "As a form with the parts `alignment` (this JSON) and the files `en`, `ru`, `zh` that the texts came from: then each language is exported in its own file.",
      limit: FORM_LIMIT,
      request: {
        params: z.object({ collection: AnyId }),
        body: {
          content: {
            "application/json": { schema: DraftSchema },
            "multipart/form-data": {
              schema: {
                type: "object" as const,
                properties: Object.fromEntries(
                  ["alignment", ...LANGUAGES].map((name) => [
                    name,
                    { type: "string" as const, ...(name === "alignment" ? {} : { format: "binary" }) },
                  ]),
                ),
                required: ["alignment"],
              },
            },
          },
        },
      },
      responses: {
        201: {
          description: "The document, and what became of each bead",
          content: { "application/json": { schema: CreatedSchema } },
        },
      },
    }),
    async (c) => {
      const { collection } = c.req.valid("param");
      const type = c.req.header("content-type") ?? "";
      const sent = /^multipart\/form-data\b/iu.test(type)
        ? await draftOfForm(c.var.body, type, c.var.messages)
        : { draft: c.req.valid("json" as never) as NewAlignment, files: {} };
      // The validator does not run on a request without a body.
      if (!("segments" in sent.draft)) throw new Problem("invalid-fields", {}, { field: "segments" });
      const { id, title, ...aligned } = sent.draft;
      const wanted = {
        collection,
        ...(id === undefined ? {} : { id }),
        ...(title === undefined ? {} : { title }),
      };
      const { saveAlignment } = await import("../../services/alignment/save-alignment.ts");
      const made = await saveAlignment(c.var.context, c.var.actor, wanted, aligned, sent.files);
      const location = `/api/v1/documents/${made.document.id}`;
      return c.json(wordedCreation(made, c.var.messages), 201, { location });
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/alignment",
      operationId: "reviewAlignment",
      permission: "review",
      heavy: true,
      tags,
      summary: "Review an aligned document: merge, split, shift, detach, accept, align a range again",
      description: "Each operation is an import of its own, and undone as one.",
      request: { params: z.object({ document: AnyId }), ...json(ReviewSchema) },
      responses: answers(ReportSchema, "What became of the units"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { document } = c.req.valid("param");
      const control = { signal: c.req.raw.signal };
      const { reviewAlignment } = await import("../../services/alignment/review-alignment.ts");
      const report = await reviewAlignment(context, actor, document, c.req.valid("json"), control);
      return c.json(wordedReport(report, messages), 200);
    },
  );

const wordedAlignment = (found: Alignment, texts: Messages) => ({
  ...found,
  warnings: found.warnings.map((problem) => ({ ...problem, ...describe(texts, problem) })),
});

/** An alignment to save, with the files that its texts came from. */
async function draftOfForm(body: Uint8Array<ArrayBuffer>, type: string, messages: Messages) {
  const form = await readForm(body, type);
  const draft = form.get("alignment");
  const text = draft instanceof File ? await draft.text() : draft;
  const parsed = DraftSchema.safeParse(parseJson(new TextEncoder().encode(text ?? "null")));
  if (!parsed.success) throw invalidFields(parsed.error, messages);
  const files: { [language in Language]?: AlignedFile } = {};
  for (const language of LANGUAGES) {
    const part = form.get(language);
    if (!(part instanceof File)) continue;
    files[language] = {
      bytes: new Uint8Array(await part.arrayBuffer()),
      format: textFormat(part.name),
      ...(part.name === "" ? {} : { filename: part.name }),
    };
  }
  return { draft: parsed.data, files };
}

/** The format by the file's name; plain text if the name does not tell. */
function textFormat(filename: string): TextFormat {
  const named = formatByName(filename)?.format;
  return TEXT_FORMATS.find((format) => format === named) ?? "text";
}

async function inputOfForm(body: Uint8Array<ArrayBuffer>, type: string): Promise<AlignInput> {
  const form = await readForm(body, type);
  const texts: { [language in Language]?: string | Uint8Array } = {};
  const formats: { [language in Language]?: TextFormat } = {};
  for (const language of LANGUAGES) {
    const part = form.get(language);
    if (part === null) continue;
    texts[language] = typeof part === "string" ? part : new Uint8Array(await part.arrayBuffer());
    formats[language] = typeof part === "string" ? "text" : textFormat(part.name);
  }
  const field = (name: "collection" | "encoding") => {
    const value = form.get(name);
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  return { texts, formats, ...field("collection"), ...field("encoding") };
}
