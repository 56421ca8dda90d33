import type { ConceptStatus } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { countConceptFindingsByDocument } from "../quality/count-concept-findings.ts";
import { type ConceptView, conceptView } from "./concept-view.ts";
import { currentGlossary } from "./current-glossary.ts";

export interface ConceptQuery {
  readonly after?: string;
  readonly limit: number;
  /** Folded substring of any term, form or definition, in any language. */
  readonly q?: string;
  readonly domain?: string;
  readonly status?: ConceptStatus;
  readonly language?: Language;
  /** True: only concepts with findings. */
  readonly findings?: boolean;
}

/** Concepts in the order of their ids; `next` is the `after` of the next page; `total` counts all pages. */
export async function listConcepts(
  context: Context,
  actor: Actor,
  query: ConceptQuery,
): Promise<{ items: ConceptView[]; next: string | null; total: number }> {
  const { concepts } = await currentGlossary(context);
  const wrong =
    query.findings === true ? await countConceptFindingsByDocument(context, actor, {}) : undefined;
  const concerned = wrong && new Set(wrong.map(({ concept }) => concept));
  const found = [...concepts.values()].filter(
    (stored) => matches(query)(stored) && (concerned?.has(stored.concept.id) ?? true),
  );
  const rest = found.filter(({ concept }) => concept.id > (query.after ?? ""));
  const items = rest.slice(0, query.limit).map(conceptView);
  return { items, next: rest.length > query.limit ? (items.at(-1)?.id ?? null) : null, total: found.length };
}

function matches(query: ConceptQuery): (stored: StoredConcept) => boolean {
  const needles = new Map(LANGUAGES.map((language) => [language, fold(query.q ?? "", language)]));
  return ({ concept }) => {
    if (query.domain !== undefined && concept.domain !== query.domain) return false;
    if (query.status !== undefined && concept.status !== query.status) return false;
    if (query.q === undefined || query.q === "") return true;
    if (concept.id.includes(query.q.toLowerCase())) return true;
    const languages = query.language === undefined ? LANGUAGES : [query.language];
    return languages.some((language) => {
      const needle = needles.get(language) ?? "";
      const texts = [
        concept.definitions?.[language]?.text ?? "",
        ...concept.terms.flatMap((term) =>
          term.language === language ? [term.text, ...(term.forms ?? []).map((form) => form.text)] : [],
        ),
      ];
      return needle !== "" && texts.some((text) => fold(text, language).includes(needle));
    });
  };
}
