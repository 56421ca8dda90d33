import type { Concept } from "../../domain/concept.ts";
import { relationsBothWays, type SeenRelation } from "../../domain/concept-relations.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { questionAbout } from "../questions/list-questions.ts";
import type { CommentView } from "../questions/question-view.ts";
import { currentGlossary } from "./current-glossary.ts";
import { type ConceptView, conceptView } from "./concept-view.ts";
import { conceptName } from "./concept-name.ts";
import { creatorOf } from "./internal/concept-creator.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/** A concept with its comments and its creator. */
export interface ConceptDetails extends ConceptView {
  readonly comments: readonly CommentView[];
  /** Whether its thread is an open question. */
  readonly open: boolean;
  /** Author who made or proposed the concept. */
  readonly createdBy: string;
  /** Related concepts: its own relations, and those of others to it as seen from here. */
  readonly related: readonly RelatedConcept[];
}

export interface RelatedConcept extends SeenRelation {
  /** The best term of each language; the id for a concept that is gone. */
  readonly name: string;
}

/** One concept. @throws {Problem} `not-found` */
export async function getConcept(context: Context, actor: Actor, id: string): Promise<ConceptDetails> {
  const found = await storedConcept(context, id);
  const [{ concepts }, { comments, open }, creator] = await Promise.all([
    currentGlossary(context),
    questionAbout(context, actor, { concept: id }),
    creatorOf(context, found),
  ]);
  return {
    ...conceptView(found),
    comments,
    open,
    createdBy: creator.author,
    related: relatedTo(found.concept, concepts),
  };
}

function relatedTo({ id }: Concept, concepts: ReadonlyMap<string, StoredConcept>): readonly RelatedConcept[] {
  const all = Array.from(concepts.values(), ({ concept }) => concept);
  return (relationsBothWays(all).get(id) ?? []).map((relation) => ({
    ...relation,
    name: conceptName(concepts.get(relation.concept)?.concept, relation.concept),
  }));
}
