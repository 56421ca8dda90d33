import { lexiconFromTerms, lexiconFromUnits, MEMORY_UNITS } from "../../../alignment/background-lexicon.ts";
import type { TrilingualLexicon } from "../../../alignment/core-vocabulary.ts";
import { isAllowed } from "../../../domain/concept.ts";
import type { Language } from "../../../domain/language.ts";
import { newestTexts } from "../../../storage/rows/units.ts";
import { collectionsFor } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";
import { currentGlossary } from "../../glossary/current-glossary.ts";

/** Lexicons from the glossary, and from the newest units that the actor may see in the collection. */
export async function backgroundLexicons(
  context: Context,
  actor: Actor,
  collection: string | undefined,
): Promise<TrilingualLexicon[]> {
  const { concepts } = await currentGlossary(context);
  const terms = [...concepts.values()].map(({ concept }) => {
    const texts: { [language in Language]?: string[] } = {};
    for (const term of concept.terms.filter(isAllowed)) (texts[term.language] ??= []).push(term.text);
    return texts;
  });
  // A Worker has only seconds for a request.
  const taught = context.storage.engine === "d1" ? 500 : MEMORY_UNITS;
  const collections = collectionsFor(actor, collection === undefined ? undefined : [collection]);
  const units = await newestTexts(context.storage, collections, taught);
  return [
    ...(terms.length === 0 ? [] : [lexiconFromTerms(terms)]),
    ...(units.length === 0 ? [] : [lexiconFromUnits(units)]),
  ];
}
