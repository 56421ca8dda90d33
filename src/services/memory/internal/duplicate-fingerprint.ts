import type { Language } from "../../../domain/language.ts";
import { comparable, textHash } from "../../../matching/comparable-text.ts";

/**
 * Names a group of duplicates by its texts. A new text in the group gives another name, so that a group that was meant
 * is shown again.
 */
export function fingerprintOf(
  kind: string,
  source: Language,
  target: Language,
  units: readonly { readonly source: string; readonly target: string }[],
): string {
  const texts = (side: "source" | "target", language: Language): string =>
    [...new Set(units.map((unit) => comparable(unit[side], language)))].sort().join("\n");
  const hash = textHash(`${texts("source", source)}\t${texts("target", target)}`);
  return `duplicate-${kind}-${source}-${target}-${hash.toString(36)}`;
}
