import type { Concept, Term } from "../domain/concept.ts";
import type { ProblemData } from "../domain/problem.ts";
import {
  GLOSSARY_MEDIA_TYPES,
  type GlossaryFormat,
  readGlossary,
  writeGlossary,
} from "../formats/glossary/glossary.ts";
import { glossaryAbout, type StoredConcept, updateGlossaryAbout } from "../storage/concepts.ts";
import { sha256 } from "../storage/files.ts";
import { mergeForms, generateForms } from "../terminology/forms.ts";
import { writeAll } from "./concepts.ts";
import { type Actor, asProblem, type Context } from "./context.ts";
import { currentGlossary } from "./glossary.ts";

export interface GlossaryImport {
  readonly counts: Readonly<Record<"created" | "changed" | "same" | "removed", number>>;
  readonly concepts: readonly {
    readonly id: string;
    readonly result: "created" | "changed" | "same" | "removed";
  }[];
  readonly warnings: readonly ProblemData[];
}

/**
 * Takes a glossary file in. Concepts that it does not have stay, unless it is to replace the glossary
 * whole. Forms that an editor corrected stay corrected.
 *
 * @throws {Problem} whatever is wrong with the file; `stale-version` when somebody else writes at the same time
 */
export async function importGlossary(
  context: Context,
  actor: Actor,
  bytes: Uint8Array,
  options: {
    readonly format?: GlossaryFormat;
    readonly filename?: string;
    readonly encoding?: string;
    readonly replace?: boolean;
    readonly dryRun?: boolean;
  } = {},
): Promise<GlossaryImport> {
  const file = readGlossary(bytes, options);
  const { concepts } = await currentGlossary(context);
  const writes: { id: string; concept?: Concept; before?: StoredConcept }[] = [];
  const results: { id: string; result: "created" | "changed" | "same" | "removed" }[] = [];
  for (const sent of file.concepts) {
    const before = concepts.get(sent.id);
    const concept = withForms(sent, before?.concept);
    const same = before !== undefined && canonicalJson(before.concept) === canonicalJson(concept);
    results.push({ id: sent.id, result: same ? "same" : before ? "changed" : "created" });
    if (!same) writes.push({ id: sent.id, concept, ...(before ? { before } : {}) });
  }
  if (options.replace) {
    const kept = new Set(file.concepts.map(({ id }) => id));
    for (const [id, before] of concepts) {
      if (kept.has(id)) continue;
      writes.push({ id, before });
      results.push({ id, result: "removed" });
    }
  }
  if (!options.dryRun) {
    await writeAll(context, actor, writes);
    const { title, header, back } = file;
    const about = {
      ...(await glossaryAbout(context.storage)),
      ...(title === undefined ? {} : { title }),
      ...(header === undefined ? {} : { header }),
      ...(back === undefined ? {} : { back }),
    };
    await context.storage.batch([updateGlossaryAbout(about)]).catch((error: unknown) => {
      throw asProblem(error);
    });
  }
  const counts = { created: 0, changed: 0, same: 0, removed: 0 };
  for (const { result } of results) counts[result] += 1;
  return { counts, concepts: results, warnings: file.warnings ?? [] };
}

/** The whole glossary as a file; `hash` of the bytes serves as a strong ETag. */
export async function exportGlossary(
  context: Context,
  format: GlossaryFormat,
  options: { readonly source?: "en" | "ru" | "zh"; readonly target?: "en" | "ru" | "zh" } = {},
): Promise<{ bytes: Uint8Array; mediaType: string; filename: string; hash: string }> {
  const { concepts } = await currentGlossary(context);
  const about = await glossaryAbout(context.storage);
  const file = { ...about, concepts: [...concepts.values()].map(({ concept }) => concept) };
  const bytes = writeGlossary(file, format, options);
  return {
    bytes,
    mediaType: GLOSSARY_MEDIA_TYPES[format],
    filename: `glossary.${format}`,
    hash: await sha256(bytes),
  };
}

/** Generates the forms of terms that come without; what is known of a term's forms already stays. */
function withForms(sent: Concept, known: Concept | undefined): Concept {
  const terms = sent.terms.map((term): Term => {
    if (term.forms !== undefined) return term;
    const same = known?.terms.find(({ language, text }) => language === term.language && text === term.text);
    return { ...term, forms: mergeForms(generateForms(term), same?.forms ?? []) };
  });
  return { ...sent, terms };
}

/** JSON with sorted names: equal for equal values. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
