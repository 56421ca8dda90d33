import { HYPHEN, isHyphenated } from "./text-words.ts";

/** Small words that may have a capital at the start of a sentence, before an ordinary word. */
const OPENING =
  /^(?:the|an?|this|that|these|those|in|on|at|of|to|for|from|by|with|and|or|but|no|all|every|each|our|their|its|his|her|my|your|как|и|а|но|в|во|на|о|об|от|до|с|со|из|к|по|под|над|при|за|для|без|через|это|эт[аои]т?|наш\p{L}*|ваш\p{L}*|все|каждый|новый|любой)$/iu;
const ABBREVIATED = /(?:^|[\s(«“"])(?:\p{Lu}\.\s?)+$|(?:^|\s)(?:Mr|Mrs|Ms|Dr|Prof|St)\.\s$/u;

/**
 * Tells whether a word with a capital is part of the name of a person, a work or a brand: Robert Frost, «Анна Мороз», Ice
 * Cube. Such a word has another capital beside it, and the text around does not write all its words with capitals.
 */
export function namesIn(text: string): (start: number, end: number) => boolean {
  let heading: boolean | undefined;
  return (start, end) => isNamed(text, start, end) && !(heading ??= isHeading(text));
}

function isNamed(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  if (!/^\p{Lu}/u.test(word) || /^\p{Lu}{2}/u.test(word)) return false;
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 40);
  const next = /^ (\p{Lu}\p{Ll}+)/u.exec(after)?.[1];
  if (ABBREVIATED.test(before) || isNameBefore(before)) return true;
  return next !== undefined && (!startsSentence(before) || /[«“"]$/u.test(before));
}

/** Whether the word before has a capital: «Анна Мороз», “Muddy Waters”. */
function isNameBefore(before: string): boolean {
  const previous = /(?:^|[^\p{L}’'-])(\p{Lu}\p{Ll}[\p{L}’'-]*) $/u.exec(before);
  return previous?.[1] !== undefined && !OPENING.test(previous[1]);
}

const startsSentence = (before: string): boolean => /(?:^|[.!?:;…\n—]\s*|[«“"(])$/u.test(before);

/** Whether nearly all longer words of the text have capitals. */
function isHeading(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  return words.filter((word) => /^\p{Ll}/u.test(word)).length * 8 <= words.length;
}

/** A common noun with a capital that a hyphen joins to another word is part of a name: «Порт-Артур» is not «порт». */
export function isPartOfName(text: string, start: number, end: number): boolean {
  if (!isHyphenated(text, start, end) || !/\p{Lu}/u.test(text.charAt(start))) return false;
  const after = HYPHEN.test(text.charAt(end)) && /^.\p{Lu}\p{Ll}/u.test(text.slice(end, end + 3));
  return after || (HYPHEN.test(text.charAt(start - 1)) && /\p{L}/u.test(text.charAt(start - 2)));
}
