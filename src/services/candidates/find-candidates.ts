import { lexiconFromTerms, lexiconFromUnits } from "../../alignment/background-lexicon.ts";
import { coreLexicon } from "../../alignment/core-vocabulary.ts";
import { phraseSupport } from "../../alignment/phrase-support.ts";
import { allowedTerms } from "../../domain/concept.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { baseForm } from "../../terminology/candidates/base-form.ts";
import { unitsByNumber } from "../../storage/rows/units.ts";
import { commonSurface, type Entry } from "../../terminology/candidates/phrase-table.ts";
import { type MinedCandidate, mineCandidates } from "../../terminology/candidates/miner.ts";
import { isVisible } from "../access/visibility.ts";
import { type Actor, type Context, startOfPage } from "../context.ts";
import { type CurrentGlossary, currentGlossary } from "../glossary/current-glossary.ts";
import type { Progress } from "../imports/progress.ts";
import {
  keepList,
  keptList,
  type KeptList,
  listKey,
  namesOfRanked,
  type RankedCandidate,
} from "./internal/kept-list.ts";
import { type CandidateSource, type ReadUnit, readUnits, storedUnit } from "./internal/read-units.ts";
import { judge, type Names, type Verdict } from "./internal/verdicts.ts";

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
/** A word that stands in another language as it is, and is no name: “prefix”, the option of a command. */
const UNTRANSLATED = /^[a-z][a-z ._-]*$/u;
/** How much its words say for the pair, because a translation of it is the better target. */
const UNTRANSLATED_VALUE = 0.4;
/** The longest work between two pauses, in milliseconds. */
const SLICE = 20;
const SHOWN_EVIDENCE = 4;
const SHOWN_FORMS = 8;

/**
 * Finds phrases that may be terms, the best first: in one language, or paired over two or three. A further page of a
 * search in stored units takes the ranking of the first page while it is kept.
 *
 * @throws {Problem} `selection-too-large`, `too-large`, `not-found`, `invalid-fields`, problems of `alignTexts`
 */
export async function findCandidates(
  context: Context,
  actor: Actor,
  query: FindCandidates,
  control: CandidateControl = {},
): Promise<CandidatePage> {
  const start = startOfPage(query.after);
  await context.loadDictionaries();
  const key = query.texts === undefined ? await listKey(actor, query) : undefined;
  const kept = start === 0 || key === undefined ? undefined : await keptList(context, key);
  const isThere = kept !== undefined && (start < kept.items.length || kept.items.length === kept.ranked);
  return isThere
    ? keptPage(context, actor, query, start, kept)
    : minedPage(context, actor, query, start, key, control);
}

/** A page of a ranking that was made before. What the glossary has and what was refused is as it is now. */
async function keptPage(
  context: Context,
  actor: Actor,
  query: FindCandidates,
  start: number,
  { items, ranked, total, units: count }: KeptList,
): Promise<CandidatePage> {
  const judged = await judge(context, actor, query, true);
  const { shown, end } = pageFrom(items, start, query, (item) => judged(namesOfRanked(item)));
  const numbers = [...new Set(shown.flatMap(({ item }) => item.units))];
  const units = new Map(
    (await unitsByNumber(context.storage, numbers))
      .filter(({ collection }) => isVisible(actor, collection))
      .map((unit) => [unit.n, storedUnit(unit)]),
  );
  return {
    candidates: shown.map(({ item: { units: own, ...view }, verdict }) => ({
      ...view,
      ...verdict,
      evidence: own.flatMap((n) => {
        const unit = units.get(n);
        return unit === undefined
          ? []
          : [evidenceOf(unit, (language, text) => rangeIn(text, view.forms[language]))];
      }),
    })),
    total,
    units: count,
    next: end < ranked ? String(end) : null,
  };
}

