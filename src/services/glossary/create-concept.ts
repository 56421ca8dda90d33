import { Problem } from "../../domain/problem.ts";
import type { Statement } from "../../storage/port.ts";
import { findConcept, nextVersions } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import { currentGlossary } from "./current-glossary.ts";
import { assertRelations } from "./internal/relations.ts";
import { type ImportFacts, saveConcept, type WrittenConcept } from "./internal/commit-concepts.ts";

/**
 * Makes a concept and generates the forms of its terms.
 *
 * @param options `also`: further statements of the same batch, from id and version of the new concept; `facts`: of its
 *   import
 * @throws {Problem} `already-exists`, `invalid-fields`
 */
export async function createConcept(
  context: Context,
  actor: Actor,
  draft: ConceptDraft,
  options: {
    readonly also?: (id: string, version: number) => readonly Statement[];
    readonly facts?: ImportFacts;
  } = {},
): Promise<WrittenConcept> {
  const id = draft.id ?? (await freshId(context, draft));
  if (await findConcept(context.storage, id)) throw new Problem("already-exists", { what: id });
  const concept = await completeConcept(context, { ...draft, id, status: draft.status ?? "approved" });
  assertRelations(concept, undefined, (await currentGlossary(context)).concepts);
  return saveConcept(context, actor, {
    kind: "create",
    change: { id, concept },
    ...options,
  });
}

/** Makes an id from the English term, or from the first term: `arctic-council`. */
async function freshId(context: Context, draft: ConceptDraft): Promise<string> {
  const named = draft.terms.find((term) => term.language === "en") ?? draft.terms[0];
  const slug = (named?.text ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 60);
  const base = /^[a-z]/u.test(slug) ? slug : "concept";
  for (let at = 1; at < 100; at += 1) {
    const id = at === 1 && base !== "concept" ? base : `${base}-${at}`;
    if ((await nextVersions(context.storage, [id])).size === 0) return id;
  }
  return `${base}-${crypto.randomUUID().slice(0, 8)}`;
}
