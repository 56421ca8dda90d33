import type { Concept } from "../domain/concept.ts";
import { isAllowed } from "../domain/concept.ts";
import type { Certainty, Range, Ranges, Suggestion } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { isCode, PLACEHOLDER } from "../domain/segment.ts";
import type { Content, Inline } from "../domain/segment.ts";
import { isAllowedHit, recognise, renderingOf, termOf } from "../terminology/glossary.ts";
import type { Glossary, Recognised } from "../terminology/glossary.ts";
import type { Hit } from "../terminology/hits.ts";
import { preferredTerm, replacementFor } from "../terminology/replacement.ts";
import type { Issue, UnitCheck, UnitView } from "./check.ts";

/**
 * Checks that terms of the glossary are translated by terms of the glossary, in each direction between all
 * languages of a unit. The search is strict for terms that cause a finding, and lenient for terms that prevent
 * one:
 *
 * | in the target | finding |
 * |---|---|
 * | preferred or admitted term, or an adjective made from it | none |
 * | deprecated or superseded term | warning |
 * | forbidden term | error |
 * | only the scattered words of a term | info |
 * | nothing | warning; error if the concept is mandatory; info if the third language has nothing either |
 */
export function terminologyCheck(glossary: Glossary, recogniser = recogniserOf(glossary)): UnitCheck {
  return {
    id: "terminology",
    severity: "warning",
    scope: "unit",
    run: (view) => {
      const texts = recogniser(view);
      if (texts.every(({ strict }) => strict.length === 0)) return [];
      return Array.from(inspect(glossary, texts), (issue) => inPlainText(issue, view));
    },
  };
}

/** Finds the glossary's terms in a unit. */
export type Recogniser = (view: UnitView) => readonly Recognised[];

/**
 * Makes a recogniser that reads a unit once for all checks that share it. A single code (a line break, a variable)
 * separates the words around it, so a placeholder replaces it in the text; `inPlainText` corrects the ranges.
 *
 * @param only the concepts to report; all if absent
 */
export function recogniserOf(glossary: Glossary, only?: ReadonlySet<string>): Recogniser {
  let last: { readonly view: UnitView; readonly texts: readonly Recognised[] } | undefined;
  return (view) => {
    if (last?.view !== view) {
      const texts = view.written.map(({ language, content }) =>
        recognise(glossary, parted(content), language, only),
      );
      last = { view, texts };
    }
    return last.texts;
  };
}

function parted(content: Content): string {
  const [only] = content;
  return content.length === 1 && typeof only === "string" ? only : content.map(partedPart).join("");
}
const partedPart = (part: Inline): string => {
  if (!isCode(part)) return part;
  return part.kind === "ph" || part.kind === "break" ? PLACEHOLDER : "";
};

/** Moves the ranges of an issue from the text with placeholders to `plainText`. */
export function inPlainText(issue: Issue, view: UnitView): Issue {
  if (view.written.every(({ content, text }) => parted(content) === text)) return issue;
  const move = (language: Language, { start, end }: Range): Range => {
    const before = placeholdersIn(view.written.find((text) => text.language === language)?.content ?? []);
    const plain = (at: number): number => at - before.filter((place) => place < at).length;
    return { start: plain(start), end: plain(end) };
  };
  const ranges = LANGUAGES.flatMap((language) => {
    const found = issue.ranges[language];
    return found === undefined ? [] : [[language, found.map((range) => move(language, range))] as const];
  });
  const { suggestion } = issue;
  const moved = suggestion?.range && { ...suggestion, range: move(suggestion.language, suggestion.range) };
  return { ...issue, ranges: Object.fromEntries(ranges), ...(moved !== undefined && { suggestion: moved }) };
}

/** Offsets of the placeholders that `parted` inserts. */
function placeholdersIn(content: Content): number[] {
  const places: number[] = [];
  let at = 0;
  for (const part of content) {
    const text = partedPart(part);
    if (isCode(part) && text !== "") places.push(at);
    at += text.length;
  }
  return places;
}

