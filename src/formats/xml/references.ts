import { CR, LF, SPACE, TAB } from "./character-codes.ts";
import { report, type ReaderState } from "./reader-state.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Longest reference, with its “&” and “;”, in UTF-16 units. */
export const MAX_REFERENCE = 64;
const NO_REFERENCE = "“&” that begins no reference";
/** Stands for a reference that has no meaning. */
const REPLACEMENT = "\uFFFD";

/** Place of the `;` of the reference that begins at `ampersand`; -1 for an “&” that begins none, if the caller takes it. */
export function endOfReference(state: ReaderState, ampersand: number, end: number): number {
  const limit = Math.min(end, ampersand + MAX_REFERENCE);
  for (let position = ampersand + 1; position < limit; position++)
    if (state.buffer.charCodeAt(position) === 0x3b) return position;
  state.at = ampersand;
  report(state, "xml-malformed", { reason: NO_REFERENCE });
  return -1;
}

/** Text that a reference stands for. `start` and `end` enclose its name, without `&` and `;`. */
export function reference(state: ReaderState, start: number, end: number): string {
  const name = state.buffer.slice(start, end);
  const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (known !== undefined) return known;
  state.at = start - 1;
  if (!name.startsWith("#")) {
    if (state.names.isUnqualifiedName(name))
      report(state, "xml-entity", { reason: `undefined entity “${name}”` });
    else report(state, "xml-malformed", { reason: NO_REFERENCE });
    return REPLACEMENT;
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
  if (isLegal) return String.fromCodePoint(code);
  report(state, "character-invalid", { character: `&${name};` });
  return REPLACEMENT;
}
