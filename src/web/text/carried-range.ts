/** A stretch of a text, in UTF-16 offsets. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a stretch of an earlier text stands in the text that was typed since then.
 *
 * @returns `undefined` where the typing touched the stretch itself
 */
export function carriedRange(before: string, after: string, { start, end }: Range): Range | undefined {
  if (before === after) return { start, end };
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same += 1;
  if (end <= same) return { start, end };
  let sameEnd = 0;
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd += 1;
  if (start < before.length - sameEnd) return undefined;
  const moved = after.length - before.length;
  return { start: start + moved, end: end + moved };
}
