import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import {
  assertGlossary,
  insertFindings,
  replaceFindings,
  type UnitFindings,
} from "../../storage/rows/findings.ts";
import type { Context } from "../context.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { checkerOf } from "./internal/checker.ts";
import { AT_ONCE, findingsByUnit } from "./internal/findings-by-unit.ts";

/**
 * Statements that store the findings of changed units in one collection. They must follow the statements that write
 * the units, in the same batch. The batch fails (`isGlossaryMoved`) if the glossary has changed since.
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
    if (at > 0) await yieldToEventLoop();
    const part = changes.slice(at, at + AT_ONCE);
    const written = (isNew: boolean) =>
      part.flatMap(({ before, after }) => (after && (before === undefined) === isNew ? [after] : []));
    made.push(...findingsByUnit(checker, written(true)).filter(({ findings }) => findings.length > 0));
    replaced.push(...findingsByUnit(checker, written(false)));
  }
  return [...insertFindings(made), ...replaceFindings(replaced), assertGlossary(checker.revision)];
}
