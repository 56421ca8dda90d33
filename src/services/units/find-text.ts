import { hasControl } from "../../domain/control-characters.ts";
import type { Language } from "../../domain/language.ts";
import { matchesOf } from "../../domain/matches.ts";
import { Problem } from "../../domain/problem.ts";
import { compilePattern, type Pattern, type PatternMatch } from "../../matching/pattern/pattern.ts";

/** How a text is found: as it stands, as whole words, or by a pattern (see `matching/pattern`). */
export const FIND_MODES = ["text", "word", "pattern"] as const;
export type FindMode = (typeof FIND_MODES)[number];

/** Why a person should look at a proposed replacement before it is written. */
export const DOUBTS = ["codes", "meaning", "form", "agreement", "article"] as const;
export type Doubt = (typeof DOUBTS)[number];

/** A place in a text and the text proposed for it. */
export interface Proposal {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Absent when the proposal is sure. */
  readonly doubt?: Doubt;
}

/** Finds the places of one language in a text, in order and without overlaps. */
export type FindProposals = (text: string, language: Language) => readonly Proposal[];

/**
 * Makes the search for a text. If capitals do not matter, a replacement begins with a capital where the found text does.
 *
 * @param replace for `pattern`: `$1`, `${name}` and `$$` stand for groups and the sign itself
 * @throws {Problem} `pattern-invalid`, `pattern-unsupported`, `pattern-too-large`; `invalid-fields` for an unknown group
 *   or a line break in the replacement
 */
export function findText(
  find: { readonly text: string; readonly mode: FindMode; readonly caseSensitive: boolean },
  replace: string,
): FindProposals {
  const { text: wanted, mode, caseSensitive } = find;
  if (hasControl(replace))
    throw new Problem("invalid-fields", { reason: "control", term: replace }, { field: "replace" });
  if (mode === "pattern") {
    const pattern = compilePattern(wanted, { caseSensitive });
    const template = templateOf(replace, pattern);
    return (text) =>
      pattern.find(text).map((match) => ({
        start: match.start,
        end: match.end,
        replacement: filled(template, match, text.slice(match.start, match.end)),
      }));
  }
  const literal = new RegExp(
    wanted.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`),
    caseSensitive ? "gu" : "giu",
  );
  return (text, language) =>
    matchesOf(text, literal)
      .map(({ 0: found, index }) => ({ found, start: index, end: index + found.length }))
      // Chinese has no spaces between words, so that a word may stand anywhere.
      .filter(({ start, end }) => mode === "text" || language === "zh" || isWholeWord(text, start, end))
      .map(({ found, start, end }) => ({
        start,
        end,
        replacement: caseSensitive || found === wanted ? replace : likeFound(found, wanted, replace),
      }));
}

const WORD_BEFORE = /[\p{L}\p{M}\p{N}_]$/u;
const WORD_AFTER = /^[\p{L}\p{M}\p{N}_]/u;

const isWholeWord = (text: string, start: number, end: number): boolean =>
  !WORD_BEFORE.test(text.slice(Math.max(0, start - 2), start)) && !WORD_AFTER.test(text.slice(end, end + 2));

/** The replacement with the capitals of the text that was found in other capitals than those of the wanted text. */
function likeFound(found: string, wanted: string, replace: string): string {
  const letters = found.replace(/\P{L}/gu, "");
  if (letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return replace.toUpperCase();
  const [first = ""] = replace;
  if (/^\p{Lu}/u.test(found) && !/^\p{Lu}/u.test(wanted))
    return first.toUpperCase() + replace.slice(first.length);
  if (/^\p{Ll}/u.test(found) && /^\p{Lu}\P{Lu}*$/u.test(wanted))
    return first.toLowerCase() + replace.slice(first.length);
  return replace;
}

/** Parts of a replacement: fixed texts and numbers of groups. */
type Template = readonly (string | number)[];

function templateOf(replace: string, { groups, names }: Pattern): Template {
  const parts: (string | number)[] = [];
  let end = 0;
  for (const { 0: all, 1: number, 2: name, index } of matchesOf(
    replace,
    /\$(?:(\d{1,2})|\{(\w{1,32})\}|\$)/gu,
  )) {
    parts.push(replace.slice(end, index));
    end = index + all.length;
    if (number === undefined && name === undefined) {
      parts.push("$");
      continue;
    }
    const group = name === undefined ? Number(number) : (names.get(name) ?? Number(name));
    if (!(group <= groups)) throw new Problem("invalid-fields", {}, { field: "replace" });
    parts.push(group);
  }
  return [...parts, replace.slice(end)];
}

const filled = (template: Template, { groups }: PatternMatch, whole: string): string =>
  template
    .map((part) => (typeof part === "string" ? part : part === 0 ? whole : (groups[part - 1] ?? "")))
    .join("");
