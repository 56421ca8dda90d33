import { isLanguage, LANGUAGES } from "../domain/language.ts";
import type { FileOfAnySize, UnitBase } from "./contract.ts";
import { unitsByKey } from "./units-by-key.ts";

/** A `UnitBase` that is being read, item by item. */
export interface BaseDraft {
  readonly document?: string;
  readonly unit?: string;
  readonly versions?: UnitBase["versions"];
  readonly offered?: NonNullable<UnitBase["offered"]>;
}

/**
 * Our own metadata as named items: `document`, `unit`, `version-en`, `version-ru`, `version-zh`, and `offered-…`. XLIFF
 * 2.x holds each in an `mda:meta`. XLIFF 1.2 holds each in a `context`, and TMX in a `prop`; their types begin with
 * `ITEM_PREFIX`.
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

/** The draft with one more item; `type` is its name, with or without `ITEM_PREFIX`. Other items change nothing. */
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

/** The finished base; `undefined` without document or unit, because then somebody has edited it. */
export function finishBase({ document, unit, versions, offered }: BaseDraft): UnitBase | undefined {
  if (!document || !unit) return undefined;
  return { document, unit, versions: versions ?? {}, ...(offered === undefined ? {} : { offered }) };
}

/** What is known of units, by their keys. */
export interface ByKey<Value> {
  has(key: string): boolean;
  get(key: string): Value | undefined;
}

/** The bases of a file's units, by key of the unit. */
export function basesOf({ units }: FileOfAnySize, found = unitsByKey(units)): ByKey<UnitBase> {
  const get = (key: string) => found.get(key)?.base;
  return { get, has: (key) => get(key) !== undefined };
}
