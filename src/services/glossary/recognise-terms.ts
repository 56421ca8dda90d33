import type { Language } from "../../domain/language.ts";
import type { Hit } from "../../terminology/hits.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";

/** A term found in a text. */
export type RecognisedTerm = Pick<Hit, "concept" | "term" | "start" | "end" | "certainty">;

/**
 * Finds the approved terms in a text, longest first at each place. Offsets are UTF-16 units of the given text. If
 * several terms of a concept have the same form, the result is the first term of the concept.
 */
export async function recogniseTerms(
  context: Context,
  text: string,
  language: Language,
): Promise<RecognisedTerm[]> {
  const { approved } = await currentGlossary(context);
  const hits = approved.find(text, language);
  const places = Map.groupBy(hits, ({ concept, start, end }) => `${start} ${end} ${concept}`);
  return [...places.values()].map((same) => {
    const { concept, term, start, end, certainty } = same.reduce((a, b) => (b.index < a.index ? b : a));
    return { concept, term, start, end, certainty };
  });
}
