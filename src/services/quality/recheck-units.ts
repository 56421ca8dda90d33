import type { Statement } from "../../storage/port.ts";
import { write } from "../../storage/problems.ts";
import { assertGlossary, isGlossaryMoved, replaceFindings } from "../../storage/rows/findings.ts";
import { unitsByNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { retryOn } from "../imports/retry.ts";
import { checkerOf } from "./internal/checker.ts";
import { AT_ONCE, findingsByUnit } from "./internal/findings-by-unit.ts";

/**
 * Checks units again and stores the findings. Works in parts, so the number of units has no limit.
 *
 * @throws {Problem} `overloaded`, `disk-full`, `read-only`
 */
export async function recheckUnits(context: Context, numbers: readonly number[]): Promise<void> {
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    if (at > 0) await yieldToEventLoop();
    await recheckSlice(context, numbers.slice(at, at + AT_ONCE));
  }
}

/** Checks again from the start if the glossary changes meanwhile. */
const recheckSlice = (context: Context, numbers: readonly number[]): Promise<void> =>
  retryOn(isGlossaryMoved, async () => {
    const units = await unitsByNumber(context.storage, numbers);
    const statements: Statement[] = [];
    for (const [collection, group] of Map.groupBy(units, (unit) => unit.collection)) {
      const checker = await checkerOf(context, collection);
      statements.push(...replaceFindings(findingsByUnit(checker, group)), assertGlossary(checker.revision));
    }
    if (statements.length > 0) await write(context.storage, statements);
  });
