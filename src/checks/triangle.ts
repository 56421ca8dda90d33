import type { Concept } from "../domain/concept.ts";
import type { Finding } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { LANGUAGES } from "../domain/language.ts";
import { placesOf, renderingOf } from "../terminology/glossary.ts";
import type { Glossary, Recognised } from "../terminology/glossary.ts";
import type { Hit } from "../terminology/hits.ts";
import type { Issue, UnitCheck, UnitView } from "./check.ts";
import { inOrder, inPlainText, rangesOf, recogniserOf } from "./terminology.ts";

/**
 * Checks that all three languages of a unit express the same concepts. If only one language lacks a concept, it is
 * the suspect (warning). If only one language has a concept, it is the suspect too (info: usually a homograph or
 * free wording). The finding says if the suspect was translated from an older version.
 */
export function triangleCheck(glossary: Glossary, recogniser = recogniserOf(glossary)): UnitCheck {
  return {
    id: "triangle",
    severity: "warning",
    scope: "unit",
    run: (view) => {
      if (view.written.length < LANGUAGES.length) return [];
      return Array.from(inspect(glossary, view, recogniser(view)), (issue) => inPlainText(issue, view));
    },
  };
}

/**
 * The findings of a unit without those of the triangle that say no more than the terminology check: it has reported the
 * concept, and no older version is the reason.
 */
export function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const reported = new Set(
    findings.flatMap(({ check, params }) => (check === "terminology" ? [params["concept"]] : [])),
  );
  return reported.size === 0
    ? findings
    : findings.filter(
        ({ check, message, params }) =>
          check !== "triangle" || message.endsWith("-stale") || !reported.has(params["concept"]),
      );
}

function* inspect(glossary: Glossary, view: UnitView, texts: readonly Recognised[]): Generator<Issue> {
  const seen = new Set<string>();
  for (const text of texts) {
    for (const { hits } of text.surfaces()) {
      for (const hit of hits) {
        const concept = glossary.concept(hit.concept);
        if (concept === undefined || seen.has(concept.id) || hit.certainty === "possible") continue;
        seen.add(concept.id);
        const rivals = hits.filter((rival) => rival.concept !== hit.concept);
        const issue = compare(glossary, view, texts, concept, rivals);
        if (issue !== undefined) yield issue;
      }
    }
  }
}

function compare(
  glossary: Glossary,
  view: UnitView,
  texts: readonly Recognised[],
  concept: Concept,
  rivals: readonly Hit[],
): Issue | undefined {
  const kinds = texts.map((text) => renderingOf(concept, text).kind);
  if (kinds.includes("unknown") || kinds.includes("scattered")) return undefined;
  const absent = texts.filter((_, at) => kinds[at] === "absent");
  const present = texts.filter((_, at) => kinds[at] !== "absent");
  if (absent.length === 0 || present.length === 0) return undefined;
  const isOtherConcept = (text: Recognised): boolean =>
    rivals.some(({ concept: id }) => {
      const rival = glossary.concept(id);
      return rival !== undefined && renderingOf(rival, text).kind !== "absent";
    });
  if (absent.some(isOtherConcept)) return undefined;
  const missing = absent.length === 1;
  const suspect = (missing ? absent : present)[0]?.language;
  if (suspect === undefined) return undefined;
  const found = new Map<Language, readonly Hit[]>(
    present.map((text) => [text.language, placesOf(concept, text)]),
  );
  const origin = staleOrigin(view, suspect);
  return {
    ...(!missing && { severity: "info" as const }),
    certainty: missing ? (origin === undefined ? "likely" : "certain") : "possible",
    languages: inOrder(texts.map(({ language }) => language)),
    ranges: rangesOf(found),
    message: `triangle.${missing ? "missing" : "only"}${origin === undefined ? "" : "-stale"}`,
    params: {
      concept: concept.id,
      term: [...found.values()].flat()[0]?.term ?? concept.terms[0]?.text ?? concept.id,
      suspect,
      ...(origin !== undefined && { source: origin }),
    },
  };
}

/** The source language of a variant, if its text has changed since the translation. */
function staleOrigin(view: UnitView, language: Language): Language | undefined {
  const from = view.unit.variants[language]?.from;
  if (from === undefined) return undefined;
  return (view.unit.variants[from.language]?.version ?? 0) > from.version ? from.language : undefined;
}
