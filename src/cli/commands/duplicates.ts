import { z } from "zod";
import { DUPLICATE_KINDS } from "../../services/memory/find-duplicates.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";

const duplicatesSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      count: z.int(),
      units: z.array(
        z.looseObject({
          unit: z.string(),
          document: z.string(),
          key: z.string(),
          source: z.string(),
          target: z.string(),
          state: z.string(),
          author: z.string(),
          time: z.string(),
          use: z.int(),
        }),
      ),
    }),
  ),
  total: z.int().optional(),
  next: z.string().nullable(),
});

/** Lists units that repeat or contradict each other. */
export const duplicates: Command = {
  usage: "--source LANGUAGE --target LANGUAGE",
  arguments: [0, 0],
  options: {
    kind: { argument: DUPLICATE_KINDS.join("|") },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    collection: { argument: "ID", multiple: true },
    documents: { argument: "ID,…" },
    meant: {},
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
  },
  run: async (invocation) => {
    const [source, target] = [invocation.languageOption("source"), invocation.languageOption("target")];
    if (source === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
    if (target === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--target" });
    const client = await invocation.client();
    const page = await client.json(duplicatesSchema, "GET", api`/duplicates`, {
      query: {
        kind: invocation.choice("kind", DUPLICATE_KINDS),
        source,
        target,
        collection: invocation.values("collection"),
        document: invocation.value("documents")?.split(","),
        meant: invocation.flag("meant") || undefined,
        limit: invocation.number("limit", 1, 200),
        after: invocation.value("after"),
      },
    });
    invocation.print(page, () =>
      page.items
        .map(({ units, count }) => {
          const lines = units.map(
            ({ unit, document, key, source: from, target: to, state, author, time, use }) =>
              `  ${invocation.paint("dim", oneLine(`${unit} ${document} ${key} ${state} ${author} ${time.slice(0, 10)} ×${use}`))}\n    ${oneLine(from)} → ${oneLine(to)}\n`,
          );
          return `${invocation.paint("bold", invocation.t("talk.duplicates", { count }))}\n${lines.join("")}`;
        })
        .join("\n"),
    );
    if (page.items.length === 0 && page.next === null) invocation.say("talk.no-duplicates");
    if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
    return EXIT.done;
  },
};
