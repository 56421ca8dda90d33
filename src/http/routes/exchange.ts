import { z } from "@hono/zod-openapi";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type FormatName, type FormatWith, traitsOf, WRITABLE_FORMATS } from "../../formats/traits.ts";
import { UNTRANSLATED } from "../../formats/contract.ts";
import { guessByContent } from "../../formats/guess.ts";
import type { ImportReport } from "../../services/imports/import-report.ts";
import type { Progress } from "../../services/imports/progress.ts";
import { pretranslate } from "../../services/exchange/pretranslate.ts";
import { CONFLICT_POLICIES } from "../../domain/import.ts";
import { describe } from "../../messages/messages.ts";
import { mediaTypeOf, respondPieces } from "../caching.ts";
import { attachment } from "../content-disposition.ts";
import type { RequestIn } from "../environment.ts";
import { longAnswers, respondLines, respondLong, wantsLines } from "../long-work.ts";
import { answers, fileAnswer, json, operation, routes } from "../operation.ts";
import { wordedFinding } from "./finding-schema.ts";
import { readingShape, skippingShape, takeUpload, UPLOAD_LIMIT, uploadBody } from "../uploads.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import { AnyId, Flag, LanguageTag, Preview, ProblemWords } from "./schemas.ts";

const tags = ["exchange"];
const params = z.object({ document: AnyId });

const PushOptions = z.object({
  ...readingShape,
  ...skippingShape,
  dryRun: Flag.exactOptional(),
  onConflict: z.enum(CONFLICT_POLICIES).exactOptional(),
  create: Flag.exactOptional().openapi({
    description:
      "Whether units that the document does not have are made. By default only a file of website strings (`i18next`) makes them; in other formats they are rejected (`unit-unknown`)",
  }),
  force: Flag.exactOptional().openapi({
    description:
      "Whether a document in one language (text, Word, subtitles …) is taken although its texts do not fit this document",
  }),
  base: z
    .string()
    .max(40)
    .exactOptional()
    .openapi({ description: "`Polynya-Base` of the export, for formats that can't carry versions" }),
  partOf: AnyId.exactOptional().openapi({
    description: "Id of the import that this push continues: parts of a large file are one import",
  }),
});

const ExportOptions = z.object({
  format: z
    .enum([...WRITABLE_FORMATS, "original"])
    .default("xliff")
    .openapi({
      description:
        "`original`: as it came in. `json`: with a `target` i18next JSON of that language, as `i18next` always gives; without one Polynya's own JSON, all languages of the document with states and notes. `xliff-json`: the JSON form of the npm package xliff.",
    }),
  version: z.string().max(10).exactOptional().openapi({ example: "2.1" }),
  source: LanguageTag.exactOptional(),
  target: LanguageTag.exactOptional(),
  metadata: Flag.exactOptional().openapi({
    description: "Whether the file carries the versions of its units; by default all but `original` do",
  }),
  matches: Flag.exactOptional().openapi({ description: "XLIFF: offer matches from the memory" }),
  terms: Flag.exactOptional().openapi({ description: "XLIFF: offer the glossary's terms" }),
  pretranslate: z.coerce.number<string>().min(0.5).max(1.01).exactOptional().openapi({
    description: "Fill missing targets from matches of at least this score; nothing is stored",
  }),
  emptyTarget: z.enum(["source"]).exactOptional().openapi({
    description:
      "Targets that are missing get the source text: some programs translate only what has a target",
  }),
  untranslated: z.enum(UNTRANSLATED).exactOptional().openapi({
    description:
      "Documents (HTML, Markdown, subtitles …): what stands for a sentence without a translation: the source text, the source text between ⟦ and ⟧, or nothing. By default the source text, with a warning; a document without any text in the language is refused unless this is named",
  }),
});

const WarningsSchema = z.object({ items: z.array(ProblemWords), next: z.null() }).openapi("ExportWarnings");

