import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import { type Change, changesOfUnit, findImport, importId } from "../../storage/rows/imports.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { visibleUnit } from "./units.ts";

/**
 * Looks variants up by version in a history that keeps what each write replaced. Gives `null` for
 * "there was none", `undefined` for a version that the history does not know.
 */
export function pastVariants(changes: readonly Change[]) {
  const known = new Map<string, Variant>();
  const units = new Set<number>();
  for (const { unit, before } of changes) {
    units.add(unit);
    for (const language of LANGUAGES) {
      const variant = before[language];
      if (variant) known.set(`${unit} ${language} ${variant.version}`, variant);
    }
  }
  return (unit: number, language: Language, version: number): Variant | null | undefined =>
    version === 0 ? null : known.get(`${unit} ${language} ${version}`);
}

/** One step in the life of a unit. */
export interface HistoryEntry {
  /** The unit's version after it. */
  readonly version: number;
  readonly import: string;
  readonly kind: string;
  readonly author: string;
  readonly time: string;
  /** Variants as they were after it; `null` for one that it took away. Only those that it changed. */
  readonly variants: { readonly [language in Language]?: Variant | null };
}

/** The life of a unit, newest first. @throws {Problem} `not-found` */
export async function history(context: Context, actor: Actor, id: string): Promise<HistoryEntry[]> {
  const unit = await visibleUnit(context, actor, id);
  const changes = await changesOfUnit(context.storage, unit.n);
  const entries: HistoryEntry[] = [];
  for (const [at, change] of changes.entries()) {
    const entry = await findImport(context.storage, change.import);
    if (entry === undefined) continue;
    const touched = change.creates
      ? LANGUAGES
      : LANGUAGES.filter((language) => change.before[language] !== undefined);
    const variants: { [language in Language]?: Variant | null } = {};
    for (const language of touched) {
      const after = stateAfter(unit, changes.slice(at + 1), language);
      if (after !== null || !change.creates) variants[language] = after;
    }
    entries.push({
      version: change.version,
      import: importId(entry.n),
      kind: entry.kind,
      author: entry.author,
      time: entry.time,
      variants,
    });
  }
  return entries.reverse();
}

/** What a language was before the first of the later changes that touched it, else what it is now. */
export function stateAfter(unit: StoredUnit, later: readonly Change[], language: Language): Variant | null {
  for (const change of later) {
    const before = change.before[language];
    if (before !== undefined) return before;
  }
  return unit.variants[language] ?? null;
}
