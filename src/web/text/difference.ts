import { editsBetween } from "../../matching/edits.ts";

export interface DifferencePiece {
  readonly is: "same" | "removed" | "added";
  readonly text: string;
}

/** How one text becomes another: what stays, what goes, what comes, in order. */
export function difference(from: string, to: string): DifferencePiece[] {
  const pieces: DifferencePiece[] = [];
  let at = 0;
  for (const edit of editsBetween(from, to)) {
    if (edit.query.start > at) pieces.push({ is: "same", text: from.slice(at, edit.query.start) });
    if (edit.query.end > edit.query.start)
      pieces.push({ is: "removed", text: from.slice(edit.query.start, edit.query.end) });
    if (edit.source.end > edit.source.start)
      pieces.push({ is: "added", text: to.slice(edit.source.start, edit.source.end) });
    at = edit.query.end;
  }
  if (at < from.length) pieces.push({ is: "same", text: from.slice(at) });
  return pieces;
}
