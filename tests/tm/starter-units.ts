import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedUnit, CheckedVariant } from "../../src/checks/check.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import type { Variants } from "../../src/domain/unit.ts";
import { readExchange } from "../../src/formats/registry.ts";

export const TM = join(import.meta.dirname, "..", "..", "tm");

/** The units of a new installation in three languages: seminars from their XLIFF files, strings by key. */
export function starterMemory(): CheckedUnit[] {
  const units = new Map<string, CheckedUnit>();
  const add = (id: string, document: string, key: string, variants: Variants<CheckedVariant>) => {
    const known = units.get(id);
    units.set(id, { id, document, key, variants: { ...known?.variants, ...variants } });
  };
  for (const seminar of readdirSync(join(TM, "seminars"))) {
    const folder = join(TM, "seminars", seminar);
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".xlf"))) {
      for (const { key, variants } of readExchange(readFileSync(join(folder, file)), { filename: file })
        .units) {
        add(`${seminar}/${key}`, seminar, key, variants);
      }
    }
  }
  for (const language of LANGUAGES) {
    const folder = join(TM, "strings", language);
    for (const file of readdirSync(folder)) {
      const strings = JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown;
      for (const [key, text] of leaves(strings))
        add(`${file}/${key}`, file, key, { [language]: { content: [text] } });
    }
  }
  return [...units.values()];
}

function* leaves(value: unknown, path = ""): Generator<[string, string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value))
      yield* leaves(child, path === "" ? key : `${path}.${key}`);
  }
}
