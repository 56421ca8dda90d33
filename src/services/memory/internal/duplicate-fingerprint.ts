import type { Language } from "../../../domain/language.ts";
import { comparable, skeleton, textHash } from "../../../matching/comparable-text.ts";
import { similarity } from "../../../matching/similarity.ts";

/** The texts of a unit. */
interface Texts {
  readonly source: string;
  readonly target: string;
}

/**
 * Least similarity of two sources of a group of `near`: each is at least 95 % like one text of the group, which may be
 * neither of the two.
 */
const LEAST_NEAR = 0.8;

/** True for units that are a group of this kind. Their texts are in comparable form; an empty one is missing. */
export function areDuplicates(kind: string, units: readonly Texts[]): boolean {
  const sources = new Set(units.map(({ source }) => source));
  const targets = new Set(units.map(({ target }) => target));
  if (units.length < 2 || sources.has("") || targets.has("")) return false;
  if (kind === "pairs") return sources.size === 1 && targets.size === 1;
  if (kind === "targets") return sources.size === 1 && targets.size > 1;
  if (kind === "sources") return targets.size === 1 && sources.size > 1;
  // Sources that only numbers tell apart are near, however long the numbers are.
  const [first = "", ...others] = [...sources].map((text) => skeleton(text) ?? text);
  return others.length > 0 && others.every((text) => similarity(first, text) >= LEAST_NEAR);
}

/**
 * Names a group of duplicates by its texts. A new text in the group gives another name, so that a group that was meant
 * is shown again.
 */
export function fingerprintOf(
  kind: string,
  source: Language,
  target: Language,
  units: readonly Texts[],
): string {
  const texts = (side: keyof Texts, language: Language): string =>
    [...new Set(units.map((unit) => comparable(unit[side], language)))].sort().join("\n");
  const hash = textHash(`${texts("source", source)}\t${texts("target", target)}`);
  return `duplicate-${kind}-${source}-${target}-${hash.toString(36)}`;
}
