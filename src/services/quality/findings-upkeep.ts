import type { Concept } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";
import {
  assertGlossary,
  deleteRechecks,
  insertFindings,
  isGlossaryMoved,
  pendingRechecks,
  replaceFindings,
  type UnitFindings,
} from "../../storage/rows/findings.ts";
import type { Needle, UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import { hasUnits, type StoredUnit, unitsByNumber } from "../../storage/rows/units.ts";
import { searchKeys } from "../../terminology/search-keys.ts";
import { type Checker, checkerOf, findingsOf } from "./check.ts";
import { asProblem, type Context, othersFirst } from "../context.ts";

/**
 * Statements that bring the stored findings up to date with a write to units of one collection, for the batch
 * that writes the units and after them. The batch fails (`isGlossaryMoved`) when the glossary has changed since.
 */
export async function findingStatements(
  context: Context,
  document: { readonly collection: string },
  changes: readonly UnitChange[],
): Promise<Statement[]> {
  if (changes.every(({ after }) => after === undefined)) return [];
  const checker = await checkerOf(context, document.collection);
  const made: UnitFindings[] = [];
  const replaced: UnitFindings[] = [];
  for (let at = 0; at < changes.length; at += AT_ONCE) {
    if (at > 0) await othersFirst();
    const part = changes.slice(at, at + AT_ONCE);
    const written = (isNew: boolean) =>
      part.flatMap(({ before, after }) => (after && (before === undefined) === isNew ? [after] : []));
    made.push(...grouped(checker, written(true)).filter(({ findings }) => findings.length > 0));
    replaced.push(...grouped(checker, written(false)));
  }
  return [...insertFindings(made), ...replaceFindings(replaced), assertGlossary(checker.revision)];
}

/** So many units are checked at a time: a large import must not keep everybody else waiting. */
const AT_ONCE = 500;

function grouped(checker: Checker, units: readonly StoredUnit[]): UnitFindings[] {
  const byUnit = Map.groupBy(findingsOf(checker, units, "unit"), ({ unit }) => unit);
  return units.map(({ id, n, version }) => ({ unit: n, version, findings: byUnit.get(id) ?? [] }));
}

/** So many units are checked again at most when a concept changes. */
const RECHECKED = 200_000;

/**
 * Checks those units again in which a term of a changed concept may stand: found by the index, not by a scan.
 *
 * What is to be done was noted in the batch that changed the concepts, and the note goes when it is done, so that
 * no crash leaves old findings. The units are looked for after that batch: whoever wrote a unit before it is
 * found, and whoever writes one later has to use the new glossary. A unit that is written between being read and
 * its findings being stored keeps those of its writer; a glossary that changes between has the slice done again.
 *
 * @returns units checked
 */
export async function recheckPending(context: Context): Promise<number> {
  const pending = await pendingRechecks(context.storage);
  if (pending.length === 0) return 0;
  const concepts = pending.flatMap((each) => each.concepts);
  const units = await unitsWithTerms(context, concepts, RECHECKED);
  await recheck(context, units);
  await write(context, [deleteRechecks(pending.map(({ n }) => n))]);
  return units.length;
}

/** Checks units again, however many, and stores what is found. */
export async function recheck(context: Context, numbers: readonly number[]): Promise<void> {
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    if (at > 0) await othersFirst();
    await recheckSlice(context, numbers.slice(at, at + AT_ONCE));
  }
}

async function recheckSlice(context: Context, numbers: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    const units = await unitsByNumber(context.storage, numbers);
    const statements: Statement[] = [];
    for (const [collection, group] of Map.groupBy(units, (unit) => unit.collection)) {
      const checker = await checkerOf(context, collection);
      statements.push(...replaceFindings(grouped(checker, group)), assertGlossary(checker.revision));
    }
    try {
      await write(context, statements);
      return;
    } catch (error) {
      if (!isGlossaryMoved(error)) throw error;
    }
  }
}

async function write(context: Context, statements: readonly Statement[]): Promise<void> {
  try {
    if (statements.length > 0) await context.storage.batch(statements);
  } catch (error) {
    throw isGlossaryMoved(error) ? error : asProblem(error);
  }
}

/** Numbers of units in which a form of a term may stand. */
export async function unitsWithTerms(
  context: Context,
  concepts: readonly Concept[],
  bound: number,
): Promise<number[]> {
  // An index in memory is not loaded for nothing.
  if (!(await hasUnits(context.storage))) return [];
  const needles: Needle[] = LANGUAGES.flatMap((language) => {
    const terms = concepts.flatMap((concept) => concept.terms.filter((term) => term.language === language));
    const keys = [...new Set(terms.flatMap(searchKeys))];
    // What contains another key is found with it.
    const anyOf = keys.filter((key) => !keys.some((other) => other !== key && key.includes(other)));
    return anyOf.length === 0 ? [] : [{ language, anyOf }];
  });
  const found = await Promise.all(needles.map((needle) => context.index.containing([needle], bound)));
  return [...new Set(found.flatMap(({ units }) => units))].slice(0, bound);
}
