import type { Language } from "../../../domain/language.ts";

/** A piece of a text; `isTerm` where it is a form of a term. */
export interface TextPiece {
  readonly text: string;
  readonly isTerm: boolean;
}

const WORD = /[\p{L}\p{N}]/u;

/** Cuts a text at the forms of a term, the longest form first. Whole words only, outside Chinese. */
export function markedText(text: string, forms: readonly string[], language: Language): TextPiece[] {
  const same = comparable(text);
  const needles = [...new Set(forms.map(comparable))]
    .filter((form) => form !== "")
    .toSorted((a, b) => b.length - a.length);
  const pieces: TextPiece[] = [];
  let end = 0;
  for (let at = 0; at < text.length;) {
    const found = needles.find(
      (needle) => same.startsWith(needle, at) && isWhole(same, at, needle.length, language),
    );
    if (found === undefined) {
      at += 1;
      continue;
    }
    if (at > end) pieces.push({ text: text.slice(end, at), isTerm: false });
    end = at + found.length;
    pieces.push({ text: text.slice(at, end), isTerm: true });
    at = end;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isTerm: false });
  return pieces;
}

/** For comparison, letter by letter, so that offsets stay. */
const comparable = (text: string): string => {
  const lower = text.toLowerCase().replaceAll("ё", "е");
  return lower.length === text.length ? lower : text;
};

function isWhole(text: string, start: number, length: number, language: Language): boolean {
  if (language === "zh") return true;
  return !WORD.test(text[start - 1] ?? "") && !WORD.test(text[start + length] ?? "");
}
