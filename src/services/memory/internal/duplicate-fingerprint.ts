import type { Language } from "../../../domain/language.ts";
import { comparable, textHash } from "../../../matching/comparable-text.ts";
import { similarity } from "../../../matching/similarity.ts";

/** The texts of a unit. */
interface Texts {
  readonly source: string;
  readonly target: string;
}

/** The different texts of one side in comparable form, in order. */
const different = (units: readonly Texts[], side: keyof Texts, language: Language): string[] =>
  [...new Set(units.map((unit) => comparable(unit[side], language)))].sort();

/**
 * Least similarity of two sources of a group of `near`: each is at least 95 % like one text of the group, which may be
 * neither of the two; a search counts codes and numbers otherwise.
 */
const LEAST_NEAR = 0.8;

/** True for units that are a group of this kind. */
export function areDuplicates(
  kind: string,
  source: Language,
  target: Language,
  units: readonly Texts[],
): boolean {
  const [sources, targets] = [different(units, "source", source), different(units, "target", target)];
  if (units.length < 2 || source === target || sources.includes("") || targets.includes("")) return false;
  if (kind === "pairs") return sources.length === 1 && targets.length === 1;
  if (kind === "targets") return sources.length === 1 && targets.length > 1;
  if (kind === "sources") return targets.length === 1 && sources.length > 1;
  const [first = ""] = sources;
  return sources.length > 1 && sources.every((text) => similarity(first, text) >= LEAST_NEAR);
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
    different(units, side, language).join("\n");
  const hash = textHash(`${texts("source", source)}\t${texts("target", target)}`);
  return `duplicate-${kind}-${source}-${target}-${hash.toString(36)}`;
}
