import type { Language } from "../domain/language.ts";

/** A line break inside a sentence: after a long line without an end mark, before a word. */
const WRAP: Readonly<Record<Language, RegExp>> = {
  en: /(?<=[^\n]{20})\n(?=[ \t]*\p{Ll})|(?<=[^\n]{40}[\p{L}\p{N},])\n(?=[ \t]*[\p{L}\p{N}])/gu,
  ru: /(?<=[^\n]{20})\n(?=[ \t]*\p{Ll})|(?<=[^\n]{40}[\p{L}\p{N},])\n(?=[ \t]*[\p{L}\p{N}])/gu,
  zh: /(?<=[^\n]{20}[\p{L}\p{N}，、])\n(?=[ \t]*[\p{L}\p{N}])/gu,
};

/** The text with a space in place of each line break that only wraps a long line. Its length stays. */
export const unwrapped = (text: string, language: Language): string =>
  text.includes("\n") ? text.replace(WRAP[language], " ") : text;
