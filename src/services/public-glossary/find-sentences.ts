import { isAllowed } from "../../domain/concept.ts";
import type { Concept } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { write } from "../../storage/problems.ts";
import { findConcept } from "../../storage/rows/concepts.ts";
import { publicUnits, rememberSentences } from "../../storage/rows/public-glossary.ts";
import { buildFinder, type Finder } from "../../terminology/finder.ts";
import type { Context } from "../context.ts";
import { unitsWithTerms } from "../quality/units-with-terms.ts";
import { confirmedTexts, MOST_SENTENCES } from "./public-sentences.ts";

/** Units that are searched, and those whose texts are read. */
const SEARCHED = 5000;
const READ = 300;
/** Letters of a sentence that is easy to read. */
const LONGEST = 400;

/**
 * Finds units of public documents that use an allowed term of a concept, and remembers them, so that the next reader
 * needs no search.
 *
 * @param stamp state of the concept and of the public documents
 * @returns numbers of units, the best first: those that use the concept in most languages
 */
export async function findSentences(context: Context, id: string, stamp: string): Promise<number[]> {
  const stored = await findConcept(context.storage, id);
  if (stored === undefined) return [];
  const concept = { ...stored.concept, terms: stored.concept.terms.filter(isAllowed) };
  const numbers = await unitsWithTerms(context, [concept], SEARCHED);
  const units = await publicUnits(context.storage, numbers, READ);
  const finder = buildFinder([concept]);
  const best = units
    .map((unit) => ({ unit, ...worthOf(confirmedTexts(unit), finder, concept) }))
    .filter(({ languages }) => languages > 0)
    .toSorted((a, b) => b.languages - a.languages || a.length - b.length || b.unit.n - a.unit.n);
  const chosen = distinct(best, ({ unit }) => unit).slice(0, MOST_SENTENCES);
  const found = chosen.map(({ unit }) => unit.n);
  await remember(context, id, stamp, found);
  return found;
}

interface Worth {
  /** Languages in which the sentence uses the concept. */
  readonly languages: number;
  /** Letters over the length that is easy to read. */
  readonly length: number;
}

function worthOf(texts: ReturnType<typeof confirmedTexts>, finder: Finder, { id }: Concept): Worth {
  const used = LANGUAGES.filter((language) =>
    finder.find(texts[language] ?? "", language, "strict").some((hit) => hit.concept === id),
  );
  const longest = Math.max(0, ...Object.values(texts).map((text) => text.length));
  return { languages: used.length, length: Math.max(0, longest - LONGEST) };
}

/** Leaves out sentences that were there already: strings of a website repeat. */
function distinct<T>(items: readonly T[], unitOf: (item: T) => Parameters<typeof confirmedTexts>[0]): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(confirmedTexts(unitOf(item)));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A store that cannot be written is still read. */
async function remember(
  context: Context,
  id: string,
  stamp: string,
  found: readonly number[],
): Promise<void> {
  await write(context.storage, [rememberSentences(id, stamp, found)]).catch(() => undefined);
}
