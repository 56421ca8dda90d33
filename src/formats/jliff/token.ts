import { nmtoken } from "../xliff/vocabulary.ts";

/** JLIFF's ids are ASCII: what else an NMTOKEN may hold is escaped as well. */
export function asciiToken(text: string): string {
  return nmtoken(text).replace(/[^\0-\u007F]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `_x${code}_`;
  });
}
