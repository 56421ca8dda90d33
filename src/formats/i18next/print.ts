import type { Strings } from "./strings.ts";

/** Layout of a JSON text. */
export interface Style {
  /** Line end before every member; empty for a text on one line. */
  readonly newline: string;
  /** Indentation of one level. */
  readonly indent: string;
  /** Separator between a name and its value. */
  readonly colon: string;
}
export const PRETTY: Style = { newline: "\n", indent: "  ", colon: ": " };
export const COMPACT: Style = { newline: "", indent: "", colon: ":" };

/** True when the tree contains at least one text. */
export function hasText(strings: Strings): boolean {
  if (strings === undefined || typeof strings === "string") return strings !== undefined;
  return [...strings.values()].some(hasText);
}

/**
 * Prints strings as JSON text. Units without text are left out of objects. In arrays they are `""`, so that the other
 * places stay the same. No JavaScript object is built, because names like `__proto__` would change it.
 *
 * @param current indentation of the line on which the text begins
 */
export function printStrings(strings: Strings, style: Style = COMPACT, current = ""): string {
  if (strings === undefined) return '""';
  if (typeof strings === "string") return JSON.stringify(strings);
  const inner = current + style.indent;
  const members = Array.isArray(strings)
    ? strings.map((item) => printStrings(item, style, inner))
    : [...strings]
        .filter(([, value]) => hasText(value))
        .map(([name, value]) => JSON.stringify(name) + style.colon + printStrings(value, style, inner));
  const [open, close] = Array.isArray(strings) ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return open + close;
  const separator = style.newline + (style.newline === "" ? "" : inner);
  const end = style.newline + (style.newline === "" ? "" : current);
  return open + separator + members.join(`,${separator}`) + end + close;
}
