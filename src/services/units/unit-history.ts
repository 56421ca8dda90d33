import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import { changesOfUnit } from "../../storage/rows/changes.ts";
import { findImport, importId } from "../../storage/rows/imports.ts";
import type { Actor, Context } from "../context.ts";
import { stateAfter } from "./past-variants.ts";
import { shownVariant } from "./unit-view.ts";
import { visibleUnit } from "./visible-unit.ts";

/** One change in the history of a unit. */
export interface HistoryEntry {
  /** Version of the unit after the change. */
  readonly version: number;
  readonly import: string;
  readonly kind: string;
  readonly author: string;
  readonly time: string;
  /** Changed variants after the change; `null` for a removed variant. */
  readonly variants: { readonly [language in Language]?: Variant | null };
}

/** History of a unit, newest first. @throws {Problem} `not-found` */
export async function unitHistory(context: Context, actor: Actor, id: string): Promise<HistoryEntry[]> {
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
      if (after !== null || !change.creates) variants[language] = after && shownVariant(after);
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