function* inspect(glossary: Glossary, texts: readonly Recognised[]): Generator<Issue> {
  const misused = new Set<string>();
  for (const text of texts) {
    for (const hit of text.strict) {
      const issue = misuse(glossary, texts, text, hit);
      if (issue === undefined) continue;
      misused.add(`${text.language} ${hit.concept}`);
      yield issue;
    }
  }
  for (const target of texts) {
    for (const [id, sources] of wantedIn(glossary, texts, target)) {
      if (misused.has(`${target.language} ${id}`)) continue;
      const concept = glossary.concept(id);
      const issue = concept === undefined ? undefined : judge(concept, sources, target, texts);
      if (issue !== undefined) yield issue;
    }
  }
}

/** Reports a forbidden, deprecated or superseded term that is used for the concept. */
function misuse(
  glossary: Glossary,
  texts: readonly Recognised[],
  text: Recognised,
  hit: Hit,
): Issue | undefined {
  const concept = glossary.concept(hit.concept);
  const term = concept === undefined ? undefined : termOf(concept, hit);
  if (concept === undefined || term === undefined || isAllowed(term)) return undefined;
  const others = texts.filter(({ language }) => language !== text.language);
  const isMeant = others.some((other) => isPresent(concept, other));
  const rivals = text.strict.filter(
    ({ start, end, concept: id }) => start === hit.start && end === hit.end && id !== hit.concept,
  );
  const isRightElsewhere = rivals.some((rival) => {
    const other = glossary.concept(rival.concept);
    return (
      other !== undefined &&
      isAllowedHit(other, rival) &&
      (!isMeant || others.some((leg) => isPresent(other, leg)))
    );
  });
  if (isRightElsewhere || (!isMeant && others.length > 0 && term.forbidden !== true)) return undefined;
  const preferred = preferredTerm(concept, text.language);
  const range = { start: hit.start, end: hit.end };
  const sure: Certainty = isMeant ? hit.certainty : others.length > 0 ? "possible" : "likely";
  return {
    severity: term.forbidden === true && (isMeant || others.length === 0) ? "error" : "warning",
    certainty: sure,
    languages: inOrder([
      text.language,
      ...others.filter((other) => isPresent(concept, other)).map(({ language }) => language),
    ]),
    ranges: { [text.language]: [range] },
    message: term.forbidden === true ? "terminology.forbidden" : "terminology.deprecated",
    params: {
      concept: concept.id,
      term: text.text.slice(hit.start, hit.end),
      language: text.language,
      expected: preferred?.text ?? "",
    },
    ...(preferred !== undefined &&
      hit.strength === "strong" && {
        suggestion: {
          language: text.language,
          range,
          text: replacementFor(text.text.slice(hit.start, hit.end), term, preferred),
        },
      }),
  };
}

const isPresent = (concept: Concept, text: Recognised): boolean =>
  text.strict.some((hit) => hit.concept === concept.id) ||
  text.lenient().some((hit) => hit.concept === concept.id);

/** The concepts of the other languages that this language must express, with their hits. */
function wantedIn(
  glossary: Glossary,
  texts: readonly Recognised[],
  target: Recognised,
): Map<string, Map<Language, Hit[]>> {
  const wanted = new Map<string, Map<Language, Hit[]>>();
  for (const source of texts) {
    if (source.language === target.language) continue;
    for (const { hits } of source.surfaces()) {
      // One of several meanings is enough. If one of them cannot be judged, nothing is reported.
      if (hits.length > 1 && hits.some((hit) => !isWanting(glossary, hit, target))) continue;
      for (const hit of hits) {
        const bySource = wanted.get(hit.concept) ?? new Map<Language, Hit[]>();
        bySource.set(source.language, [...(bySource.get(source.language) ?? []), hit]);
        wanted.set(hit.concept, bySource);
      }
    }
  }
  return wanted;
}

function isWanting(glossary: Glossary, hit: Hit, target: Recognised): boolean {
  const concept = glossary.concept(hit.concept);
  return concept !== undefined && renderingOf(concept, target).kind === "absent";
}

