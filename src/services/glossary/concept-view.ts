import type { Concept } from "../../domain/concept.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";

/** A concept in answers. */
export interface ConceptView extends Concept {
  readonly version: number;
  readonly updated: string;
  readonly updatedBy: string;
}

export const conceptView = ({ concept, version, time, author }: StoredConcept): ConceptView => ({
  ...concept,
  version,
  updated: time,
  updatedBy: author,
});
