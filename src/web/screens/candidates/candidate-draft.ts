import { type Language, LANGUAGES } from "../../../domain/language.ts";
import type { Candidate, ConceptDraft } from "../../api/resources.ts";

/** A candidate on the screen: its terms may be edited, and joined with those of others. */
export interface CandidateDraft {
  /** Of the first candidate; the same as long as the list is shown. */
  readonly key: string;
  readonly candidates: readonly Candidate[];
  readonly terms: { readonly [language in Language]: readonly string[] };
}

const keyOf = ({ terms }: Candidate): string => LANGUAGES.map((language) => terms[language] ?? "").join("\n");

export const draftOf = (candidate: Candidate): CandidateDraft => ({
  key: keyOf(candidate),
  candidates: [candidate],
  terms: termsOf([candidate]),
});

const termsOf = (candidates: readonly Candidate[]): CandidateDraft["terms"] => {
  const of = (language: Language) => [...new Set(candidates.flatMap(({ terms }) => terms[language] ?? []))];
  return { en: of("en"), ru: of("ru"), zh: of("zh") };
};

/** One draft of several: the first names it, the terms of the others become further terms of the same concept. */
export function joinDrafts(drafts: readonly CandidateDraft[], keys: ReadonlySet<string>): CandidateDraft[] {
  const chosen = drafts.filter(({ key }) => keys.has(key));
  const [first] = chosen;
  if (first === undefined || chosen.length < 2) return [...drafts];
  const of = (language: Language) => [...new Set(chosen.flatMap(({ terms }) => terms[language]))];
  const joined = {
    key: first.key,
    candidates: chosen.flatMap(({ candidates }) => candidates),
    terms: { en: of("en"), ru: of("ru"), zh: of("zh") },
  };
  return drafts.flatMap((draft) => (draft === first ? joined : keys.has(draft.key) ? [] : draft));
}

/** The drafts of a joined one, each as it was found. */
export const separateDraft = ({ candidates }: CandidateDraft): CandidateDraft[] => candidates.map(draftOf);

/** The draft with another text for one term; an empty text takes the term away when it is left. */
export const withTerm = (
  draft: CandidateDraft,
  language: Language,
  at: number,
  text: string,
): CandidateDraft => ({
  ...draft,
  terms: { ...draft.terms, [language]: draft.terms[language].with(at, text) },
});

export const addTerm = (draft: CandidateDraft, language: Language, text: string): CandidateDraft => ({
  ...draft,
  terms: { ...draft.terms, [language]: [...draft.terms[language], text] },
});

const written = (texts: readonly string[]): string[] =>
  texts.map((text) => text.trim()).filter((text) => text !== "");

/** The concept of a draft: the first term of a language is preferred, the others are admitted. */
export const conceptOf = ({ terms }: CandidateDraft): ConceptDraft => ({
  terms: LANGUAGES.flatMap((language) =>
    written(terms[language]).map((text, at) => ({
      language,
      text,
      administrativeStatus: at === 0 ? ("preferred" as const) : ("admitted" as const),
    })),
  ),
});

/** The first term of each language, for the form of a new concept. */
export const firstTerms = ({ terms }: CandidateDraft): Record<string, string> =>
  Object.fromEntries(
    LANGUAGES.flatMap((language) =>
      written(terms[language])
        .slice(0, 1)
        .map((text) => [language, text]),
    ),
  );
