import { type Suggestion, suggestionsOf } from "../../storage/rows/suggestions.ts";
import type { Actor, Context } from "../context.ts";
import { type UnitView, unitView } from "./unit-view.ts";
import { visibleUnit } from "./visible-unit.ts";

/** One unit with the suggestions from pushes. @throws {Problem} `not-found` */
export async function getUnit(
  context: Context,
  actor: Actor,
  id: string,
): Promise<UnitView & { readonly suggestions: readonly Suggestion[] }> {
  const unit = await visibleUnit(context, actor, id);
  return { ...unitView(unit), suggestions: await suggestionsOf(context.storage, unit.n) };
}
