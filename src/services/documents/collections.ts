import { Problem } from "../../domain/problem.ts";
import {
  type Collection,
  collectionsAfter,
  deleteCollection,
  findCollection,
  insertCollection,
  updateCollection,
} from "../../storage/rows/collections.ts";
import { type Statement, StorageError } from "../../storage/port.ts";
import { unitNumbersOf } from "../../storage/rows/units.ts";
import { type Actor, asProblem, assertVisible, type Context } from "../context.ts";
import { recheck } from "../quality/findings-upkeep.ts";

/** @throws {Problem} `not-found` */
export async function getCollection(context: Context, actor: Actor, id: string): Promise<Collection> {
  assertVisible(actor, id, id);
  const found = await findCollection(context.storage, id);
  if (found === undefined) throw new Problem("not-found", { what: id });
  return found;
}

/** In the order of their ids; `next` is what to give as `after` for more. */
export async function listCollections(
  context: Context,
  actor: Actor,
  page: { readonly after?: string; readonly limit: number },
): Promise<{ items: Collection[]; next: string | null }> {
  const found = await collectionsAfter(context.storage, page.after ?? "", page.limit + 1, actor.collection);
  const items = found.slice(0, page.limit);
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

/** @throws {Problem} `already-exists` */
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
  const collection: Collection = {
    id,
    title: wanted.title,
    settings: wanted.settings ?? {},
    version: 1,
    created: context.now().toISOString(),
    createdBy: actor.name,
  };
  await write(context, insertCollection(collection), () => new Problem("already-exists", { what: id }));
  return collection;
}

/** Changes what is given. @throws {Problem} `not-found`, `stale-version` */
export async function editCollection(
  context: Context,
  actor: Actor,
  id: string,
  patch: { readonly title?: string; readonly settings?: Readonly<Record<string, unknown>> },
  expectedVersion?: number,
): Promise<Collection> {
  const was = await getCollection(context, actor, id);
  const wanted = expectedVersion ?? was.version;
  const amended = {
    ...was,
    title: patch.title ?? was.title,
    settings: { ...was.settings, ...patch.settings },
  };
  await write(
    context,
    updateCollection(amended, wanted),
    () => new Problem("stale-version", { wanted, found: was.version }),
  );
  if (JSON.stringify(was.settings["checks"]) !== JSON.stringify(amended.settings["checks"])) {
    // What is stored was said with other switches.
    await recheck(context, await unitNumbersOf(context.storage, id));
  }
  return { ...amended, version: wanted + 1 };
}

/** @throws {Problem} `not-found`, `not-empty` */
export async function removeCollection(context: Context, actor: Actor, id: string): Promise<void> {
  await getCollection(context, actor, id);
  await write(context, deleteCollection(id), () => new Problem("not-empty", { what: id }));
}

async function write(context: Context, statement: Statement, refused: () => Problem) {
  try {
    await context.storage.batch([statement]);
  } catch (error) {
    throw error instanceof StorageError && error.fault === "constraint" ? refused() : asProblem(error);
  }
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
