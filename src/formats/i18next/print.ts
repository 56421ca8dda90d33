import type { Strings } from "./strings.ts";

/** How a JSON text is laid out. */
export interface Style {
  /** Before every member; empty for a text on one line. */
  readonly newline: string;
  readonly indent: string;
  /** Between a name and its value. */
  readonly colon: string;
}
export const PRETTY: Style = { newline: "\n", indent: "  ", colon: ": " };
export const COMPACT: Style = { newline: "", indent: "", colon: ":" };

/** True when there is a text anywhere in it. */
export function hasText(strings: Strings): boolean {
  if (strings === undefined || typeof strings === "string") return strings !== undefined;
  return [...strings.values()].some(hasText);
}

/**
 * Strings as JSON text. What has no text is left out of objects and is `""` in arrays, where the places of
 * the others count. Written member by member, never through an object: any name is data here.
 *
 * @param current indentation of the line that it begins on
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
