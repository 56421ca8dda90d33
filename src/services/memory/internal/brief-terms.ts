import { allowedTerms, type Concept, isAllowed, type Term } from "../../../domain/concept.ts";
import type { Certainty } from "../../../domain/finding.ts";
import type { Language } from "../../../domain/language.ts";
import { formsOf } from "../../../terminology/forms.ts";
import type { Glossary } from "../../../terminology/glossary.ts";

/** A term of the target language that may be used. */
export interface AllowedTerm {
  readonly text: string;
  readonly status: Term["administrativeStatus"];
  /** All forms that may stand in a text, the base form first. */
  readonly forms: readonly string[];
  /** The form by number and case: `{"sg.gen": "ледокола"}`; `sg` and `pl` for English. */
  readonly grammar: Readonly<Record<string, string>>;
  /** The institution or the source that prescribes it. */
  readonly by?: string;
  /** First day of its use, an ISO 8601 date. */
  readonly since?: string;
}

/** A concept of the source text. */
export interface BriefTerm {
  readonly concept: string;
  readonly source: {
    /** The term as it stands in the text, at its first place. */
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly certainty: Certainty;
    readonly occurrences: number;
  };
  readonly mandatory: boolean;
  readonly targets: { readonly [language in Language]?: readonly AllowedTerm[] };
  readonly forbidden: { readonly [language in Language]?: readonly string[] };
  readonly definitions: { readonly [language in Language]?: string };
}

/** The approved concepts whose terms stand in a text, in the order of their first places. */
export function briefTerms(
  approved: Glossary,
  text: string,
  source: Language,
  targets: readonly Language[],
): BriefTerm[] {
  const hits = approved.find(text, source);
  return [...Map.groupBy(hits, ({ concept }) => concept)].flatMap(([id, places]) => {
    const concept = approved.concept(id);
    const [first] = places;
    if (concept === undefined || first === undefined) return [];
    const { start, end, certainty } = first;
    const occurrences = new Set(places.map((place) => place.start)).size;
    return [
      {
        concept: id,
        source: { text: text.slice(start, end), start, end, certainty, occurrences },
        mandatory: concept.mandatory ?? false,
        targets: byLanguage(targets, (language) => allowedTerms(concept, language).map(allowedTerm)),
        forbidden: byLanguage(targets, (language) => forbiddenTerms(concept, language)),
        definitions: definitionsOf(concept, [source, ...targets]),
      },
    ];
  });
}

function byLanguage<Value>(
  languages: readonly Language[],
  listOf: (language: Language) => readonly Value[],
): { readonly [language in Language]?: readonly Value[] } {
  const lists: { [language in Language]?: readonly Value[] } = {};
  for (const language of languages) {
    const list = listOf(language);
    if (list.length > 0) lists[language] = list;
  }
  return lists;
}

function allowedTerm(term: Term): AllowedTerm {
  const forms = formsOf(term);
  const grammar: Record<string, string> = {};
  for (const { text, tags = "" } of forms) {
    for (const tag of tags.split(" ")) if (tag !== "") grammar[tag] ??= text;
  }
  const by = term.institution ?? term.citation;
  const base = term.text.replaceAll(/[{}]/gu, "");
  return {
    text: base,
    status: term.administrativeStatus,
    forms: [...new Set([base, ...forms.map(({ text }) => text)])],
    grammar,
    ...(by === undefined ? {} : { by }),
    ...(term.validFrom === undefined ? {} : { since: term.validFrom }),
  };
}

const forbiddenTerms = ({ terms }: Concept, language: Language): string[] =>
  terms.filter((term) => term.language === language && !isAllowed(term)).map(({ text }) => text);

function definitionsOf(
  { definitions = {} }: Concept,
  languages: readonly Language[],
): BriefTerm["definitions"] {
  const found: { [language in Language]?: string } = {};
  for (const language of languages) {
    const text = definitions[language]?.text;
    if (text !== undefined) found[language] = text;
  }
  return found;
}
