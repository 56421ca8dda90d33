import { mapInSlices } from "../../domain/event-loop.ts";
import type { CheckId } from "../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Code, type Content, isCode, plainText } from "../../domain/segment.ts";
import type { State } from "../../domain/unit.ts";
import { inOwnNotation } from "../../quantities/own-notation.ts";
import { parseQuantities } from "../../quantities/parse.ts";
import { type MatchUnit, matchUnits } from "../../storage/rows/match-units.ts";
import { unitId, unitNumber } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { currentGlossary } from "../glossary/current-glossary.ts";
import { checkSettings } from "../quality/check-settings.ts";
import { type AllowedTerm, type BriefTerm, briefTerms } from "./internal/brief-terms.ts";
import { expectedChecks } from "./internal/expected-checks.ts";
import { type Measure, MEASURES, planOf, type WholeBrief, withinBudget } from "./internal/within-budget.ts";
import { lookup, LOOKUP_LIMITS, type LookupSegment, type Match, type MatchTarget } from "./lookup.ts";

export { type AllowedTerm, type BriefTerm, MEASURES };

/** A text to translate, or the id of a stored unit whose source text is meant. */
export type BriefSegment = LookupSegment | { readonly unit: string };

export interface BriefRequest {
  readonly source: Language;
  /** Absent or empty: all other languages. */
  readonly targets?: readonly Language[];
  readonly segments: readonly BriefSegment[];
  /** Id of the document that the segments belong to: it gives neighbours, the third language and the checks. */
  readonly document?: string;
  /** Matches of these collections only. */
  readonly collections?: readonly string[];
  /** Matches per segment; 3 when absent. */
  readonly limit?: number;
  /** Size of all briefs together, in `measure`; 6,000 characters a segment when absent. */
  readonly budget?: number;
  readonly measure?: Measure;
}

/** A quantity of the source, and how each target language writes it; the usual notation first. */
export interface BriefNumber {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly targets: { readonly [language in Language]?: readonly string[] };
}

/** An inline code that the translation has to keep. */
export type BriefCode = Pick<Code, "kind" | "id" | "element"> & { readonly data?: string };

/** A target of a match. Where a budget leaves out details, it is the text with what one has to know of it. */
export type BriefTarget = Pick<MatchTarget, "text" | "state" | "adapted" | "stale"> & Partial<MatchTarget>;

/** A match, without its details where a budget leaves them out. */
export type BriefMatch = Pick<Match, "score" | "kind" | "unit" | "source"> &
  Partial<Omit<Match, "targets">> & { readonly targets: { readonly [language in Language]?: BriefTarget } };

/** What one has to know to translate a segment. */
export interface Brief {
  readonly text: string;
  /** Id of the stored unit with this source, if there is one in the document. */
  readonly unit?: string;
  readonly matches: readonly BriefMatch[];
  readonly terms: readonly BriefTerm[];
  readonly numbers: readonly BriefNumber[];
  /** Source texts of the segments before and after it, where they are known. */
  readonly neighbours: { readonly previous?: string; readonly next?: string };
  /** What the languages say that are neither source nor target. */
  readonly other: { readonly [language in Language]?: string };
  /** The translation that the unit has now. */
  readonly current: { readonly [language in Language]?: { readonly text: string; readonly state: State } };
  readonly codes: readonly BriefCode[];
  /** The checks that the translation will be asked, as far as the text gives them something to look at. */
  readonly checks: readonly CheckId[];
  /** Something was left out because of the budget. */
  readonly truncated: boolean;
}

/** Segments and characters of one request. */
export const BRIEF_LIMITS = { segments: LOOKUP_LIMITS.exclude, budget: 2_000_000 } as const;

const CHARACTERS_PER_SEGMENT = 6000;

/** A segment with all that is known of its unit. */
interface Known {
  readonly segment: LookupSegment;
  readonly unit: MatchUnit | undefined;
}

/**
 * All that a person or a model has to know to translate segments: earlier translations, terms with the forms allowed
 * and forbidden, quantities in the target's notation, neighbours, the third language, codes to keep, checks that will
 * follow. The same store gives the same answer.
 *
 * @throws {Problem} `not-found` (document, unit), `too-large`, `invalid-fields`
 */
export async function brief(context: Context, actor: Actor, wanted: BriefRequest): Promise<Brief[]> {
  const { source } = wanted;
  const targets = targetsOf(wanted);
  const document = wanted.document && (await visibleDocument(context, actor, wanted.document));
  const named = await knownSegments(context, actor, wanted);
  const results = await lookup(context, actor, {
    source,
    targets,
    segments: named.map(({ segment }) => segment),
    limit: wanted.limit ?? 3,
    exclude: named.flatMap(({ unit }) => (unit === undefined ? [] : [unitId(unit.n)])),
    ...(wanted.collections === undefined ? {} : { collections: wanted.collections }),
  });
  const known = document
    ? await ownUnits(context, actor, named, results, { document: document.id, source })
    : named;
  const { approved } = await currentGlossary(context);
  const collection = document ? document.collection : known[0]?.unit?.collection;
  const { severities } =
    collection === undefined ? { severities: {} } : await checkSettings(context, collection);
  const budget = wanted.budget ?? CHARACTERS_PER_SEGMENT * named.length;
  const briefs = known.map(({ segment, unit }, at): WholeBrief => {
    const content = contentOf(segment);
    const text = plainText(content);
    const terms = briefTerms(approved, text, source, targets);
    const numbers = numbersOf(text, source, targets);
    const codes = codesOf(content);
    return {
      text,
      ...(unit === undefined ? {} : { unit: unitId(unit.n) }),
      matches: results[at]?.matches ?? [],
      terms,
      numbers,
      neighbours: neighboursOf(segment, unit),
      other: othersOf(segment, unit, [source, ...targets]),
      current: currentOf(unit, targets),
      codes,
      checks: expectedChecks({
        text,
        terms,
        numbers,
        codes,
        isDivided: content.some((part) => isCode(part) && part.kind === "break"),
      }).filter((id) => severities[id] !== "off"),
    };
  });
  const plans = await mapInSlices(briefs, (one) => planOf(one, wanted.measure ?? "characters"));
  return withinBudget(plans, budget);
}

