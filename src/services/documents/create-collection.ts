import { write } from "../../storage/problems.ts";
import { Problem } from "../../domain/problem.ts";
import { type Collection, insertCollection, isTakenCollection } from "../../storage/rows/collections.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { assertNoRules } from "./edit-collection.ts";

/** Makes an empty collection. Without `id`, the id is made from the title. @throws {Problem} `already-exists`, `invalid-fields` */
export async function createCollection(
  context: Context,
  actor: Actor,
  wanted: {
    readonly id?: string;
    readonly title: string;
    readonly settings?: Readonly<Record<string, unknown>>;
  },
): Promise<Collection> {
  const id = wanted.id ?? slug(wanted.title);
  assertVisible(actor, id, id);
  assertNoRules(wanted.settings);
  const collection: Collection = {
    id,
    title: wanted.title,
    settings: wanted.settings ?? {},
    version: 1,
    created: context.now().toISOString(),
    createdBy: actor.name,
  };
  try {
    await write(context.storage, [insertCollection(collection)]);
  } catch (error) {
    throw isTakenCollection(error) ? new Problem("already-exists", { what: id }) : error;
  }
  return collection;
}

function slug(title: string): string {
  const ascii = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 60);
  return ascii === "" ? `collection-${crypto.randomUUID().slice(0, 8)}` : ascii;
}
