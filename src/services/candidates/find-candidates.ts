import { lexiconFromTerms, lexiconFromUnits } from "../../alignment/background-lexicon.ts";
import { coreLexicon } from "../../alignment/core-vocabulary.ts";
import { phraseSupport } from "../../alignment/phrase-support.ts";
import { allowedTerms } from "../../domain/concept.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { refusedTerms } from "../../storage/rows/refused-candidates.ts";
import { baseForm } from "../../terminology/candidates/base-form.ts";
import { commonSurface, type Entry } from "../../terminology/candidates/phrase-table.ts";
import { type MinedCandidate, mineCandidates } from "../../terminology/candidates/miner.ts";
import { formsOf } from "../../terminology/forms.ts";
import { type Actor, type Context, startOfPage } from "../context.ts";
import { type CurrentGlossary, currentGlossary } from "../glossary/current-glossary.ts";
import type { Progress } from "../imports/progress.ts";
import { type CandidateSource, type ReadUnit, readUnits } from "./internal/read-units.ts";

export interface FindCandidates extends CandidateSource {
  /** By default all languages with texts. */
  readonly languages?: readonly Language[];
  /** Least number of occurrences; 1 by default. */
  readonly least?: number;
  /** False leaves out what the glossary has. */
  readonly known?: boolean;
  /** True to include what somebody has refused. */
  readonly refused?: boolean;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface CandidateControl {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** A sentence that shows a candidate. */
export interface Evidence {
  /** Ids of a stored unit and of its document. */
  readonly unit?: string;
  readonly document?: string;
  readonly texts: { readonly [language in Language]?: string };
  /** UTF-16 offsets of the candidate in these texts. */
  readonly ranges: { readonly [language in Language]?: readonly [start: number, end: number] };
}

export interface Candidate {
  /** The terms in their base form. */
  readonly terms: { readonly [language in Language]?: string };
  /** 0 … 1 */
  readonly score: number;
  readonly frequency: number;
  readonly documents: number;
  /** Whether the glossary has one of the terms. */
  readonly known: boolean;
  /** Id of the concept that has it. */
  readonly concept?: string;
  readonly refused: boolean;
  /** 0 … 1: how sure it is that the terms translate each other. */
  readonly agreement?: number;
  /** Forms that occur, the most frequent first. */
  readonly forms: { readonly [language in Language]?: readonly string[] };
  /** Other translations in other units: contradictions, or synonyms. */
  readonly alternatives: readonly {
    readonly language: Language;
    readonly text: string;
    readonly units: number;
  }[];
  readonly evidence: readonly Evidence[];
}

export interface CandidatePage {
  readonly candidates: readonly Candidate[];
  readonly total: number;
  /** Number of units or sentences that were read. */
  readonly units: number;
  readonly next: string | null;
}

/** Units that the word-by-word lexicon learns from; further ones take seconds and add little. */
const LEARNED_UNITS = 3000;
/** The longest work between two pauses, in milliseconds. */
const SLICE = 20;
const SHOWN_EVIDENCE = 4;
const SHOWN_FORMS = 8;

/**
 * Finds phrases that may be terms, the best first: in one language, or paired over two or three.
 *
 * @throws {Problem} `selection-too-large`, `too-large`, `not-found`, `invalid-fields`, problems of `alignTexts`
 */
export async function findCandidates(
  context: Context,
  actor: Actor,
  query: FindCandidates,
  { progress, signal }: CandidateControl = {},
): Promise<CandidatePage> {
  const start = startOfPage(query.after);
  await context.loadDictionaries();
  const units = await readUnits(context, actor, query);
  const languages = LANGUAGES.filter(
    (language) => (query.languages?.includes(language) ?? true) && units.some(({ texts }) => texts[language]),
  );
  const glossary = await currentGlossary(context);
  const support = supportOf(glossary, units, languages);
  let since = performance.now();
  const mined = await mineCandidates(units, {
    languages,
    least: query.least ?? 1,
    support,
    pause: async (done, of) => {
      if (performance.now() - since < SLICE) return;
      progress?.(Math.floor((done / of) * units.length), units.length);
      await yieldToEventLoop();
      signal?.throwIfAborted();
      since = performance.now();
    },
  });
  const conceptOf = knownTerms(glossary);
  const isRefused = await refusals(context, actor, query, units);
  const wanted = mined.filter((candidate) => {
    if (query.known === false && conceptOf(candidate) !== undefined) return false;
    return query.refused === true || !isRefused(candidate);
  });
  const shown = wanted.slice(start, start + query.limit);
  const end = start + shown.length;
  return {
    candidates: shown.map((candidate) => {
      const concept = conceptOf(candidate);
      return {
        ...viewOf(candidate, units),
        known: concept !== undefined,
        ...(concept === undefined ? {} : { concept }),
        refused: isRefused(candidate),
      };
    }),
    total: wanted.length,
    units: units.length,
    next: end < wanted.length ? String(end) : null,
  };
}

type Support = Parameters<typeof mineCandidates>[1]["support"];

/** How well two phrases translate each other, by the glossary, the core vocabulary and the units themselves. */
function supportOf(
  { concepts }: CurrentGlossary,
  units: readonly ReadUnit[],
  languages: readonly Language[],
): Support {
  if (languages.length < 2) return () => 0;
  const terms = [...concepts.values()].map(({ concept }) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [language, allowedTerms(concept, language).map(({ text }) => text)]),
    ),
  );
  const support = phraseSupport([
    coreLexicon(),
    ...(terms.length === 0 ? [] : [lexiconFromTerms(terms)]),
    lexiconFromUnits(units.slice(-LEARNED_UNITS).map(({ texts }) => texts)),
  ]);
  const words = new Map<Entry, string>();
  const textOf = (entry: Entry): string => {
    const known = words.get(entry) ?? commonSurface(entry);
    words.set(entry, known);
    return known;
  };
  return (a, b) => support(textOf(a.entry), a.language, textOf(b.entry), b.language);
}

