import { LANGUAGES } from "../../domain/language.ts";
import { CONCORDANCE_MODES } from "../../domain/concordance.ts";
import { STATES } from "../../domain/unit.ts";
import { type CliHit, concordanceSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { oneLine, type Paint } from "../talk/terminal.ts";

/** Searches inside segments; all three languages are shown, and the hits marked. */
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
  run: async (job) => {
    const [q = ""] = job.args;
    const client = await job.client();
    const collections = job.values("collection");
    const page = await client.json(concordanceSchema, "GET", api`/concordance`, {
      query: {
        q,
        language: job.languageOption("source"),
        mode: job.choice("mode", CONCORDANCE_MODES),
        limit: job.number("limit", 1, 200),
        collection: collections,
        state: job.choice("state", STATES),
        author: job.value("author"),
        from: job.value("from"),
        to: job.value("to"),
        after: job.value("after"),
      },
    });
    job.print(page, () =>
      page.items
        .map(({ document, key, variants }) => {
          const lines = LANGUAGES.flatMap((language) => {
            const variant = variants[language];
            return variant === undefined
              ? []
              : [`  ${language}  ${marked(variant.text, variant.hits, job.paint)}\n`];
          });
          return `${job.paint("dim", oneLine(`${document} ${key}`))}\n${lines.join("")}`;
        })
        .join(""),
    );
    const { items, total, complete, next } = page;
    if (items.length === 0) job.say("talk.nothing-found");
    else job.say(complete ? "talk.found" : "talk.found-at-least", { shown: items.length, total });
    if (next !== null) job.say("talk.more-after", { next });
    // As grep(1) has it, finding nothing is not success.
    return page.items.length > 0 ? EXIT.done : EXIT.notFound;
  },
};

/** The text with its hits in bold. */
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
