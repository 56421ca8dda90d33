import type { Language } from "../../../src/domain/language.ts";
import type { Content } from "../../../src/domain/segment.ts";
import type { ExchangeUnit, SplicedFile } from "../../../src/formats/contract.ts";
import { read } from "../../../src/formats/tmx/read.ts";
import { splice } from "../../../src/formats/tmx/splice.ts";

export type Contents = { readonly [language in Language]?: Content };

/** Splices changed contents by key into a memory. Keys that the memory lacks are new units. */
export function spliceContents(
  original: Uint8Array,
  changes: Readonly<Record<string, Contents>>,
): SplicedFile {
  const file = read(original);
  const changed = (unit: ExchangeUnit): ExchangeUnit => {
    const variants = Object.entries(changes[unit.key] ?? {}).map(([language, content]) => [
      language,
      { content, state: "translated" },
    ]);
    return { ...unit, variants: { ...unit.variants, ...Object.fromEntries(variants) } };
  };
  const made = Object.keys(changes)
    .filter((key) => file.units.every((unit) => unit.key !== key))
    .map((key): ExchangeUnit => ({ key, line: 0, notes: [], variants: {} }));
  const spliced = splice(original, { ...file, units: [...file.units, ...made].map(changed) });
  if (spliced === undefined) throw new Error("the file is no template");
  return spliced;
}
