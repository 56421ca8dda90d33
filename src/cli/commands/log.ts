import { importSchema, listOf } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../talk/terminal.ts";

/** Lists every write, newest first: who, when, how much. */
export const log: Command = {
  usage: "[DOCUMENT]",
  arguments: [0, 1],
  options: { limit: { argument: "N" }, glossary: {} },
  run: async (invocation) => {
    const [document] = invocation.args;
    const client = await invocation.client();
    const { items } = await client.json(listOf(importSchema), "GET", api`/imports`, {
      query: {
        document,
        glossary: invocation.flag("glossary") || undefined,
        limit: invocation.number("limit", 1, 500) ?? 20,
      },
    });
    invocation.print({ items }, () =>
      table(
        items.map(({ id, time, author, kind, document: where, concept, counts, undone, filename }) => [
          id,
          time,
          author,
          kind,
          where ?? concept ?? invocation.t("talk.glossary"),
          Object.entries(counts)
            .filter(([, count]) => count > 0)
            .map(([result, count]) => `${invocation.t(`results.${result}`)} ${count}`)
            .join(", "),
          undone ? invocation.t("talk.taken-back") : (filename ?? ""),
        ]),
      ),
    );
    return EXIT.done;
  },
};
