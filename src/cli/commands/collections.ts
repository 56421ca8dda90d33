import { memorySettings, MOST_ORDER, MOST_PENALTY } from "../../domain/standing.ts";
import { api } from "../client.ts";
import { allCollections, collectionSchema } from "../collections.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, misused } from "../exit-codes.ts";
import { table } from "../talk/terminal.ts";

/** Lists the collections, makes one, or sets how one stands in lookups. */
export const collections: Command = {
  usage: "[list] | create TITLE | set ID",
  arguments: [0, 2],
  options: {
    id: { argument: "ID" },
    order: { argument: "N" },
    penalty: { argument: "POINTS" },
    "read-only": { argument: "yes|no" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb = "list", title] = invocation.args;
    if (verb === "list" && title === undefined) return list(invocation);
    if (verb === "create" && title !== undefined) return create(invocation, title);
    if (verb === "set" && title !== undefined) return setMemory(invocation, title);
    throw misused("collections", collections);
  },
};

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
  const memory = givenMemory(invocation);
  const body = {
    title,
    ...(id === undefined ? {} : { id }),
    ...(Object.keys(memory).length === 0
      ? {}
      : { settings: { memory: { ...memorySettings(undefined), ...memory } } }),
  };
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

/** Order, penalty and write protection as the options name them. */
function givenMemory(invocation: Invocation) {
  const order = invocation.number("order", -MOST_ORDER, MOST_ORDER);
  const penalty = invocation.number("penalty", 0, MOST_PENALTY);
  const readOnly = invocation.choice("read-only", ["yes", "no"]);
  return {
    ...(order === undefined ? {} : { order }),
    ...(penalty === undefined ? {} : { penalty }),
    ...(readOnly === undefined ? {} : { readOnly: readOnly === "yes" }),
  };
}

/** Sets order, penalty or write protection of a collection; what is not named stays. */
async function setMemory(invocation: Invocation, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const { settings } = await client.json(collectionSchema, "GET", api`/collections/${id}`);
  const memory = { ...memorySettings(settings["memory"]), ...givenMemory(invocation) };
  if (!invocation.flag("dry-run"))
    await client.json(collectionSchema, "PATCH", api`/collections/${id}`, { body: { settings: { memory } } });
  invocation.print({ id, memory }, () => `${id} ${JSON.stringify(memory)}\n`);
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return EXIT.done;
}
