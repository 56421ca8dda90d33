import { type Content, plainText } from "../../domain/segment.ts";

/** A text without its codes, on one line and with single spaces, to compare sentences by. */
export const oneLine = (content: Content | undefined): string =>
  plainText(content ?? [])
    .replace(/\s+/gu, " ")
    .trim();

/** Most UTF-16 units of a text in a message. */
const SHOWN_TEXT = 200;

/** The beginning of a text, for a message. */
export const shownText = (text: string): string => text.slice(0, SHOWN_TEXT);
