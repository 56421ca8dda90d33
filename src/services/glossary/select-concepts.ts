import { type Concept, type ConceptStatus, isWithinSubject, type Term } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { countConceptFindingsByDocument } from "../quality/count-concept-findings.ts";
import { currentGlossary } from "./current-glossary.ts";

/** Which concepts are meant. Absent fields do not restrict. */
export interface ConceptSelection {
  readonly concepts?: readonly string[];
  /** Folded substring of any term, form, definition, note or other text, in any language. */
  readonly q?: string;
  /** This subject and narrower ones. */
  readonly domain?: string;
  readonly status?: ConceptStatus;
  readonly language?: Language;
  /** True: only concepts with findings. */
  readonly findings?: boolean;
}

/** The concepts of a selection, in the order of their ids. */
export async function selectConcepts(
  context: Context,
  actor: Actor,
  selection: ConceptSelection,
): Promise<StoredConcept[]> {
  const { concepts } = await currentGlossary(context);
  const wrong =
    selection.findings === true ? await countConceptFindingsByDocument(context, actor, {}) : undefined;
  const concerned = wrong && new Set(wrong.map(({ concept }) => concept));
  const named = selection.concepts && new Set(selection.concepts);
  const isMeant = matches(selection);
  return [...concepts.values()].filter(
    (stored) =>
      (named?.has(stored.concept.id) ?? true) &&
      isMeant(stored) &&
      (concerned?.has(stored.concept.id) ?? true),
  );
}

function matches(query: ConceptSelection): (stored: StoredConcept) => boolean {
  const needles = new Map(LANGUAGES.map((language) => [language, fold(query.q ?? "", language)]));
  return ({ concept }) => {
    if (query.domain !== undefined && !isWithinSubject(concept.domain, query.domain)) return false;
    if (query.status !== undefined && concept.status !== query.status) return false;
    if (query.q === undefined || query.q === "") return true;
    if (concept.id.includes(query.q.toLowerCase())) return true;
    const languages = query.language === undefined ? LANGUAGES : [query.language];
    return languages.some((language) => {
      const needle = needles.get(language) ?? "";
      const texts = [
        ...conceptTexts(concept),
        ...Object.values(concept.definitions?.[language] ?? {}),
        ...concept.terms.flatMap((term) =>
          term.language === language
            ? [...termTexts(term), ...(term.forms ?? []).map((form) => form.text)]
            : [],
        ),
      ];
      return needle !== "" && texts.some((text) => fold(text, language).includes(needle));
    });
  };
}

/** Texts of a concept that belong to no language. */
const conceptTexts = ({ domain = "", source = "", notes = [], links = [] }: Concept): string[] => [
  domain,
  source,
  ...notes,
  ...links.map(({ url, text = "" }) => `${text} ${url}`),
];

const termTexts = (term: Term): string[] => {
  const { text, citation = "", institution = "", region = "", usageNote = "", notes = [] } = term;
  return [text, citation, institution, region, usageNote, ...notes];
};
