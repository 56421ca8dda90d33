import { z } from "@hono/zod-openapi";
import { SKIPS } from "../domain/import.ts";
import { DEFAULT_LIMITS } from "../formats/contract.ts";
import { OPTIONAL_TEXTS } from "../formats/traits.ts";
import { MEBIBYTE, parseUpload } from "./body.ts";
import type { RequestIn } from "./environment.ts";
import { invalidFields } from "./problems.ts";
import { FormatSchema, LanguageTag } from "./routes/schemas.ts";

/** Largest upload in bytes: the largest file, and 1 MiB for the multipart form around it. */
export const UPLOAD_LIMIT = DEFAULT_LIMITS.bytes + MEBIBYTE;

/** Options for reading a sent file. They are in the query or in other fields of the multipart form. */
export const readingShape = {
  filename: z
    .string()
    .max(255)
    // Some clients send a whole path. The names of folders are private and are dropped.
    .transform((name) => name.split(/[/\\]/u).at(-1) ?? "")
    .exactOptional()
    .openapi({ type: "string", description: "Its extension names the format" }),
  format: FormatSchema.exactOptional(),
  encoding: z
    .string()
    .max(40)
    .exactOptional()
    .openapi({ description: "IANA name, where BOM and declaration are wrong" }),
  source: LanguageTag.exactOptional().openapi({ description: "Language of a file that names none" }),
  target: LanguageTag.exactOptional(),
  optionalTexts: z
    .string()
    .max(100)
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(OPTIONAL_TEXTS)))
    .exactOptional()
    .openapi({
      type: "string",
      description: `Texts of documents that are left out unless they are named here, with commas: ${OPTIONAL_TEXTS.join(", ")}`,
    }),
};

/** Options for leaving out units that add nothing. */
export const skippingShape = {
  skip: z
    .string()
    .max(100)
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(SKIPS)))
    .exactOptional()
    .openapi({
      type: "string",
      description:
        "Units that add nothing are left out, with commas: `empty` (a source without a target), `equal` (the target is the source), `numbers` (no letters), `older` (than `olderThan`, else than what the collection has for the same source; TMX alone has dates). Nothing is left out unless told",
    }),
  olderThan: z
    .string()
    .max(40)
    .exactOptional()
    .openapi({ description: "Day or time, ISO 8601, for `skip=older`" }),
};

/** Declares the body of an operation that takes a file. */
export const uploadBody = {
  required: true,
  description: "The file itself, or a multipart form with the part `file`; options may be fields of the form",
  content: {
    "application/octet-stream": { schema: { type: "string" as const, format: "binary" } },
    "multipart/form-data": {
      schema: {
        type: "object" as const,
        properties: { file: { type: "string" as const, format: "binary" } },
        required: ["file"],
      },
    },
  },
};

/**
 * Reads the uploaded file and its options. An option in the query overrides the same option in the form.
 *
 * @throws {Problem} `invalid-fields`, `bad-request`, `file-empty`
 */
export async function takeUpload<S extends z.ZodObject>(
  c: RequestIn,
  schema: S,
): Promise<{ bytes: Uint8Array; options: z.output<S> }> {
  const { bytes, filename, fields } = await parseUpload(
    c.var.body,
    c.req.header("content-type"),
    c.req.query("filename"),
  );
  const known = Object.fromEntries(Object.entries(fields).filter(([name]) => name in schema.shape));
  const parsed = schema.safeParse({
    ...known,
    ...c.req.query(),
    ...(filename === undefined ? {} : { filename }),
  });
  if (!parsed.success) throw invalidFields(parsed.error, c.var.messages);
  return { bytes, options: parsed.data };
}
