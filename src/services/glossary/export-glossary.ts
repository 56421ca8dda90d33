import { sha256 } from "../../domain/bytes.ts";
import { writeGlossary } from "../../formats/glossary/glossary-registry.ts";
import { type WritableGlossaryFormat, glossaryTraitsOf } from "../../formats/glossary/traits.ts";
import { glossaryAbout } from "../../storage/rows/concepts.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";

/** Writes the whole glossary as a file. `hash` is the SHA-256 of the bytes, for a strong ETag. */
export async function exportGlossary(
  context: Context,
  format: WritableGlossaryFormat,
  options: { readonly source?: "en" | "ru" | "zh"; readonly target?: "en" | "ru" | "zh" } = {},
): Promise<{ bytes: Uint8Array; mediaType: string; filename: string; hash: string }> {
  const { concepts } = await currentGlossary(context);
  const about = await glossaryAbout(context.storage);
  const file = { ...about, concepts: [...concepts.values()].map(({ concept }) => concept) };
  const bytes = writeGlossary(file, format, options);
  return {
    bytes,
    mediaType: glossaryTraitsOf(format).mediaType,
    filename: `glossary.${format}`,
    hash: await sha256(bytes),
  };
}
