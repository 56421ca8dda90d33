import { type Content, type Inline, isCode, plainText, tidy } from "../../domain/segment.ts";

/** Contents measured in positions: each character counts one, each code counts one. */

const sizeOf = (part: Content[number]): number => (isCode(part) ? 1 : part.length);

/** Number of positions of a content. */
export const contentSize = (content: Content): number => content.reduce((sum, part) => sum + sizeOf(part), 0);

/** The part of a content between two positions. */
export function sliceContent(content: Content, start: number, end: number = contentSize(content)): Content {
  let at = 0;
  return tidy(
    content.flatMap((part): Inline[] => {
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, sizeOf(part))];
      at += sizeOf(part);
      if (to <= from) return [];
      return isCode(part) ? [part] : [part.slice(from, to)];
    }),
  );
}

/** The position of a UTF-16 offset into the text without codes. Codes at that place count as before it. */
export function positionOf(content: Content, offset: number): number {
  let [position, left] = [0, offset];
  for (const part of content) {
    if (isCode(part)) position += 1;
    else if (left <= part.length) return position + left;
    else {
      position += part.length;
      left -= part.length;
    }
  }
  return position;
}

/** The UTF-16 offset into the text without codes that a position has. */
export const offsetOf = (content: Content, position: number): number =>
  plainText(sliceContent(content, 0, position)).length;

/** Replaces what is between two positions. */
export const spliceContent = (content: Content, start: number, end: number, inserted: Content): Content =>
  tidy([...sliceContent(content, 0, start), ...inserted, ...sliceContent(content, end)]);

interface Moment {
  readonly content: Content;
  readonly caret: number;
}

/** Undo and redo of one text. Letters typed without a pause are one step. */
export interface EditHistory {
  /** Notes a new state. With `joins` it belongs to the same step as the last one. */
  push(moment: Moment, joins: boolean): void;
  undo(): Moment | undefined;
  redo(): Moment | undefined;
}

const DEEPEST = 500;

/** A history that begins with one state and keeps at most 500. */
export function createEditHistory(first: Moment): EditHistory {
  const moments: Moment[] = [first];
  let at = 0;
  let isOpen = false;
  return {
    push(moment, joins) {
      moments.length = at + 1;
      if (joins && isOpen && at > 0) moments[at] = moment;
      else moments.push(moment);
      if (moments.length > DEEPEST) moments.shift();
      at = moments.length - 1;
      isOpen = joins;
    },
    undo() {
      isOpen = false;
      if (at === 0) return undefined;
      at -= 1;
      return moments[at];
    },
    redo() {
      isOpen = false;
      if (at === moments.length - 1) return undefined;
      at += 1;
      return moments[at];
    },
  };
}
