import { write } from "../../storage/problems.ts";
import { Problem } from "../../domain/problem.ts";
import { type Collection, updateCollection, isStaleCollection } from "../../storage/rows/collections.ts";
import { unitNumbersOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { recheckUnits } from "../quality/recheck-units.ts";
import { getCollection } from "./get-collection.ts";

/**
 * Changes title or settings; absent fields and settings stay.
 *
 * @throws {Problem} `not-found`, `stale-version`, `invalid-fields` (segmentation rules have a place of their own)
 */
export async function editCollection(
  context: Context,
  actor: Actor,
  id: string,
  patch: { readonly title?: string; readonly settings?: Readonly<Record<string, unknown>> },
  expectedVersion?: number,
): Promise<Collection> {
  const was = await getCollection(context, actor, id);
  assertNoRules(patch.settings, was.settings);
  const wanted = expectedVersion ?? was.version;
  const amended = {
    ...was,
    title: patch.title ?? was.title,
    settings: { ...was.settings, ...patch.settings },
  };
  try {
    await write(context.storage, [updateCollection(amended, wanted)]);
  } catch (error) {
    throw isStaleCollection(error) ? new Problem("stale-version", { wanted, found: was.version }) : error;
  }
  const isChanged = (name: string) =>
    JSON.stringify(was.settings[name]) !== JSON.stringify(amended.settings[name]);
  if (isChanged("checks") || isChanged("subtitles") || isChanged("spelling")) {
    // The stored findings were made with other settings.
    await recheckUnits(context, await unitNumbersOf(context.storage, id));
  }
  return { ...amended, version: wanted + 1 };
}

/**
 * Refuses segmentation rules among settings: they come as a file of their own. The same ones may come back.
 *
 * @throws {Problem} `invalid-fields`
 */
export function assertNoRules(
  settings: Readonly<Record<string, unknown>> = {},
  was: Readonly<Record<string, unknown>> = {},
): void {
  if (JSON.stringify(settings["segmentation"] ?? was["segmentation"]) !== JSON.stringify(was["segmentation"]))
    throw new Problem("invalid-fields", { reason: "segmentation" }, { field: "settings.segmentation" });
}
