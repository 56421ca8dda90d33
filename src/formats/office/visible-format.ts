import type { TextFormat } from "./vocabulary.ts";

/** Value of a property that is switched off, so that the text looks as without it. */
export const OFF = "off";

/**
 * What a reader sees of a format: the properties in which the text differs from the text around it.
 *
 * @param usual format of text without properties of its own
 * @param isWhole false if `usual` may lack something, so that a property that is off may mean something
 */
export function visibleFormat(format: TextFormat, usual: TextFormat, isWhole: boolean): TextFormat {
  if (format.size === 0) return format;
  const seen = new Map<string, string>();
  for (const [name, value] of format) {
    if (value !== (usual.get(name) ?? (isWhole ? OFF : undefined))) seen.set(name, value);
  }
  return seen;
}
