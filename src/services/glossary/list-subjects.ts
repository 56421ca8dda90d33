import { subjectsAbove } from "../../domain/concept.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";

/** A subject of the glossary. */
export interface Subject {
  /** With its broader ones: `law > law of the sea`. */
  readonly subject: string;
  /** Number of concepts in it and in narrower ones. */
  readonly concepts: number;
}

/** The tree of subjects: each one stands behind the broader one, in the order of their texts. */
export async function listSubjects(context: Context): Promise<Subject[]> {
  const counts = new Map<string, number>();
  for (const { concept } of (await currentGlossary(context)).concepts.values())
    for (const subject of concept.domain === undefined ? [] : subjectsAbove(concept.domain))
      counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return [...counts]
    .map(([subject, concepts]) => ({ subject, concepts }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}
