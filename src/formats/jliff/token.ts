import { nmtoken } from "../xliff/vocabulary.ts";

/** The text as an id of JLIFF. Its ids are ASCII, so all other characters of an NMTOKEN are escaped. */
export function asciiToken(text: string): string {
  return nmtoken(text).replace(/[^\0-\u007F]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `_x${code}_`;
  });
}
