import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { fold } from "../../../domain/normal-form.ts";
import { refusedTerms } from "../../../storage/rows/refused-candidates.ts";
import { formsOf } from "../../../terminology/forms.ts";
import { collectionsFor } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";
import { type CurrentGlossary, currentGlossary } from "../../glossary/current-glossary.ts";
import type { Candidate, FindCandidates } from "../find-candidates.ts";

/** What tells whether a candidate is known or refused: how it is written, by language. */
export interface Names {
  /** Forms that occur. */
  readonly forms: (language: Language) => Iterable<string>;
  readonly base: (language: Language) => string | undefined;
}

/** What the glossary and the refusals say of a candidate. */
export type Verdict = Pick<Candidate, "known" | "concept" | "refused">;

/** Makes the test of candidates against the glossary and the refusals in the collections of a search. */
export async function judge(
  context: Context,
  actor: Actor,
  { collections }: FindCandidates,
  isStored: boolean,
): Promise<(names: Names) => Verdict> {
  const conceptOf = knownTerms(await currentGlossary(context));
  const own = collectionsFor(actor, collections);
  const isRefused = refusals(await refusedTerms(context.storage, own ?? (isStored ? undefined : [])));
  return (names) => {
    const concept = conceptOf(names);
    return {
      known: concept !== undefined,
      ...(concept === undefined ? {} : { concept }),
      refused: isRefused(names),
    };
  };
}

/** Finds the concept that has a term of a candidate in any form. */
function knownTerms({ concepts }: CurrentGlossary): (names: Names) => string | undefined {
  const ids = new Map<string, string>();
  for (const { concept } of concepts.values()) {
    if (concept.status === "rejected") continue;
    for (const term of concept.terms)
      for (const { text } of formsOf(term))
        ids.set(`${term.language} ${fold(text, term.language)}`, concept.id);
  }
  return ({ forms }) => {
    for (const language of LANGUAGES) {
      for (const form of forms(language)) {
        const id = ids.get(`${language} ${fold(form, language)}`);
        if (id !== undefined) return id;
      }
    }
    return undefined;
  };
}

/** Makes the test whether somebody has refused a candidate. */
function refusals(terms: Awaited<ReturnType<typeof refusedTerms>>): (names: Names) => boolean {
  const refused = new Set(terms.map(({ language, folded }) => `${language} ${folded}`));
  if (refused.size === 0) return () => false;
  return ({ forms, base }) => {
    // The first language names the candidate; its translation may be found to be another one later.
    for (const language of LANGUAGES) {
      const name = base(language);
      if (name !== undefined)
        return [name, ...forms(language)].some((one) => refused.has(`${language} ${fold(one, language)}`));
    }
    return false;
  };
}
