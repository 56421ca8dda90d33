import { z } from "@hono/zod-openapi";
import { DEFAULT_LIMITS } from "../formats/contract.ts";
import { MEBIBYTE, parseUpload } from "./body.ts";
import type { RequestIn } from "./environment.ts";
import { invalidFields } from "./problems.ts";
import { FormatSchema, LanguageTag } from "./routes/schemas.ts";

/** The largest file, and one MiB for the multipart form around it. */
export const UPLOAD_LIMIT = DEFAULT_LIMITS.bytes + MEBIBYTE;

/** How to read a file that is sent: in the query, or as further fields of a multipart form. */
export const readingShape = {
  filename: z
    .string()
    .max(255)
    // Some clients send a whole path; the folders stay private.
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
};

/** The body of an operation that takes a file. */
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
 * The uploaded file with its options; those in the query go before those in the form.
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