/** Finds the concept that has a term of a candidate in any form. */
function knownTerms({ concepts }: CurrentGlossary): (candidate: MinedCandidate) => string | undefined {
  const ids = new Map<string, string>();
  for (const { concept } of concepts.values()) {
    if (concept.status === "rejected") continue;
    for (const term of concept.terms)
      for (const { text } of formsOf(term))
        ids.set(`${term.language} ${fold(text, term.language)}`, concept.id);
  }
  return ({ entries }) => {
    for (const language of LANGUAGES) {
      for (const surface of entries[language]?.surfaces.keys() ?? []) {
        const id = ids.get(`${language} ${fold(surface, language)}`);
        if (id !== undefined) return id;
      }
    }
    return undefined;
  };
}

/** Makes the test whether somebody has refused a candidate in the collections of a search. */
async function refusals(
  { storage }: Context,
  actor: Actor,
  { collections }: FindCandidates,
  units: readonly ReadUnit[],
): Promise<(candidate: MinedCandidate) => boolean> {
  const own = actor.collection === undefined ? collections : [actor.collection];
  const terms = await refusedTerms(
    storage,
    own ?? (units.some(({ id }) => id !== undefined) ? undefined : []),
  );
  const refused = new Set(terms.map(({ language, folded }) => `${language} ${folded}`));
  if (refused.size === 0) return () => false;
  return ({ entries }) => {
    // The first language names the candidate; its translation may be found to be another one later.
    const language = LANGUAGES.find((one) => entries[one] !== undefined);
    const entry = language && entries[language];
    if (language === undefined || entry === undefined) return false;
    const names = [baseFormOnce(entry, language), ...entry.surfaces.keys()];
    return names.some((name) => refused.has(`${language} ${fold(name, language)}`));
  };
}

const baseForms = new WeakMap<Entry, string>();
function baseFormOnce(entry: Entry, language: Language): string {
  const known = baseForms.get(entry) ?? baseForm(entry, language);
  baseForms.set(entry, known);
  return known;
}

function viewOf(
  { entries, score, frequency, documents, agreement, others, units: numbers }: MinedCandidate,
  units: readonly ReadUnit[],
): Omit<Candidate, "known" | "refused"> {
  const each = <Value>(value: (entry: Entry, language: Language) => Value) =>
    Object.fromEntries(
      LANGUAGES.flatMap((language) => {
        const entry = entries[language];
        return entry === undefined ? [] : [[language, value(entry, language)]];
      }),
    );
  return {
    terms: each(baseFormOnce),
    score: Math.round(score * 1000) / 1000,
    frequency,
    documents,
    ...(agreement === undefined ? {} : { agreement: Math.round(agreement * 100) / 100 }),
    forms: each(({ surfaces }) =>
      [...surfaces]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, SHOWN_FORMS)
        .map(([surface]) => surface),
    ),
    alternatives: others.map(({ language, entry, units: count }) => ({
      language,
      text: baseFormOnce(entry, language),
      units: count,
    })),
    evidence: numbers.slice(0, SHOWN_EVIDENCE).flatMap((number) => {
      const unit = units[number];
      return unit === undefined ? [] : [evidenceOf(unit, number, entries)];
    }),
  };
}

function evidenceOf(
  { texts, id, documentId }: ReadUnit,
  number: number,
  entries: MinedCandidate["entries"],
): Evidence {
  const ranges: { [language in Language]?: readonly [number, number] } = {};
  for (const language of LANGUAGES) {
    const [entry, text] = [entries[language], texts[language]];
    if (entry === undefined || text === undefined) continue;
    const place = entry.places.find(({ unit }) => unit === number);
    if (place !== undefined) ranges[language] = [place.start, place.end];
    else {
      // Only the first places are kept; the surfaces lead to the others.
      const surface = [...entry.surfaces.keys()].find((one) => text.includes(one));
      const start = surface === undefined ? -1 : text.indexOf(surface);
      if (surface !== undefined) ranges[language] = [start, start + surface.length];
    }
  }
  return {
    ...(id === undefined ? {} : { unit: id }),
    ...(documentId === undefined ? {} : { document: documentId }),
    texts,
    ranges,
  };
}
