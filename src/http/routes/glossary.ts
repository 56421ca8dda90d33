import { z } from "@hono/zod-openapi";
import { ownBytes } from "../../domain/bytes.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { EXAMPLE_FAILURES } from "../../domain/concept.ts";
import {
  GLOSSARY_FORMATS,
  glossaryTraitsOf,
  WRITABLE_GLOSSARY_FORMATS,
} from "../../formats/glossary/traits.ts";
import { exportGlossary } from "../../services/glossary/export-glossary.ts";
import {
  DUPLICATE_POLICIES,
  GLOSSARY_RESULTS,
  importGlossary,
} from "../../services/glossary/import-glossary.ts";
import { runGlossaryExamples } from "../../services/glossary/run-glossary-examples.ts";
import { describe } from "../../messages/messages.ts";
import { mediaTypeOf, respondCached } from "../caching.ts";
import { answers, fileAnswer, operation, routes } from "../operation.ts";
import { readingShape, takeUpload, UPLOAD_LIMIT, uploadBody } from "../uploads.ts";
import { Flag, LanguageTag, ProblemWords } from "./schemas.ts";

const tags = ["glossary"];

const { filename, encoding, source, target } = readingShape;
const GlossaryOptions = z.object({
  filename,
  encoding,
  source,
  target,
  format: z.enum(GLOSSARY_FORMATS).exactOptional(),
  columns: z.string().max(2000).exactOptional().openapi({
    description:
      "Of a table: what columns hold, by header, letter or number, where the headers do not say it. Roles are a language (its terms), `LANGUAGE.definition`, `concept`, `language`, `term`, `status`, `domain`, `note`, `synonyms`, `ignore` …",
    example: "Перевод=ru,C=en,Прим.=note",
  }),
  strict: Flag.exactOptional().openapi({
    description: "One entry that cannot be taken refuses the whole file",
  }),
  duplicates: z.enum(DUPLICATE_POLICIES).exactOptional().openapi({
    description:
      "Entries with the terms of a concept that is there under another id: go into it (`merge`, unless told), are left out (`skip`) or become concepts of their own (`create`)",
  }),
  replace: Flag.exactOptional().openapi({ description: "Concepts that the file lacks are taken away" }),
  removing: z.coerce.number().int().min(0).exactOptional().openapi({
    description:
      "Number of concepts that are to be taken away, as a dry run gave it; another number is refused with `removal-differs`",
  }),
  dryRun: Flag.exactOptional(),
});

const ImportSchema = z.object({
  import: z.string().nullable().openapi({ description: "`null` when nothing was written" }),
  counts: z
    .object({
      created: z.int(),
      changed: z.int(),
      merged: z.int(),
      same: z.int(),
      removed: z.int(),
      rejected: z.int(),
    })
    .readonly(),
  concepts: z
    .array(
      z
        .object({
          id: z.string(),
          result: z.enum(GLOSSARY_RESULTS),
          name: z.string().openapi({ description: "The best term of each language" }),
          entry: z
            .string()
            .exactOptional()
            .openapi({ description: "Id in the file, where it is another one" }),
        })
        .readonly(),
    )
    .readonly(),
  columns: z
    .array(
      z
        .object({ column: z.string(), role: z.string().nullable(), values: z.array(z.string()).readonly() })
        .readonly(),
    )
    .readonly()
    .exactOptional()
    .openapi({
      description:
        "Of a table: what each column was taken for, and the cells of its first rows. The problem `csv-invalid` has them too where no line names the columns",
    }),
  warnings: z.array(ProblemWords),
  rejected: z.array(ProblemWords).openapi({ description: "Entries that could not be taken" }),
});

export const glossaryRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/glossary",
      operationId: "exportGlossary",
      permission: "read",
      heavy: true,
      tags,
      summary: "The whole glossary as a file",
      request: {
        query: z.object({
          format: z.enum(WRITABLE_GLOSSARY_FORMATS).default("tbx"),
          source: LanguageTag.exactOptional(),
          target: LanguageTag.exactOptional(),
        }),
      },
      responses: {
        200: fileAnswer(
          "The file",
          WRITABLE_GLOSSARY_FORMATS.map((format) => glossaryTraitsOf(format).mediaType),
        ),
        304: { description: "The glossary has not changed" },
      },
    }),
    async (c) => {
      const { format, ...languages } = c.req.valid("query");
      const file = await exportGlossary(c.var.context, format, languages);
      return respondCached(c, ownBytes(file.bytes), {
        contentType: mediaTypeOf(file.mediaType, [file.bytes]),
        cacheControl: "private, no-cache",
        etag: `"${file.hash}"`,
        headers: { "content-disposition": `attachment; filename="${file.filename}"` },
      });
    },
  )
  .openapi(
    operation({
      method: "put",
      path: "/api/v1/glossary",
      operationId: "importGlossary",
      permission: "terminology",
      heavy: true,
      shared: true,
      tags,
      summary: "Take a glossary file in; concepts that it lacks stay, unless it is to replace the glossary",
      limit: UPLOAD_LIMIT,
      request: { query: GlossaryOptions, body: uploadBody },
      responses: answers(ImportSchema, "What became of each concept"),
    }),
    async (c) => {
      const { bytes, options } = await takeUpload(c, GlossaryOptions);
      const { context, actor, messages } = c.var;
      const { warnings, rejected, ...taken } = await importGlossary(context, actor, bytes, options);
      const worded = (problem: ProblemData) => ({ ...problem, ...describe(messages, problem) });
      return c.json({ ...taken, warnings: warnings.map(worded), rejected: rejected.map(worded) }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/glossary/examples",
      operationId: "runGlossaryExamples",
      permission: "read",
      heavy: true,
      shared: true,
      tags,
      summary: "Run the examples of all concepts as tests of the glossary",
      responses: answers(
        z.object({
          total: z.int(),
          failed: z.int(),
          items: z.array(
            z.object({
              concept: z.string(),
              example: z.int().openapi({ description: "Its place among the concept's examples, from 0" }),
              expected: z.enum(["pass", ...EXAMPLE_FAILURES]),
              reported: z.array(z.enum(EXAMPLE_FAILURES)).readonly(),
              ok: z.boolean(),
            }),
          ),
        }),
        "How each came out, the failed ones first",
      ),
    }),
    async (c) => c.json(await runGlossaryExamples(c.var.context), 200),
  );
