import { z } from "zod";
import { Problem } from "../../domain/problem.ts";
import { decode } from "../encoding.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import type { ReadOptions } from "../contract.ts";
import type { GlossaryFile } from "./file.ts";
import { conceptSchema } from "./concept-schema.ts";

const fileSchema = z.object({
  format: z.literal("polynya-glossary"),
  version: z.literal(1),
  title: z.string().exactOptional(),
  concepts: z.array(conceptSchema),
});

/**
 * Reads the output of `writeGlossaryJson`.
 *
 * @throws {Problem} `json-invalid` with the place of the first mistake
 */
export function readGlossaryJson(bytes: Uint8Array, options: ReadOptions = {}): GlossaryFile {
  const limit = options.limits?.bytes ?? DEFAULT_LIMITS.bytes;
  if (bytes.length > limit) throw new Problem("too-large", { size: bytes.length, limit });
  const { text } = decode(bytes, { given: options.encoding });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem("json-invalid");
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem(
      "json-invalid",
      { reason: issue?.message ?? "" },
      { field: `/${issue?.path.join("/") ?? ""}` },
    );
  }
  const { title, concepts } = parsed.data;
  return title === undefined ? { concepts } : { title, concepts };
}

/** Writes the model as JSON. Reading it gives the same concepts. */
export function writeGlossaryJson({ title, concepts }: GlossaryFile): Uint8Array {
  const file = { format: "polynya-glossary", version: 1, ...(title !== undefined && { title }), concepts };
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}
