import { allowedTerms } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import { type List, placesOf } from "../../domain/list.ts";
import { plainText } from "../../domain/segment.ts";
import type { WriteOptions } from "../../formats/contract.ts";
import type { Candidate, GlossaryTerm } from "../../formats/contract.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { currentGlossary } from "../glossary/current-glossary.ts";
import { lookup, type Match } from "../memory/lookup.ts";
import { segmentInContext } from "./segment-in-context.ts";

/** Worse matches cost a translator more time than they save. */
const THRESHOLD = 0.7;
const MATCHES = 5;
const BATCH = 100;

/** Matches from the memory and terms of the glossary that a pull adds to an XLIFF file, by unit key. */
export async function enrichment(
  context: Context,
  actor: Actor,
  units: List<StoredUnit>,
  wanted: {
    readonly source?: Language;
    readonly target?: Language;
    readonly matches?: boolean;
    readonly terms?: boolean;
  },
): Promise<Pick<WriteOptions, "candidates" | "glossary">> {
  const { source, target } = wanted;
  if (source === undefined || target === undefined) return {};
  return {
    ...(wanted.matches ? { candidates: await candidatesOf(context, actor, units, source, target) } : {}),
    ...(wanted.terms ? { glossary: await termsOf(context, units, source, target) } : {}),
  };
}

async function candidatesOf(
  context: Context,
  actor: Actor,
  units: List<StoredUnit>,
  source: Language,
  target: Language,
): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>();
  const wanted = placesOf(units, ({ variants }) => plainText(variants[source]?.content ?? []) !== "");
  for (let from = 0; from < wanted.length; from += BATCH) {
    const batch = wanted.slice(from, from + BATCH);
    const results = await lookup(context, actor, {
      source,
      targets: [target],
      segments: batch.map((at) => segmentInContext(units, at, source)),
      threshold: THRESHOLD,
      limit: MATCHES + 1,
      explain: false,
    });
    for (const [place, { matches }] of results.entries()) {
      const unit = units.at(batch[place] ?? units.length);
      // A unit must not be a match for itself.
      const others = matches.filter((match) => match.unit !== unit?.id).slice(0, MATCHES);
      const candidates = others.flatMap((match) => candidateOf(match, target));
      if (unit && candidates.length > 0) found.set(unit.key, candidates);
    }
  }
  return found;
}

function candidateOf(match: Match, target: Language): Candidate[] {
  const offered = match.targets[target];
  if (offered === undefined) return [];
  return [
    {
      source: [match.source.text],
      target: offered.content ?? [offered.text],
      similarity: Math.min(100, match.score),
      type: match.kind === "in-context" ? "icm" : "tm",
      origin: match.document,
    },
  ];
}

async function termsOf(
  context: Context,
  units: Iterable<StoredUnit>,
  source: Language,
  target: Language,
): Promise<Map<string, GlossaryTerm[]>> {
  const { approved } = await currentGlossary(context);
  const found = new Map<string, GlossaryTerm[]>();
  for (const unit of units) {
    const text = plainText(unit.variants[source]?.content ?? []);
    const hits = approved.find(text, source);
    const terms = [...new Set(hits.map(({ concept }) => concept))].flatMap((id): GlossaryTerm[] => {
      const concept = approved.concept(id);
      const places = hits.filter((hit) => hit.concept === id);
      const term = places[0]?.term;
      // A term that shares words with another one is listed, but has no place of its own to mark.
      const ranges = places
        .filter(({ strength }) => strength === "strong")
        .map(({ start, end }) => ({ start, end }));
      const translations = concept === undefined ? [] : allowedTerms(concept, target).map((one) => one.text);
      if (term === undefined || translations.length === 0) return [];
      const definition = concept?.definitions?.[source]?.text;
      return [{ term, translations, ranges, ...(definition === undefined ? {} : { definition }) }];
    });
    if (terms.length > 0) found.set(unit.key, terms);
  }
  return found;
}