/**
 * The languages that a brief is about: those that are asked for, else all but the source.
 *
 * @throws {Problem} `invalid-fields` when the source is among them
 */
export function targetsOf({
  source,
  targets = [],
}: Pick<BriefRequest, "source" | "targets">): readonly Language[] {
  if (targets.includes(source)) throw new Problem("invalid-fields", {}, { field: "targets" });
  return LANGUAGES.filter((language) =>
    targets.length === 0 ? language !== source : targets.includes(language),
  );
}

const contentOf = ({ text }: LookupSegment): Content => (typeof text === "string" ? [text] : text);

/** The segments as texts; those that name a unit with its source, its neighbours and the third language. */
async function knownSegments(
  context: Context,
  actor: Actor,
  { segments, source, targets = [] }: BriefRequest,
): Promise<Known[]> {
  const ids = segments.flatMap((segment) => ("unit" in segment ? [segment.unit] : []));
  const units = await readUnits(context, actor, ids, source);
  return segments.map((segment): Known => {
    if (!("unit" in segment)) return { segment, unit: undefined };
    const unit = units.get(segment.unit);
    const variant = unit?.variants[source];
    if (unit === undefined || variant === undefined) throw new Problem("not-found", { what: segment.unit });
    const third = LANGUAGES.find((language) => language !== source && !targets.includes(language));
    const also = third && unit.variants[third];
    return {
      unit,
      segment: {
        text: variant.content,
        ...(unit.before === undefined ? {} : { previous: plainText(unit.before) }),
        ...(unit.after === undefined ? {} : { next: plainText(unit.after) }),
        ...(third === undefined || also === undefined || targets.length === 0
          ? {}
          : { also: { language: third, text: plainText(also.content) } }),
      },
    };
  });
}

/** Units by id with their neighbours; those of hidden collections are left out. */
async function readUnits(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  source: Language,
): Promise<Map<string, MatchUnit>> {
  const numbers = ids.flatMap((id) => unitNumber(id) ?? []);
  const units = await matchUnits(
    context.storage,
    numbers.map((n) => ({ n, context: source })),
    actor.collections,
  );
  return new Map(units.map((unit) => [unitId(unit.n), unit]));
}

/** Finds the unit of each text in its document: the match with the same text. */
async function ownUnits(
  context: Context,
  actor: Actor,
  named: readonly Known[],
  results: readonly { readonly matches: readonly Match[] }[],
  { document, source }: { readonly document: string; readonly source: Language },
): Promise<Known[]> {
  const own = named.map(({ segment, unit }, at) => {
    if (unit !== undefined) return undefined;
    const text = plainText(contentOf(segment));
    return results[at]?.matches.find(
      (match) => match.document === document && match.via === undefined && match.source.text === text,
    )?.unit;
  });
  const units = await readUnits(
    context,
    actor,
    own.flatMap((id) => id ?? []),
    source,
  );
  return named.map((one, at) => {
    const id = own[at];
    return id === undefined ? one : { ...one, unit: units.get(id) };
  });
}

function numbersOf(text: string, source: Language, targets: readonly Language[]): BriefNumber[] {
  return parseQuantities(text, source).flatMap((found) => {
    const written = targets.map((language) => [language, inOwnNotation(text, found, language)] as const);
    const [first] = written;
    if (first === undefined || written.every(([, { target }]) => target.length === 0)) return [];
    const { source: slice, start, end } = first[1];
    const byLanguage: { [language in Language]?: readonly string[] } = {};
    for (const [language, { target }] of written) if (target.length > 0) byLanguage[language] = target;
    return [{ source: slice, start, end, targets: byLanguage }];
  });
}

const codesOf = (content: Content): BriefCode[] =>
  content
    .filter(isCode)
    .flatMap(({ kind, id, element, data, annotation }) =>
      annotation || kind === "break" ? [] : [{ kind, id, element, ...(data === undefined ? {} : { data }) }],
    );

function neighboursOf(segment: LookupSegment, unit: MatchUnit | undefined): Brief["neighbours"] {
  const previous = segment.previous ?? (unit?.before && plainText(unit.before));
  const next = segment.next ?? (unit?.after && plainText(unit.after));
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

function othersOf(
  { also }: LookupSegment,
  unit: MatchUnit | undefined,
  known: readonly Language[],
): Brief["other"] {
  const others: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    if (known.includes(language)) continue;
    const variant = unit?.variants[language];
    const text = variant === undefined ? undefined : plainText(variant.content);
    if (text) others[language] = text;
  }
  if (also !== undefined && also.text !== "") others[also.language] = also.text;
  return others;
}

function currentOf(unit: MatchUnit | undefined, targets: readonly Language[]): Brief["current"] {
  const current: { [language in Language]?: { text: string; state: State } } = {};
  for (const language of targets) {
    const variant = unit?.variants[language];
    const text = variant === undefined ? "" : plainText(variant.content);
    if (variant !== undefined && text !== "") current[language] = { text, state: variant.state };
  }
  return current;
}
