import { LANGUAGES, type Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Bead, type Group, groupOf, numbersOf } from "./bead.ts";

/** Replaces `remove` beads from `at` on by `insert`. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly Bead[];
}

/** A reviewer's change to a list of beads: splices that do not overlap, the last position first. */
export type Edit = readonly Splice[];

/** A bead that a reviewer has decided: its confidence is 1, and it stays when a range is aligned again. */
const decided = (group: Group): Bead => ({ ...group, confidence: 1, fixed: true });

function refuse(operation: string, index: number): never {
  throw new Problem("review-not-possible", { operation, bead: index + 1 });
}

function beadAt(beads: readonly Bead[], index: number, operation: string): Bead {
  return beads[index] ?? refuse(operation, index);
}

/** Applies an edit. `inverse` is the edit that undoes it on the returned list. */
export function applyEdit(beads: readonly Bead[], edit: Edit): { beads: Bead[]; inverse: Edit } {
  const result = [...beads];
  const inverse: Splice[] = [];
  let shift = edit.reduce((sum, { remove, insert }) => sum + insert.length - remove, 0);
  for (const { at, remove, insert } of edit) {
    const removed = result.splice(at, remove, ...insert);
    // Earlier splices move this position in the finished list.
    shift -= insert.length - remove;
    inverse.push({ at: at + shift, remove: insert.length, insert: removed });
  }
  return { beads: result, inverse };
}

/** Joins a bead and the next one. */
export function merge(beads: readonly Bead[], index: number): Edit {
  const first = beadAt(beads, index, "merge");
  const second = beadAt(beads, index + 1, "merge");
  const numbers = LANGUAGES.map((language) => [
    language,
    [...numbersOf(first, language), ...numbersOf(second, language)],
  ]);
  return [{ at: index, remove: 2, insert: [decided(groupOf(Object.fromEntries(numbers)))] }];
}

/** Divides a bead. `first`: how many sentences of each language go to the first part; 0 where absent. */
export function split(
  beads: readonly Bead[],
  index: number,
  first: { readonly [language in Language]?: number },
): Edit {
  const bead = beadAt(beads, index, "split");
  const part = (take: (numbers: readonly number[], count: number) => readonly number[]): Group =>
    groupOf(
      Object.fromEntries(
        LANGUAGES.map((language) => [language, take(numbersOf(bead, language), first[language] ?? 0)]),
      ),
    );
  const valid = LANGUAGES.every((language) => {
    const count = first[language] ?? 0;
    return Number.isInteger(count) && count >= 0 && count <= numbersOf(bead, language).length;
  });
  const parts = [
    part((numbers, count) => numbers.slice(0, count)),
    part((numbers, count) => numbers.slice(count)),
  ];
  if (!valid || parts.some((group) => Object.keys(group).length === 0)) refuse("split", index);
  return [{ at: index, remove: 1, insert: parts.map(decided) }];
}

/**
 * Moves one sentence of a language over the border: the last one of this bead to the next bead (`down`), or the
 * first one to the bead before (`up`). A bead without sentences is removed.
 */
export function shift(
  beads: readonly Bead[],
  index: number,
  language: Language,
  direction: "up" | "down",
): Edit {
  const bead = beadAt(beads, index, "shift");
  const other = beadAt(beads, direction === "down" ? index + 1 : index - 1, "shift");
  const numbers = numbersOf(bead, language);
  const moved = direction === "down" ? numbers.at(-1) : numbers[0];
  if (moved === undefined) return refuse("shift", index);
  const theirs = numbersOf(other, language);
  // The order must stay: no sentence may stand between the moved sentence and its new neighbours.
  const rest = direction === "down" ? numbers.slice(0, -1) : numbers.slice(1);
  const joined = direction === "down" ? [moved, ...theirs] : [...theirs, moved];
  const changed = decided(groupOf({ ...bead, [language]: rest }));
  const received = decided(groupOf({ ...other, [language]: joined }));
  const pair = direction === "down" ? [changed, received] : [received, changed];
  return [
    {
      at: direction === "down" ? index : index - 1,
      remove: 2,
      insert: pair.filter((group) => LANGUAGES.some((each) => numbersOf(group, each).length > 0)),
    },
  ];
}

/** Takes a language out of a bead. Its sentences become a new bead after it. */
export function detach(beads: readonly Bead[], index: number, language: Language): Edit {
  const bead = beadAt(beads, index, "detach");
  const alone = groupOf({ [language]: numbersOf(bead, language) });
  const rest = groupOf({ ...bead, [language]: [] });
  if (Object.keys(alone).length === 0 || Object.keys(rest).length === 0) refuse("detach", index);
  return [{ at: index, remove: 1, insert: [decided(rest), decided(alone)] }];
}

/** Fixes every bead with at least this confidence. */
export function accept(beads: readonly Bead[], confidence: number): Edit {
  return beads
    .map((bead, at): Splice | undefined =>
      bead.fixed === undefined && bead.confidence >= confidence
        ? { at, remove: 1, insert: [{ ...bead, fixed: true }] }
        : undefined,
    )
    .filter((splice) => splice !== undefined)
    .reverse();
}
