import { LANGUAGES } from "../../domain/language.ts";
import { CONCORDANCE_MODES } from "../../domain/concordance.ts";
import { STATES } from "../../domain/unit.ts";
import { type CliHit, concordanceSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { oneLine, type Paint } from "../talk/terminal.ts";

/** Searches inside segments. Shows all three languages and marks the hits. */
export const grep: Command = {
  usage: "TEXT",
  arguments: [1, 1],
  options: {
    source: { argument: "LANGUAGE" },
    mode: { argument: "MODE" },
    collection: { argument: "ID", multiple: true },
    state: { argument: "STATE" },
    author: { argument: "NAME" },
    from: { argument: "TIME" },
    to: { argument: "TIME" },
    after: { argument: "CURSOR" },
    limit: { argument: "N" },
  },
  run: async (invocation) => {
    const [q = ""] = invocation.args;
    const client = await invocation.client();
    const collections = invocation.values("collection");
    const page = await client.json(concordanceSchema, "GET", api`/concordance`, {
      query: {
        q,
        language: invocation.languageOption("source"),
        mode: invocation.choice("mode", CONCORDANCE_MODES),
        limit: invocation.number("limit", 1, 200),
        collection: collections,
        state: invocation.choice("state", STATES),
        author: invocation.value("author"),
        from: invocation.value("from"),
        to: invocation.value("to"),
        after: invocation.value("after"),
      },
    });
    invocation.print(page, () =>
      page.items
        .map(({ document, key, variants }) => {
          const lines = LANGUAGES.flatMap((language) => {
            const variant = variants[language];
            return variant === undefined
              ? []
              : [`  ${language}  ${marked(variant.text, variant.hits, invocation.paint)}\n`];
          });
          return `${invocation.paint("dim", oneLine(`${document} ${key}`))}\n${lines.join("")}`;
        })
        .join(""),
    );
    const { items, total, complete, next } = page;
    if (items.length === 0) invocation.say("talk.nothing-found");
    else invocation.say(complete ? "talk.found" : "talk.found-at-least", { shown: items.length, total });
    if (next !== null) invocation.say("talk.more-after", { next });
    // Finding nothing is not success, as in grep(1).
    return page.items.length > 0 ? EXIT.done : EXIT.notFound;
  },
};

/** A text with its hits in bold. */
function marked(text: string, hits: readonly CliHit[], paint: Paint): string {
  let line = "";
  let from = 0;
  for (const { start, end } of hits.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    line += oneLine(text.slice(from, start)) + paint("bold", oneLine(text.slice(start, end)));
    from = end;
  }
  return line + oneLine(text.slice(from));
}
