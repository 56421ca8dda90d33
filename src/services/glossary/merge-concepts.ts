import type { Concept, Term } from "../../domain/concept.ts";
import { fold } from "../../domain/normal-form.ts";
import { Problem } from "../../domain/problem.ts";
import type { Actor, Context } from "../context.ts";
import { conceptView } from "./concept-view.ts";
import { withRelations } from "./internal/relations.ts";
import { storedConcept } from "./internal/stored-concept.ts";
import { saveConcepts, type WrittenConcept } from "./internal/commit-concepts.ts";

/**
 * Moves the terms, definitions and notes of one concept into another, and removes the first.
 *
 * @param into id of the concept that stays
 * @param from id of the concept that is removed
 * @throws {Problem} `not-found`, `bad-request` (the same id twice), `stale-version`
 */
export async function mergeConcepts(
  context: Context,
  actor: Actor,
  into: string,
  from: string,
): Promise<WrittenConcept> {
  if (into === from) throw new Problem("bad-request", {}, { field: "from" });
  const [kept, taken] = [await storedConcept(context, into), await storedConcept(context, from)];
  const known = new Set(kept.concept.terms.map(termKey));
  const merged: Concept = {
    ...taken.concept,
    ...kept.concept,
    definitions: { ...taken.concept.definitions, ...kept.concept.definitions },
    notes: [...new Set([...(kept.concept.notes ?? []), ...(taken.concept.notes ?? [])])],
    terms: [
      ...kept.concept.terms,
      ...taken.concept.terms.filter((term) => !known.has(termKey(term))).map(demoted),
    ],
  };
  const links = [...(kept.concept.links ?? []), ...(taken.concept.links ?? [])];
  const concept = withRelations(
    links.length === 0
      ? merged
      : { ...merged, links: [...new Map(links.map((link) => [link.url, link])).values()] },
    [...(kept.concept.relations ?? []), ...(taken.concept.relations ?? [])],
  );
  const changes = [
    { id: into, concept, before: kept },
    { id: from, before: taken, successor: into },
  ];
  const made = await saveConcepts(context, actor, { kind: "edit", changes });
  return { ...conceptView(await storedConcept(context, into)), import: made };
}

/** The concept that stays has the preferred terms, so preferred terms of the other become admitted. */
const demoted = (term: Term): Term =>
  term.administrativeStatus === "preferred" ? { ...term, administrativeStatus: "admitted" } : term;

const termKey = (term: Term): string => `${term.language} ${fold(term.text, term.language)}`;
