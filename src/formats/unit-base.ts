import { isLanguage, LANGUAGES } from "../domain/language.ts";
import type { ExchangeFile, UnitBase } from "./contract.ts";

/** A `UnitBase` on the way in, item by item. */
export interface BaseDraft {
  readonly document?: string;
  readonly unit?: string;
  readonly versions?: UnitBase["versions"];
  readonly offered?: NonNullable<UnitBase["offered"]>;
}

/**
 * Our own metadata as named items: `document`, `unit`, `version-en`, `version-ru`, `version-zh`, and `offered-…`. In XLIFF
 * 2.x each is an `mda:meta`, in 1.2 a `context` whose type has `x-polynya-` before it, in TMX a `prop` likewise.
 */
export function baseItems(base: UnitBase): [name: string, value: string][] {
  const items: [string, string][] = [
    ["document", base.document],
    ["unit", base.unit],
  ];
  for (const language of LANGUAGES) {
    const version = base.versions[language];
    if (version !== undefined) items.push([`version-${language}`, String(version)]);
    const offered = base.offered?.[language];
    if (offered !== undefined) items.push([`offered-${language}`, offered]);
  }
  return items;
}

export const ITEM_PREFIX = "x-polynya-";

export function addToBase(draft: BaseDraft, type: string, value: string): BaseDraft {
  const name = type.startsWith(ITEM_PREFIX) ? type.slice(ITEM_PREFIX.length) : type;
  const text = value.trim();
  if (name === "document" || name === "unit") return { ...draft, [name]: text };
  const [kind, language = ""] = name.split("-");
  if (!isLanguage(language)) return draft;
  if (kind === "version" && /^[1-9]\d{0,14}$/u.test(text))
    return { ...draft, versions: { ...draft.versions, [language]: Number(text) } };
  if (kind === "offered" && /^[0-9a-z]{1,16}$/u.test(text))
    return { ...draft, offered: { ...draft.offered, [language]: text } };
  return draft;
}

/** Half a base is none: somebody has edited it. */
export function finishBase({ document, unit, versions, offered }: BaseDraft): UnitBase | undefined {
  if (!document || !unit) return undefined;
  return { document, unit, versions: versions ?? {}, ...(offered === undefined ? {} : { offered }) };
}

/** The bases of a file's units by key: what a writer puts into the file. */
export function basesOf(file: ExchangeFile): Map<string, UnitBase> {
  return new Map(file.units.flatMap(({ key, base }) => (base === undefined ? [] : [[key, base]])));
}
