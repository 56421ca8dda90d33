import { LANGUAGES } from "../../domain/language.ts";
import { type DocumentView, documentSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { everyItem } from "../every-item.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../talk/terminal.ts";
import { allCollections } from "../collections.ts";

/** Lists the documents of some collections, or of all: their ids are what other commands ask for. */
export const documents: Command = {
  usage: "[COLLECTION...]",
  arguments: [0, 1000],
  options: {},
  run: async (invocation) => {
    const client = await invocation.client();
    const named = invocation.args;
    const ids = named.length > 0 ? named : (await allCollections(client)).map(({ id }) => id);
    const items: DocumentView[] = [];
    for (const id of ids)
      items.push(...(await everyItem(client, documentSchema, api`/collections/${id}/documents`)));
    invocation.print({ items }, () => {
      const head = ["id", "collection", "title", "format", "units", "languages"];
      const rows = items.map(({ id, collection, title, format, units, states }) => [
        id,
        collection,
        title,
        format,
        String(units),
        LANGUAGES.filter((language) => Object.keys(states[language] ?? {}).length > 0).join(" "),
      ]);
      return table([head.map((column) => invocation.t(`columns.${column}`)), ...rows]);
    });
    return EXIT.done;
  },
};
