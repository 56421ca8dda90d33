import { z } from "zod";
import { api, type Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { everyItem } from "../every-item.ts";
import { table } from "../talk/terminal.ts";

const collectionSchema = z.looseObject({ id: z.string(), title: z.string() });
type Collection = z.infer<typeof collectionSchema>;

/** Lists the collections, or makes one. */
export const collections: Command = {
  usage: "[list] | create TITLE",
  arguments: [0, 2],
  options: { id: { argument: "ID" }, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const [verb = "list", title] = invocation.args;
    if (verb === "list" && title === undefined) return list(invocation);
    if (verb === "create" && title !== undefined) return create(invocation, title);
    throw new Failure(EXIT.usage, "arguments", { usage: `polynya collections ${collections.usage}` });
  },
};

/** All collections that the token may see. */
export const allCollections = (client: Client): Promise<Collection[]> =>
  everyItem(client, collectionSchema, api`/collections`);

async function list(invocation: Invocation): Promise<ExitCode> {
  const items = await allCollections(await invocation.client());
  invocation.print({ items }, () =>
    table([
      ["id", "title"].map((column) => invocation.t(`columns.${column}`)),
      ...items.map(({ id, title }) => [id, title]),
    ]),
  );
  return EXIT.done;
}

async function create(invocation: Invocation, title: string): Promise<ExitCode> {
  const id = invocation.value("id");
  const body = { title, ...(id === undefined ? {} : { id }) };
  if (invocation.flag("dry-run")) {
    invocation.print(body, () => `${title}\n`);
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await invocation.client();
  const made = await client.json(collectionSchema, "POST", api`/collections`, { body });
  invocation.print(made, () => `${made.id}\n`);
  return EXIT.done;
}
