import type { Language } from "../domain/language.ts";
import type { Hit } from "../terminology/finder.ts";
import type { Context } from "./context.ts";
import { currentGlossary } from "./glossary.ts";

/** A term in a text, as `/terms/recognise` answers it. */
export type RecognisedTerm = Pick<Hit, "concept" | "term" | "start" | "end" | "certainty">;

/** The approved terms in a text, longest first at each place; offsets are UTF-16, into the text as given. */
export async function recogniseTerms(
  context: Context,
  text: string,
  language: Language,
): Promise<RecognisedTerm[]> {
  const { approved } = await currentGlossary(context);
  return approved
    .find(text, language, "strict")
    .filter(({ strength }) => strength === "strong")
    .map(({ concept, term, start, end, certainty }) => ({ concept, term, start, end, certainty }));
}
