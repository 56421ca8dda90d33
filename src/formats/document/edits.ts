import type { Place } from "./source-block.ts";

/** A text to put in place of a stretch of a file. */
export interface Edit extends Place {
  readonly text: string;
}

/** Orders edits by place, and drops each one that overlaps an earlier one. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const ordered: Edit[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < from) continue;
    ordered.push(edit);
    from = edit.end;
  }
  return ordered;
}

/** A stretch of a text with those edits made that lie inside of it. `edits` are in order, without overlap. */
export function edited(text: string, edits: readonly Edit[], { start, end }: Place): string {
  let result = "";
  let from = start;
  for (let at = firstFrom(edits, start); at < edits.length; at += 1) {
    const edit = edits[at] as Edit;
    if (edit.end > end) break;
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from, end);
}

function firstFrom(edits: readonly Edit[], start: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as Edit).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
