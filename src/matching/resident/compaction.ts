import { NO_UNIT, type TextTable } from "./text-table.ts";

/**
 * Builds a table anew without its removed texts, a few texts with each change of the index. So no query waits for all
 * of them. Until it is done, the old table answers.
 */
export interface Compaction {
  /** Tells of a change of the unit in the old table. */
  changed(n: number): void;
  /** Copies a few texts. @returns whether the new table has everything */
  step(): boolean;
  readonly fresh: TextTable;
}

/** Slots that one step looks at, and texts that it copies, at most. A change makes one slot at most, so the steps catch up. */
const SLOTS = 64;
const TEXTS = 4;

/**
 * Begins a compaction.
 *
 * @param fresh an empty table of the same language
 */
export function compaction(old: TextTable, fresh: TextTable): Compaction {
  let next = 0;
  return {
    fresh,
    // Its new text is in a new slot, which is still to come.
    changed: (n) => fresh.put(n, undefined),
    step() {
      const end = Math.min(old.sketched().slots(), next + SLOTS);
      for (let texts = 0; next < end && texts < TEXTS; next += 1) {
        const n = old.unitAt(next);
        if (n === NO_UNIT) continue;
        fresh.put(n, old.text(n));
        texts += 1;
      }
      return next === old.sketched().slots();
    },
  };
}
