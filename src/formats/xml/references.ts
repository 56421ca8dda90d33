import { CR, LF, SPACE, TAB } from "./character-codes.ts";
import { malformed, refuse, type ReaderState } from "./reader-state.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Place of the `;` of the reference that begins at `ampersand`. */
export function endOfReference(state: ReaderState, ampersand: number, end: number): number {
  const limit = Math.min(end, ampersand + 64);
  for (let position = ampersand + 1; position < limit; position++)
    if (state.buffer.charCodeAt(position) === 0x3b) return position;
  state.at = ampersand;
  return malformed(state, "“&” that begins no reference");
}

/** Text that a reference stands for. `start` and `end` enclose its name, without `&` and `;`. */
export function reference(state: ReaderState, start: number, end: number): string {
  const name = state.buffer.slice(start, end);
  const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (known !== undefined) return known;
  state.at = start - 1;
  if (!name.startsWith("#")) {
    return state.names.isUnqualifiedName(name)
      ? refuse(state, "xml-entity", { reason: `undefined entity “${name}”` })
      : malformed(state, "“&” that begins no reference");
  }
  const digits = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  const code =
    digits === null ? -1 : digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const isLegal =
    (code >= SPACE && code <= 0xd7ff) ||
    code === LF ||
    code === CR ||
    code === TAB ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isLegal
    ? String.fromCodePoint(code)
    : refuse(state, "character-invalid", { character: `&${name};` });
}
