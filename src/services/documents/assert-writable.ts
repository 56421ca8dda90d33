import { Problem } from "../../domain/problem.ts";
import { memorySettings } from "../../domain/standing.ts";
import { asProblem } from "../../storage/problems.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import type { Context } from "../context.ts";

/**
 * Refuses a write to documents of a read-only collection, or to what people decided about their units. Settings and
 * title of the collection stay open: they say how the service treats it.
 *
 * @param collection id
 * @throws {Problem} `collection-read-only`
 */
export async function assertWritable({ storage }: Context, collection: string): Promise<void> {
  const found = await findCollection(storage, collection).catch((error: unknown) => {
    throw asProblem(error);
  });
  if (memorySettings(found?.settings["memory"]).readOnly)
    throw new Problem("collection-read-only", { what: collection });
}

/**
 * The same for all collections of some rows: nothing is written where one of them refuses it.
 *
 * @throws {Problem} `collection-read-only`
 */
export async function assertAllWritable(
  context: Context,
  rows: readonly { readonly collection: string }[],
): Promise<void> {
  for (const collection of new Set(rows.map((row) => row.collection)))
    await assertWritable(context, collection);
}
