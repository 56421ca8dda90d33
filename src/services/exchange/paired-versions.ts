import { editsBetween } from "./edited-sentence.ts";
import { alikePairs, closestPairs, equalTexts, type MayPair, pairedTexts } from "./paired-texts.ts";

/** Pairs the texts of a stretch between two equal texts. */
type PairStretch = (
  earlier: readonly string[],
  later: readonly string[],
  mayPair: MayPair,
) => [there: number, here: number][];

/** One by one where there are as many on both sides: for texts that may have nothing in common but their place. */
export const byPlace: PairStretch = (earlier, later) =>
  pairedTexts(earlier, later).flatMap((there, here) => (there === undefined ? [] : [[there, here]]));

/**
 * Pairs the sentences of two versions of a document. Equal texts are pairs, in order as far as they can be; those that
 * are left over have been moved. Between equal texts in order, edits of each other are pairs; last, edits anywhere: they
 * were moved and changed. See `editsBetween`.
 *
 * @param pairStretch how texts between equal ones are paired; by default edits of each other
 * @returns for each later text the place of the earlier one; `undefined` for a new text
 */
export function pairedVersions(
  earlier: readonly string[],
  later: readonly string[],
  pairStretch: PairStretch = alikePairs,
): (number | undefined)[] {
  const pairs: (number | undefined)[] = later.map(() => undefined);
  const now = [...earlier];
  // A text that has changed is no longer like others of its kind, so more texts may be pairs without it.
  let rounds = pairStretch === alikePairs ? MOST_ROUNDS : 1;
  for (let isNew = true; isNew && rounds > 0; rounds -= 1) {
    isNew = false;
    const taken = new Set(pairs);
    for (const [here, there] of pairedOnce(now, later, pairStretch).entries()) {
      if (there === undefined || pairs[here] !== undefined || taken.has(there)) continue;
      pairs[here] = there;
      isNew ||= earlier[there] !== later[here];
      now[there] = later[here] ?? "";
    }
  }
  return pairs;
}

/** Times that versions are compared. The second time seldom finds more. */
const MOST_ROUNDS = 10;

function pairedOnce(
  earlier: readonly string[],
  later: readonly string[],
  pairStretch: PairStretch,
): (number | undefined)[] {
  const inOrder = equalTexts(earlier, later).map((there, here) => (later[here] === "" ? undefined : there));
  const pairs = [...inOrder];
  const taken = new Set(inOrder);
  const left = Map.groupBy(
    range(0, earlier.length).filter((there) => !taken.has(there) && earlier[there] !== ""),
    (there) => earlier[there],
  );
  for (const [here, text] of later.entries()) {
    const queue = pairs[here] === undefined ? left.get(text) : undefined;
    pairs[here] ??= queue?.shift();
    taken.add(pairs[here]);
  }
  const isEdit = editsBetween(earlier, later);
  const pair = (
    theirs: readonly number[],
    ours: readonly number[],
    how: PairStretch,
    isMoved: boolean,
  ): void => {
    if (theirs.length === 0 || ours.length === 0) return;
    const found = how(
      theirs.map((there) => earlier[there] ?? ""),
      ours.map((here) => later[here] ?? ""),
      (old, now) => isEdit(old, now, isMoved),
    );
    for (const [there, here] of found) {
      pairs[ours[here] ?? -1] = theirs[there];
      taken.add(theirs[there]);
    }
  };
  let [from, start] = [0, 0];
  for (const [here, there] of [...inOrder, earlier.length].entries()) {
    if (there === undefined) continue;
    const theirs = range(from, there).filter((one) => !taken.has(one) && earlier[one] !== "");
    const ours = range(start, here).filter((one) => pairs[one] === undefined && later[one] !== "");
    pair(theirs, ours, pairStretch, false);
    [from, start] = [there + 1, here + 1];
  }
  const open = range(0, earlier.length).filter((there) => !taken.has(there) && earlier[there] !== "");
  const unpaired = range(0, later.length).filter((here) => pairs[here] === undefined && later[here] !== "");
  pair(open, unpaired, closestPairs, true);
  return pairs;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