function judge(
  concept: Concept,
  sources: ReadonlyMap<Language, readonly Hit[]>,
  target: Recognised,
  texts: readonly Recognised[],
): Issue | undefined {
  const rendering = renderingOf(concept, target);
  if (rendering.kind === "unknown" || rendering.kind === "derived" || rendering.kind === "discouraged")
    return undefined;
  if (rendering.kind === "allowed") return fewer(concept, sources, target, rendering.hits, texts);
  const hits = [...sources.values()].flat();
  const [source] = sources.keys();
  const preferred = preferredTerm(concept, target.language);
  if (source === undefined || preferred === undefined) return undefined;
  const third = texts.find(({ language }) => language !== target.language && !sources.has(language));
  const contested = third !== undefined && renderingOf(concept, third).kind === "absent";
  const isDoubtful = hits.every(({ certainty }) => certainty === "possible");
  const common = {
    languages: inOrder([...sources.keys(), target.language]),
    params: {
      concept: concept.id,
      term: hits[0]?.term ?? "",
      source,
      target: target.language,
      expected: expectedTerms(concept, target.language),
    },
  };
  if (rendering.kind === "scattered") {
    return {
      ...common,
      severity: "info",
      certainty: "possible",
      ranges: { ...rangesOf(sources), [target.language]: [rendering.range] },
      message: "terminology.discontinuous",
    };
  }
  const suggestion: Suggestion = { language: target.language, text: preferred.text.replace(/[{}]/gu, "") };
  return {
    ...common,
    severity: severityOfMissing(concept.mandatory ?? false, contested || isDoubtful),
    certainty: contested || isDoubtful ? "possible" : sources.size > 1 ? "certain" : "likely",
    ranges: rangesOf(sources),
    message: "terminology.missing",
    suggestion,
  };
}

function severityOfMissing(mandatory: boolean, doubtful: boolean): "error" | "warning" | "info" {
  if (mandatory) return doubtful ? "warning" : "error";
  return doubtful ? "info" : "warning";
}

/** Reports a term that every other language has more often. The cause may be a pronoun or an omission. */
function fewer(
  concept: Concept,
  sources: ReadonlyMap<Language, readonly Hit[]>,
  target: Recognised,
  hits: readonly Hit[],
  texts: readonly Recognised[],
): Issue | undefined {
  const others = texts.filter(({ language }) => language !== target.language);
  const counts = others.map(({ language, text }) => countPlaces(text, sources.get(language) ?? []));
  const least = Math.min(...counts);
  const [source] = sources.keys();
  if (least <= countPlaces(target.text, hits)) return undefined;
  const found = countPlaces(
    target.text,
    target.lenient().filter((hit) => hit.concept === concept.id),
  );
  if (least <= found || source === undefined) return undefined;
  return {
    severity: "info",
    certainty: "possible",
    languages: inOrder([...sources.keys(), target.language]),
    ranges: { ...rangesOf(sources), [target.language]: places(hits) },
    message: "terminology.fewer",
    params: {
      concept: concept.id,
      term: sources.get(source)?.[0]?.term ?? "",
      source,
      target: target.language,
      expected: least,
      found,
    },
  };
}

/** Number of places of the hits. Overlapping hits are one place, and so is a name with its acronym in brackets. */
function countPlaces(text: string, hits: readonly Hit[]): number {
  let count = 0;
  let end = -1;
  for (const hit of hits) {
    const between = end < 0 ? undefined : text.slice(end, hit.start);
    const isSame = hit.start < end || (between !== undefined && /^[\s»”"]*[(（][\s«“"]*$/u.test(between));
    if (!isSame) count++;
    end = Math.max(end, hit.end);
  }
  return count;
}

const expectedTerms = (concept: Concept, language: Language): string =>
  concept.terms
    .filter((term) => term.language === language && isAllowed(term))
    .map(({ text }) => text.replace(/[{}]/gu, ""))
    .join(", ");

/** The places of the hits, each once: several terms of a concept may have the same form. */
const places = (hits: readonly Hit[]): Range[] => [
  ...new Map(hits.map(({ start, end }) => [`${start} ${end}`, { start, end }])).values(),
];

/** Ranges of the hits, by language. */
export function rangesOf(hits: ReadonlyMap<Language, readonly Hit[]>): Ranges {
  return Object.fromEntries(Array.from(hits, ([language, found]) => [language, places(found)]));
}

/** The languages in the order of `LANGUAGES`. */
export function inOrder(languages: readonly Language[]): Language[] {
  return LANGUAGES.filter((language) => languages.includes(language));
}
