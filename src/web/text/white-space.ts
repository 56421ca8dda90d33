/** Kinds of characters that are invisible or look like another one. Translators have to see them. */
export type WhiteKind =
  | "noBreak"
  | "narrowNoBreak"
  | "tab"
  | "lineBreak"
  | "space"
  | "wide"
  | "zeroWidth"
  | "softHyphen"
  | "direction"
  | "control";

export interface VisiblePiece {
  readonly text: string;
  /** Set for a single character that has to be made visible. */
  readonly white?: WhiteKind;
}

const ODD =
  // A plain space matters only at either end or beside another space.
  /^ +| +$| {2,}|[\t\n\r\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00A0\u00AD\u061C\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]/gu;

function kindOf(character: string): WhiteKind {
  switch (character) {
    case " ":
      return "space";
    case "\t":
      return "tab";
    case "\n":
    case "\r":
    case "\u2028":
    case "\u2029":
      return "lineBreak";
    case "\u00A0":
    case "\u2007":
      return "noBreak";
    case "\u202F":
      return "narrowNoBreak";
    case "\u00AD":
      return "softHyphen";
    case "\u3000":
      return "wide";
    default:
  }
  if (/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u206F]/u.test(character)) return "direction";
  if (/[\u2000-\u200A\u205F]/u.test(character)) return "wide";
  return /[\u200B-\u200D\u2060-\u2065\uFEFF]/u.test(character) ? "zeroWidth" : "control";
}

/** Splits a text so that each character to be made visible is a piece of its own. Joined, the pieces are the text. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(ODD)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    for (const character of match[0]) pieces.push({ text: character, white: kindOf(character) });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Ranges of the characters to be made visible, in UTF-16 offsets. */
export function whiteMarks(
  text: string,
): { readonly start: number; readonly end: number; readonly white: WhiteKind }[] {
  let at = 0;
  return visiblePieces(text).flatMap(({ text: piece, white }) => {
    const start = at;
    at += piece.length;
    return white === undefined ? [] : [{ start, end: at, white }];
  });
}
