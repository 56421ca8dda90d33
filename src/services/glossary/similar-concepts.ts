import type { Concept, Term } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import { similarity } from "../../matching/similarity.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";
import { conceptName } from "./concept-name.ts";
import { foldedTerm } from "./internal/folded-term.ts";
import { looseTerm, wordsOf } from "./internal/loose-term.ts";

/** A concept that has a term like one of the given ones. */
export interface SimilarConcept {
  readonly concept: string;
  /** The best term of each language. */
  readonly name: string;
  /** `same`: the terms differ at most in case, width and white space. `near`: in spelling or number. */
  readonly kind: "same" | "near";
  readonly language: Language;
  /** The given term, and the one of the concept. */
  readonly term: string;
  readonly known: string;
}

/** Least similarity of two terms that may be the same. */
const NEAR = 0.85;
/** Shorter terms are compared by their letters alone: one edit makes another word of them. */
const LEAST_LENGTH = 6;
/** Most concepts that are listed. */
const LISTED = 10;

/**
 * Concepts with terms like these, for a warning before a concept is made twice. The same terms come first.
 *
 * @param except id of the concept that the terms belong to
 */
export async function similarConcepts(
  context: Context,
  terms: readonly Pick<Term, "language" | "text">[],
  except?: string,
): Promise<SimilarConcept[]> {
  const { concepts } = await currentGlossary(context);
  const wanted = terms
    .filter(({ text }) => text.trim() !== "")
    .map(({ language, text }) => ({
      language,
      text: text.trim(),
      folded: foldedTerm(text),
      loose: looseTerm(text, language),
      words: wordsOf(text),
    }));
  const found: SimilarConcept[] = [];
  for (const { concept } of concepts.values()) {
    if (concept.id === except) continue;
    const best = wanted.flatMap((one) => likest(one, concept) ?? []);
    const first = best.find(({ kind }) => kind === "same") ?? best[0];
    if (first) found.push(first);
  }
  return found.toSorted((a, b) => Number(b.kind === "same") - Number(a.kind === "same")).slice(0, LISTED);
}

interface Wanted {
  readonly language: Language;
  readonly text: string;
  readonly folded: string;
  readonly loose: string;
  readonly words: string;
}

/** The term of a concept that is most like the wanted one; `undefined` when none is. */
function likest(
  { language, text, folded, loose, words }: Wanted,
  concept: Concept,
): SimilarConcept | undefined {
  let near: string | undefined;
  const made = (kind: "same" | "near", known: string): SimilarConcept => ({
    concept: concept.id,
    name: conceptName(concept, concept.id),
    kind,
    language,
    term: text,
    known,
  });
  for (const term of concept.terms) {
    if (term.language !== language) continue;
    const other = foldedTerm(term.text);
    if (other === folded) return made("same", term.text);
    const isLike =
      isNear(folded, other) ||
      looseTerm(term.text, language) === loose ||
      term.forms?.some((form) => wordsOf(form.text) === words) === true;
    near ??= isLike ? term.text : undefined;
  }
  return near === undefined ? undefined : made("near", near);
}

function isNear(one: string, other: string): boolean {
  const [least, most] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  return least >= LEAST_LENGTH && least / most >= NEAR && similarity(one, other) >= NEAR;
}
