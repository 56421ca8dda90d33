/** Characters of a file as they stand there, with references, and the text that they are. */

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const PIECE =
  /&(#x[0-9a-fA-F]+|#\d+|\w+);|<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|\r\n?|\n/gu;

export interface RawRules {
  readonly collapses: boolean;
  readonly keepsLines: boolean;
}

/** The text of a piece of character data without elements. */
export function textOfRaw(raw: string, rules: RawRules): string {
  let text = raw;
  if (/[&<\r\n]/u.test(raw)) {
    text = raw.replace(PIECE, (piece, reference: string | undefined, data: string | undefined) =>
      meaning(piece, reference, data, rules),
    );
  }
  return rules.collapses ? text.replace(/[ \t\n]+/gu, " ") : text;
}

function meaning(
  piece: string,
  reference: string | undefined,
  data: string | undefined,
  { keepsLines }: RawRules,
): string {
  if (reference !== undefined) {
    if (!reference.startsWith("#")) return ENTITIES[reference] ?? piece;
    const code = reference.startsWith("#x")
      ? Number.parseInt(reference.slice(2), 16)
      : Number(reference.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : piece;
  }
  if (data !== undefined) return data;
  if (piece.startsWith("<")) return "";
  return keepsLines ? "\n" : " ";
}

/**
 * The offset in `raw` at which the character at `at` of its text begins. At the end of the text it is the end of `raw`.
 */
export function rawOffset(raw: string, at: number, rules: RawRules): number {
  if (at <= 0) return 0;
  const simple = !/[&<\r\n]/u.test(raw) && !(rules.collapses && /[ \t]{2}|\t/u.test(raw));
  if (simple) return Math.min(at, raw.length);
  // Pieces are counted one by one; in a collapsed run of white space all but the first character count nothing.
  let count = 0;
  let wasSpace = false;
  const units =
    /&(?:#x[0-9a-fA-F]+|#\d+|\w+);|<!\[CDATA\[|\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|\r\n|[\s\S]/gu;
  for (const { 0: unit, index } of raw.matchAll(units)) {
    if (count >= at && !(unit === "<![CDATA[" || unit === "]]>" || unit.startsWith("<"))) {
      if (!(rules.collapses && wasSpace && /^[ \t\r\n]/u.test(unit))) return index;
    }
    if (unit === "<![CDATA[" || unit === "]]>" || unit.startsWith("<")) continue;
    const isSpace = rules.collapses && /^[ \t\r\n]/u.test(unit);
    if (!(isSpace && wasSpace)) count += unit.startsWith("&") ? textOfRaw(unit, rules).length : 1;
    wasSpace = isSpace;
  }
  return raw.length;
}
