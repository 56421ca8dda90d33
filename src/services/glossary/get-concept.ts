import type { Concept, Relation, RelationType } from "../../domain/concept.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";
import { type Comment, commentsOf } from "../../storage/rows/concepts.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";
import { type ConceptView, conceptView } from "./concept-view.ts";
import { conceptName } from "./internal/concept-name.ts";
import { relationKey } from "./internal/relations.ts";
import { creatorOf } from "./internal/concept-creator.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/** A concept with its comments and its creator. */
export interface ConceptDetails extends ConceptView {
  readonly comments: readonly Comment[];
  /** Author who made or proposed the concept. */
  readonly createdBy: string;
  /** Related concepts: its own relations, and those of others to it as seen from here. */
  readonly related: readonly RelatedConcept[];
}

export interface RelatedConcept extends Relation {
  /** The best term of each language; the id for a concept that is gone. */
  readonly name: string;
  /** True for a relation that the other concept holds. */
  readonly isTheirs: boolean;
}

/** One concept. @throws {Problem} `not-found` */
export async function getConcept(context: Context, id: string): Promise<ConceptDetails> {
  const found = await storedConcept(context, id);
  const [{ concepts }, comments, createdBy] = await Promise.all([
    currentGlossary(context),
    commentsOf(context.storage, id),
    creatorOf(context, found),
  ]);
  return { ...conceptView(found), comments, createdBy, related: relatedTo(found.concept, concepts) };
}

/** A relation as seen from the other concept. A reference is not seen from there. */
const INVERSE: Readonly<Record<RelationType, RelationType | undefined>> = {
  broader: "narrower",
  narrower: "broader",
  related: "related",
  see: undefined,
};

function relatedTo(
  concept: Concept,
  concepts: ReadonlyMap<string, StoredConcept>,
): readonly RelatedConcept[] {
  const nameOf = (id: string): string => conceptName(concepts.get(id)?.concept, id);
  const own = (concept.relations ?? []).map((relation) => ({
    ...relation,
    name: nameOf(relation.concept),
    isTheirs: false,
  }));
  const known = new Set(own.map(relationKey));
  const theirs = [...concepts.values()].flatMap(({ concept: other }) =>
    (other.relations ?? []).flatMap((relation) => {
      const type = INVERSE[relation.type];
      if (relation.concept !== concept.id || type === undefined) return [];
      const seen = { type, concept: other.id, name: nameOf(other.id), isTheirs: true };
      return known.has(relationKey(seen)) ? [] : [seen];
    }),
  );
  return [...own, ...theirs];
}
