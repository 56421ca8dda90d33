import { type Code, type Content, type Inline, isCode, tidy } from "./segment.ts";

/** A range of the plain text of a content, and the text that replaces it. */
export interface TextEdit {
  /** UTF-16 offsets in `plainText(content)`; `end` is greater than `start`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces ranges of a content and keeps every inline code. A code at the border of a range stays where it is; a code
 * inside a range comes after the new text.
 *
 * @param edits in order, without overlaps
 */
export function spliceContent(content: Content, edits: readonly TextEdit[]): Content {
  const spliced: Inline[] = [];
  let held: Code[] = [];
  let next = 0;
  let offset = 0;
  for (const part of content) {
    const open = edits[next];
    if (isCode(part)) {
      if (open !== undefined && open.start < offset && offset < open.end) held.push(part);
      else spliced.push(part);
      continue;
    }
    const end = offset + part.length;
    const begin = offset;
    for (let edit = open; offset < end; edit = edits[next]) {
      if (edit === undefined || offset < edit.start) {
        const until = Math.min(end, edit?.start ?? end);
        spliced.push(part.slice(offset - begin, until - begin));
        offset = until;
        continue;
      }
      if (offset === edit.start) spliced.push(edit.text);
      offset = Math.min(end, edit.end);
      if (offset === edit.end) {
        spliced.push(...held);
        held = [];
        next += 1;
      }
    }
  }
  return tidy([...spliced, ...held]);
}

/** Offsets of the codes in the plain text; `isBreak` selects the borders of segments or all other codes. */
export function codeOffsets(content: Content, isBreak: boolean): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const part of content) {
    if (!isCode(part)) offset += part.length;
    else if ((part.kind === "break") === isBreak) offsets.push(offset);
  }
  return offsets;
}

/**
 * Divides an edit whose range has codes inside, so that the codes stay between the same words: word by word if both
 * texts have the same number of words; otherwise without the words that both texts begin or end with.
 */
export function editByWords(text: string, { start, end, text: replacement }: TextEdit): TextEdit[] {
  const old = text.slice(start, end).split(/(\s+)/u);
  const now = replacement.split(/(\s+)/u);
  if (old.length === now.length) {
    let at = start;
    return old.flatMap((word, index) => {
      const edit = { start: at, end: at + word.length, text: now[index] ?? "" };
      at = edit.end;
      return edit.text === word ? [] : [edit];
    });
  }
  const most = Math.min(old.length, now.length) - 1;
  let before = 0;
  while (before < most && old[before] === now[before]) before += 1;
  let after = 0;
  while (after < most - before && old.at(-1 - after) === now.at(-1 - after)) after += 1;
  const lengthOf = (words: readonly string[]) => words.join("").length;
  return [
    {
      start: start + lengthOf(old.slice(0, before)),
      end: end - lengthOf(old.slice(old.length - after)),
      text: now.slice(before, now.length - after).join(""),
    },
  ];
}
