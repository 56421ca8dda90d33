import { z } from "zod";
import { DUPLICATE_KINDS } from "../../services/memory/find-duplicates.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { directionOf } from "../direction.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";

const duplicatesSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      count: z.int(),
      meant: z.looseObject({ reason: z.string(), author: z.string(), time: z.string() }).optional(),
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

const markedSchema = z.looseObject({ fingerprint: z.string(), units: z.int() });

/** Lists units that repeat or contradict each other, and marks groups of them as meant. */
export const duplicates: Command = {
  usage: "[mark UNIT UNIT... --reason TEXT | unmark UNIT UNIT...] --source LANGUAGE --target LANGUAGE",
  arguments: [0, 5001],
  options: {
    kind: { argument: DUPLICATE_KINDS.join("|") },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    collection: { argument: "ID", multiple: true },
    documents: { argument: "ID,…" },
    meant: {},
    reason: { argument: "TEXT" },
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, ...units] = invocation.args;
    if (verb !== undefined && ((verb !== "mark" && verb !== "unmark") || units.length < 2))
      throw misused("duplicates", duplicates);
    const { source, target } = directionOf(invocation);
    if (verb !== undefined) return mark(invocation, { source, target, units }, verb === "mark");
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
        .map(({ units, count, meant }) => {
          const lines = units.map(
            ({ unit, document, key, source: from, target: to, state, author, time, use }) =>
              `  ${invocation.paint("dim", oneLine(`${unit} ${document} ${key} ${state} ${author} ${time.slice(0, 10)} ×${use}`))}\n    ${oneLine(from)} → ${oneLine(to)}\n`,
          );
          const mark =
            meant === undefined
              ? ""
              : `  ${invocation.t("talk.duplicates-are-meant", { author: meant.author, date: meant.time.slice(0, 10), reason: oneLine(meant.reason) })}\n`;
          return `${invocation.paint("bold", invocation.t("talk.duplicates", { count }))}\n${mark}${lines.join("")}`;
        })
        .join("\n"),
    );
    if (page.items.length === 0 && page.next === null) invocation.say("talk.no-duplicates");
    if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
    return EXIT.done;
  },
};

/** Marks a group of units as meant, for a reason, or takes the mark back. */
async function mark(
  invocation: Invocation,
  group: { readonly source: string; readonly target: string; readonly units: readonly string[] },
  isMeant: boolean,
): Promise<ExitCode> {
  const reason = invocation.value("reason");
  if (isMeant && reason === undefined)
    throw new Failure(EXIT.usage, "option-missing", { option: "--reason" });
  const kind = invocation.choice("kind", DUPLICATE_KINDS) ?? "targets";
  const client = await invocation.client();
  const marked = await client.json(markedSchema, "POST", api`/duplicates/marks`, {
    repeatable: true,
    query: { dryRun: invocation.flag("dry-run") || undefined },
    body: { ...group, kind, ...(isMeant ? { reason } : {}) },
  });
  invocation.print(marked, () => "");
  invocation.say(isMeant ? "talk.duplicates-meant" : "talk.duplicates-unmarked", {
    count: marked.units,
  });
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return EXIT.done;
}
