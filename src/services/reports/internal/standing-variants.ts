import { type Variant, writtenAt } from "../../../domain/unit.ts";
import type { ReplacedVariant } from "../../../storage/rows/changes.ts";

/**
 * The earlier texts of a unit in one language that no undo has taken back, oldest first. An undo that brings a text back
 * takes away all that came after it; an undo of that undo adds its text again.
 *
 * @param replaced all replaced texts, oldest first
 * @param now the present text
 */
export function standingVariants(replaced: readonly ReplacedVariant[], now: Variant): Variant[] {
  const standing: (Variant | null)[] = [];
  let byUndo = false;
  for (const next of [...replaced, { variant: now, byUndo: false }]) {
    const { variant } = next;
    const at =
      byUndo || variant?.restores !== undefined
        ? standing.findLastIndex((earlier) => writingOf(earlier) === writingOf(variant))
        : -1;
    if (at >= 0) standing.length = at;
    // A unit that was made with its text had no empty place before it.
    else if (byUndo && variant === null) standing.length = 0;
    standing.push(variant);
    ({ byUndo } = next);
  }
  return standing.slice(0, -1).filter((variant) => variant !== null);
}

const writingOf = (variant: Variant | null): number | undefined =>
  variant === null ? undefined : writtenAt(variant);