export const exchangeRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/documents/{document}/export",
      operationId: "exportDocument",
      permission: "read",
      heavy: true,
      tags,
      summary: "Pull: the document, or one direction of it, as a file",
      request: {
        params,
        query: ExportOptions,
      },
      responses: {
        200: fileAnswer(
          "The file; `Polynya-Base` names the last import that it knows, `Polynya-Warnings` tells how many units could not be written whole (see `export/warnings`)",
          WRITABLE_FORMATS.map((format) => traitsOf(format).mediaType),
        ),
        304: { description: "The file has not changed" },
      },
    }),
    async (c) => {
      const { document } = c.req.valid("param");
      const wanted = c.req.valid("query");
      const format = writtenFormat(wanted);
      const { pull } = await import("../../services/exchange/pull.ts");
      const file = await pull(c.var.context, c.var.actor, {
        ...wanted,
        format,
        document,
        wordFinding: (finding) => wordedFinding(finding, c.var.messages).message,
      });
      const { pieces } = file;
      return respondPieces(c, pieces, {
        contentType: mediaTypeOf(file.mediaType, pieces),
        cacheControl: "private, no-cache",
        etag: `"${file.hash}"`,
        headers: {
          "content-disposition": attachment(file.filename),
          "polynya-base": file.base,
          ...(file.warnings.length === 0 ? {} : { "polynya-warnings": String(file.warnings.length) }),
        },
      });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/documents/{document}/export/warnings",
      operationId: "listExportWarnings",
      permission: "read",
      heavy: true,
      tags,
      summary: "What an export with the same parameters could not write into its file, by unit",
      request: { params, query: ExportOptions },
      responses: answers(WarningsSchema, "One problem for each unit that is left as it was, or left out"),
    }),
    async (c) => {
      const { document } = c.req.valid("param");
      const wanted = c.req.valid("query");
      const format = writtenFormat(wanted);
      const { context, actor, messages } = c.var;
      const { pull } = await import("../../services/exchange/pull.ts");
      const { warnings, pieces } = await pull(context, actor, { ...wanted, format, document });
      pieces.close();
      const items = warnings.map((problem) => ({ ...problem, ...describe(messages, problem) }));
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/push",
      operationId: "pushDocument",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Push: a translated file comes back, whole or not at all",
      description:
        "A unit that was changed on both sides is a conflict. States above `translated` are lowered to it for those who may not review.",
      limit: UPLOAD_LIMIT,
      request: {
        params,
        query: PushOptions,
        headers: z.object({
          "idempotency-key": z
            .string()
            .min(1)
            .max(255)
            .optional()
            .openapi({ description: "A push with the same key is done once" }),
        }),
        body: uploadBody,
      },
      responses: longAnswers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { document } = c.req.valid("param");
      const key = c.req.valid("header")["idempotency-key"];
      const { bytes, options } = await takeUpload(c, PushOptions);
      const { context, actor, messages } = c.var;
      const { format, ...how } = options;
      const { push } = await import("../../services/exchange/push.ts");
      const wanted = {
        ...how,
        ...(format === undefined ? {} : { format: sentFormat(format, bytes) }),
        document,
        bytes,
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(c.var.may("review") ? {} : { maxState: "translated" as const }),
      };
      const run = (progress?: Progress) =>
        push(context, actor, { ...wanted, ...(progress === undefined ? {} : { progress }) }).catch(
          (error: unknown) => rethrowWorded(c, error),
        );
      if (wantsLines(c)) {
        return respondLines(c, async ({ progress }) => wordedReport((await run(progress)).report, messages));
      }
      const answer = await run();
      return c.json(
        wordedReport(answer.report, messages),
        200,
        answer.replayed ? { "idempotency-replayed": "true" } : {},
      );
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/pretranslate",
      operationId: "pretranslateDocument",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Fill the empty targets of a document from the memory, as one import that can be undone",
      request: {
        params,
        query: Preview,
        ...json(
          z
            .strictObject({
              source: LanguageTag,
              target: LanguageTag,
              threshold: z
                .number()
                .min(0.5)
                .max(1.01)
                .exactOptional()
                .openapi({ description: "Of the score; 1 unless told, 1.01 for matches in context alone" }),
              collections: z.array(AnyId).max(100).exactOptional(),
            })
            .openapi("Pretranslation"),
        ),
      },
      responses: longAnswers(ReportSchema, "What was filled"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { dryRun = false } = c.req.valid("query");
      const wanted = c.req.valid("json");
      const { document } = c.req.valid("param");
      return respondLong(c, async (control) =>
        wordedReport(await pretranslate(context, actor, document, wanted, { dryRun, ...control }), messages),
      );
    },
  );

/** `json` with a target language means i18next, which websites use for their strings. */
function writtenFormat({ format, target }: Asked): Asked["format"] {
  return format === "json" && target !== undefined ? "i18next" : format;
}

interface Asked {
  readonly format: FormatWith<"canWrite"> | "original";
  readonly target?: Language;
}

/** A pull as `json` may have written i18next, so the content of a push as `json` decides which format it is. */
const sentFormat = (format: FormatName, bytes: Uint8Array): FormatName =>
  format === "json" && guessByContent(bytes) === "i18next" ? "i18next" : format;

/** Rethrows a refused push, with its report in the reader's language. */
function rethrowWorded(c: RequestIn, error: unknown): never {
  if (!(error instanceof Problem) || error.extra["report"] === undefined) throw error;
  const report = wordedReport(error.extra["report"] as ImportReport, c.var.messages);
  throw new Problem(error.code, error.params, error.place, { ...error.extra, report });
}
