/** One step into a JSON document: the name of a member, or a place in an array (from 0). */
export type Step = string | number;

/** Larger numbers in brackets are part of a name, so that no key can make us build a huge array. */
export const MAX_PLACE = 99_999;
const PLACE = /^\[(0|[1-9]\d{0,4})\]$/u;

/** The `[n]` at the end of a name, and the number of backslashes directly before it. */
function placeAtEnd(name: string): { start: number; backslashes: number; place: string } | undefined {
  const bracket = name.lastIndexOf("[");
  const place = bracket === -1 ? undefined : PLACE.exec(name.slice(bracket))?.[1];
  if (place === undefined) return undefined;
  let start = bracket;
  while (start > 0 && name[start - 1] === "\\") start -= 1;
  return { start, backslashes: bracket - start, place };
}

/**
 * The key of a unit: the names of its path joined with `.`, and array places as `[n]`: `nav.items[0].title`.
 * A `.` inside a name is written `\.`, and a `[n]` at the end of a name is written `\[n]`. A backslash of the name
 * directly before one of them is doubled; anywhere else a backslash is a plain character. So every path has
 * exactly one key, and every string is the key of exactly one path.
 *
 * @param path the steps from the root; the first is a name
 */
export function keyOf(path: readonly Step[]): string {
  let key = "";
  for (const [at, step] of path.entries()) {
    if (typeof step === "number") key += `[${step}]`;
    else key += (at > 0 ? "." : "") + escapeName(step, at === path.length - 1);
  }
  return key;
}

function escapeName(name: string, last: boolean): string {
  const escaped = name.replace(/(?<!\\)(\\*)\./gu, String.raw`$1$1\.`);
  const end = placeAtEnd(escaped);
  if (end !== undefined) {
    return String.raw`${escaped.slice(0, end.start)}${"\\".repeat(2 * end.backslashes)}\[${end.place}]`;
  }
  // A `.` or a `[n]` follows, so backslashes at the end have to be doubled.
  return last ? escaped : escaped.replace(/(?<!\\)\\+$/u, "$&$&");
}

/** The path of a key: the inverse of `keyOf`. It accepts any string. */
export function pathOf(key: string): Step[] {
  return namesOf(key).flatMap(stepsOf);
}

/** Cuts the key at every `.` with an even number of backslashes before it, and turns `\.` back into `.`. */
function namesOf(key: string): string[] {
  const names: string[] = [];
  let name = "";
  let from = 0;
  for (const match of key.matchAll(/(?<!\\)(\\*)\./gu)) {
    const [, backslashes = ""] = match;
    name += key.slice(from, match.index) + "\\".repeat(backslashes.length >> 1);
    from = match.index + match[0].length;
    if (backslashes.length % 2 === 1) name += ".";
    else {
      names.push(name);
      name = "";
    }
  }
  return [...names, name + key.slice(from)];
}

function stepsOf(raw: string): Step[] {
  const places: number[] = [];
  let name = raw;
  for (let end = placeAtEnd(name); end !== undefined; end = placeAtEnd(name)) {
    const kept = name.slice(0, end.start) + "\\".repeat(end.backslashes >> 1);
    if (end.backslashes % 2 === 1) return [`${kept}[${end.place}]`, ...places.toReversed()];
    places.push(Number(end.place));
    name = kept;
    // A doubled backslash belongs to the name, so an earlier `[n]` is part of the name too.
    if (end.backslashes > 0) break;
  }
  return [name, ...places.toReversed()];
}