async function minedPage(
  context: Context,
  actor: Actor,
  query: FindCandidates,
  start: number,
  key: string | undefined,
  { progress, signal }: CandidateControl,
): Promise<CandidatePage> {
  const units = await readUnits(context, actor, query);
  const languages = LANGUAGES.filter(
    (language) => (query.languages?.includes(language) ?? true) && units.some(({ texts }) => texts[language]),
  );
  const support = supportOf(await currentGlossary(context), units, languages);
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
  const judged = await judge(context, actor, query, query.texts === undefined);
  const verdictOf = (candidate: MinedCandidate) => judged(namesOf(candidate));
  const { shown, end } = pageFrom(mined, start, query, verdictOf);
  const total = mined.filter((candidate) => isWanted(verdictOf(candidate), query)).length;
  if (key !== undefined && end < mined.length)
    await keepList(context, key, { ranked: mined.length, total, units: units.length }, (place) => {
      const candidate = mined[place];
      return candidate && rankedOf(candidate, units);
    });
  return {
    candidates: shown.map(({ item, verdict }) => ({
      ...viewOf(item),
      ...verdict,
      evidence: item.units.slice(0, SHOWN_EVIDENCE).flatMap((number) => {
        const unit = units[number];
        return unit === undefined
          ? []
          : [evidenceOf(unit, (language, text) => rangeOf(item.entries[language], number, text))];
      }),
    })),
    total,
    units: units.length,
    next: end < mined.length ? String(end) : null,
  };
}

const isWanted = ({ known, refused }: Verdict, query: FindCandidates): boolean =>
  (query.known !== false || !known) && (query.refused === true || !refused);

/**
 * The wanted items from a place of the ranking on.
 *
 * @returns `end`: the place of the next wanted one, or the number of items
 */
function pageFrom<Item>(
  items: readonly Item[],
  start: number,
  query: FindCandidates,
  verdictOf: (item: Item) => Verdict,
): { readonly shown: readonly { readonly item: Item; readonly verdict: Verdict }[]; readonly end: number } {
  const shown: { readonly item: Item; readonly verdict: Verdict }[] = [];
  for (let end = start; end < items.length; end += 1) {
    const item = items[end];
    if (item === undefined) break;
    const verdict = verdictOf(item);
    if (!isWanted(verdict, query)) continue;
    if (shown.length === query.limit) return { shown, end };
    shown.push({ item, verdict });
  }
  return { shown, end: items.length };
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
  return (a, b) => {
    const [one, other] = [textOf(a.entry), textOf(b.entry)];
    const value = support(one, a.language, other, b.language);
    return one === other && UNTRANSLATED.test(one) ? value * UNTRANSLATED_VALUE : value;
  };
}

const namesOf = ({ entries }: MinedCandidate): Names => ({
  forms: (language) => entries[language]?.surfaces.keys() ?? [],
  base: (language) => {
    const entry = entries[language];
    return entry && baseFormOnce(entry, language);
  },
});

const baseForms = new WeakMap<Entry, string>();
function baseFormOnce(entry: Entry, language: Language): string {
  const known = baseForms.get(entry) ?? baseForm(entry, language);
  baseForms.set(entry, known);
  return known;
}

const rankedOf = (candidate: MinedCandidate, units: readonly ReadUnit[]): RankedCandidate => ({
  ...viewOf(candidate),
  units: candidate.units.slice(0, SHOWN_EVIDENCE).flatMap((number) => units[number]?.n ?? []),
});

function viewOf({
  entries,
  score,
  frequency,
  documents,
  agreement,
  others,
}: MinedCandidate): Omit<RankedCandidate, "units"> {
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
  };
}

type Range = readonly [start: number, end: number];

/** A unit that shows a candidate, with its place in each text. */
function evidenceOf(
  { texts, id, documentId }: Omit<ReadUnit, "document">,
  placeIn: (language: Language, text: string) => Range | undefined,
): Evidence {
  const ranges: { [language in Language]?: Range } = {};
  for (const language of LANGUAGES) {
    const text = texts[language];
    const range = text === undefined ? undefined : placeIn(language, text);
    if (range !== undefined) ranges[language] = range;
  }
  return {
    ...(id === undefined ? {} : { unit: id }),
    ...(documentId === undefined ? {} : { document: documentId }),
    texts,
    ranges,
  };
}

function rangeOf(entry: Entry | undefined, number: number, text: string): Range | undefined {
  const place = entry?.places.find(({ unit }) => unit === number);
  // Only the first places are kept; the surfaces lead to the others.
  return place === undefined ? rangeIn(text, entry?.surfaces.keys()) : [place.start, place.end];
}

function rangeIn(text: string, forms: Iterable<string> = []): Range | undefined {
  for (const form of forms) {
    const start = text.indexOf(form);
    if (start >= 0) return [start, start + form.length];
  }
  return undefined;
}
