import type { Concept } from "../domain/concept.ts";
import { LANGUAGES } from "../domain/language.ts";
import { writeFindings } from "../storage/findings.ts";
import type { Needle, UnitChange } from "../storage/match-index.ts";
import type { Statement } from "../storage/storage.ts";
import { type StoredUnit, unitsByNumber } from "../storage/units.ts";
import { searchKeys } from "../terminology/uses.ts";
import { type Checker, checkerOf, findingsOf } from "./check.ts";
import { asProblem, type Context } from "./context.ts";

/** Statements that bring the stored findings up to date with a write to units of one document. */
export async function findingStatements(
  context: Context,
  document: { readonly n: number; readonly collection: string },
  changes: readonly UnitChange[],
): Promise<Statement[]> {
  const written = changes.flatMap(({ after }) => (after ? [after] : []));
  if (written.length === 0) return [];
  return writeFindings(document.n, grouped(await checkerOf(context, document.collection), written));
}

function grouped(checker: Checker, units: readonly StoredUnit[]) {
  const byUnit = Map.groupBy(findingsOf(checker, units, "unit"), ({ unit }) => unit);
  return units.map((unit) => ({ unit: unit.n, findings: byUnit.get(unit.id) ?? [] }));
}

/** So many units are checked again at most when a concept changes. */
const RECHECKED = 200_000;
const SLICE = 2000;

/** Checks those units again in which a term of one of the concepts may stand: found by the index, not by a scan. */
export async function recheckConcepts(context: Context, concepts: readonly Concept[]): Promise<number> {
  const units = await unitsWithTerms(context, concepts, RECHECKED);
  for (let at = 0; at < units.length; at += SLICE) {
    const slice = await unitsByNumber(context.storage, units.slice(at, at + SLICE));
    const byDocument = Map.groupBy(slice, (unit) => `${unit.collection} ${unit.document}`);
    const statements: Statement[] = [];
    for (const group of byDocument.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const document = await documentNumber(context, first.n);
      if (document === undefined) continue;
      statements.push(...writeFindings(document, grouped(await checkerOf(context, first.collection), group)));
    }
    await context.storage.batch(statements).catch((error: unknown) => {
      throw asProblem(error);
    });
  }
  return units.length;
}

/** Numbers of units in which a form of a term may stand. */
export async function unitsWithTerms(
  context: Context,
  concepts: readonly Concept[],
  bound: number,
): Promise<number[]> {
  const needles: Needle[] = LANGUAGES.flatMap((language) => {
    const terms = concepts.flatMap((concept) => concept.terms.filter((term) => term.language === language));
    const keys = new Set(terms.flatMap(searchKeys));
    return keys.size === 0 ? [] : [{ language, anyOf: [...keys] }];
  });
  const found = await Promise.all(needles.map((needle) => context.index.containing([needle], bound)));
  return [...new Set(found.flatMap(({ units }) => units))].slice(0, bound);
}

async function documentNumber(context: Context, unit: number): Promise<number | undefined> {
  const [row] = await context.storage.all<{ document: number }>(
    "SELECT document FROM unit WHERE n = ?1",
    unit,
  );
  return row?.document;
}
