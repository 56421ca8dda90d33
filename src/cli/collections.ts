import { z } from "zod";
import { api, type Client } from "./client.ts";
import type { Invocation } from "./command.ts";
import { everyItem } from "./every-item.ts";
import { EXIT, Failure } from "./exit-codes.ts";
import { oneLine } from "./talk/terminal.ts";

export const collectionSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type Collection = z.infer<typeof collectionSchema>;

/** All collections that the token may see. */
export const allCollections = (client: Client): Promise<Collection[]> =>
  everyItem(client, collectionSchema, api`/collections`);

/** Most collections that are named in place of one that is not there. */
const NAMED_COLLECTIONS = 10;

/**
 * Says that a collection is not there, and which ones are. A token that may not read collections is let through: the
 * request itself will tell.
 *
 * @throws {Failure} `no-collection`, `no-collections` (6); `unreachable` (7)
 */
export async function assertCollection(invocation: Invocation, id: string): Promise<void> {
  const client = await invocation.client();
  try {
    await client.json(collectionSchema, "GET", api`/collections/${id}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.exit === EXIT.unauthorised) return;
    if (error.exit !== EXIT.notFound) throw error;
    const ids = (await allCollections(client)).map((one) => oneLine(one.id));
    const shown = [...ids.slice(0, NAMED_COLLECTIONS), ...(ids.length > NAMED_COLLECTIONS ? ["…"] : [])];
    throw new Failure(EXIT.notFound, ids.length === 0 ? "no-collections" : "no-collection", {
      collection: oneLine(id),
      collections: shown.join(", "),
    });
  }
}

/** A failure of a command in plainer words, where its cause is a collection of its options that is not there. */
export async function withCollectionNamed(invocation: Invocation, error: unknown): Promise<unknown> {
  if (!(error instanceof Failure) || error.problem?.code !== "not-found") return error;
  const named = [invocation.value("collection") ?? [], invocation.values("collection")].flat();
  try {
    for (const id of named) await assertCollection(invocation, id);
    return error;
  } catch (better) {
    return better instanceof Failure && better.exit === EXIT.notFound ? better : error;
  }
}
