import { z } from "zod";
import { MARK_CATEGORIES, MARK_SEVERITIES } from "../../domain/mark.ts";
import { listOf } from "../answers.ts";
import { api, type Query } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { printTableOf } from "../files/output.ts";
import { rangeOf } from "../range.ts";
import { oneLine } from "../talk/terminal.ts";

const markSchema = z.looseObject({
  id: z.string(),
  document: z.string(),
  unit: z.string(),
  key: z.string(),
  language: z.string(),
  start: z.int(),
  end: z.int(),
  stretch: z.string(),
  category: z.enum(MARK_CATEGORIES),
  severity: z.enum(MARK_SEVERITIES),
  comment: z.string(),
  author: z.string(),
  earlier: z.boolean(),
  removed: z.looseObject({ author: z.string() }).optional(),
});
type Mark = z.infer<typeof markSchema>;

/** Marks errors in texts, lists the marks, takes them away and puts them back. */
export const marks: Command = {
  usage: "[DOCUMENT] | add UNIT | remove MARK... | restore MARK...",
  arguments: [0, 1000],
  options: {
    target: { argument: "LANGUAGE" },
    category: { argument: MARK_CATEGORIES.join("|") },
    severity: { argument: MARK_SEVERITIES.join("|") },
    stretch: { argument: "FROM-TO" },
    comment: { argument: "TEXT" },
    removed: {},
    csv: {},
    output: { argument: "FILE", short: "o" },
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, ...rest] = invocation.args;
    const [unit] = rest;
    if (verb === "add" && unit !== undefined && rest.length === 1) return add(invocation, unit);
    if ((verb === "remove" || verb === "restore") && rest.length > 0) return remove(invocation, verb, rest);
    if (rest.length > 0) throw misused("marks", marks);
    return list(invocation, verb);
  },
};

async function list(invocation: Invocation, document: string | undefined): Promise<ExitCode> {
  const client = await invocation.client();
  const filter: Query = {
    document,
    language: invocation.languageOption("target"),
    category: invocation.choice("category", MARK_CATEGORIES),
    severity: invocation.choice("severity", MARK_SEVERITIES),
    removed: invocation.flag("removed") || undefined,
  };
  if (invocation.flag("csv")) {
    const { bytes } = await client.send("GET", api`/marks/export`, { query: filter });
    await printTableOf(invocation, bytes);
    return EXIT.done;
  }
  const page = await client.json(listOf(markSchema), "GET", api`/marks`, {
    query: {
      ...filter,
      limit: invocation.number("limit", 1, 1000),
      after: invocation.value("after"),
    },
  });
  invocation.print(page, () => page.items.map((mark) => lineOf(mark, invocation)).join(""));
  if (page.items.length === 0) invocation.say("talk.no-marks");
  if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
  return EXIT.done;
}

/** A mark in two lines: what it is, and what it marks. */
function lineOf(mark: Mark, { paint, t }: Invocation): string {
  const word = (key: string) => t(`checks:marks.${key}`);
  const { id, document, key, unit, stretch, start, end, comment, author, removed, earlier } = mark;
  const notes = [
    ...(earlier ? [word("text.earlier")] : []),
    ...(removed === undefined ? [] : [t("talk.mark-removed", { author: removed.author })]),
  ];
  const head = `${id} ${document} ${key} ${unit} ${mark.language} ${start}-${end}`;
  const kind = paint("bold", `${word(`category.${mark.category}`)}, ${word(`severity.${mark.severity}`)}`);
  const what = [`“${oneLine(stretch)}”`, ...(comment === "" ? [] : [oneLine(comment)])].join(": ");
  return `${kind} ${paint("dim", oneLine([head, author, ...notes].join(" · ")))}\n    ${what}\n`;
}

async function add(invocation: Invocation, unit: string): Promise<ExitCode> {
  const language = invocation.languageOption("target");
  const category = invocation.choice("category", MARK_CATEGORIES);
  const severity = invocation.choice("severity", MARK_SEVERITIES);
  if (language === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--target" });
  if (category === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--category" });
  if (severity === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--severity" });
  const client = await invocation.client();
  const mark = await client.json(markSchema, "POST", api`/units/${unit}/marks`, {
    query: previewOf(invocation),
    body: { language, category, severity, comment: invocation.value("comment"), ...stretchOf(invocation) },
  });
  invocation.print(mark, () => lineOf(mark, invocation));
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return EXIT.done;
}

const previewOf = (invocation: Invocation): Query => ({ dryRun: invocation.flag("dry-run") || undefined });

/** The stretch that `--stretch 3-9` names. @throws {Failure} `option-invalid` (2) */
function stretchOf(invocation: Invocation): { start?: number; end?: number } {
  const stretch = rangeOf(invocation, "stretch", "0-7");
  return stretch === undefined ? {} : { start: stretch.first, end: stretch.last };
}

async function remove(
  invocation: Invocation,
  verb: "remove" | "restore",
  ids: readonly string[],
): Promise<ExitCode> {
  const client = await invocation.client();
  const found = await client.json(
    z.looseObject({ items: z.array(markSchema) }),
    "POST",
    api`/marks/${verb}`,
    {
      repeatable: true,
      query: previewOf(invocation),
      body: { marks: ids },
    },
  );
  if (invocation.flag("dry-run")) {
    invocation.print(found, () => found.items.map((mark) => lineOf(mark, invocation)).join(""));
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  invocation.print(found, () => "");
  invocation.say(verb === "remove" ? "talk.marks-removed" : "talk.marks-restored", {
    count: found.items.length,
  });
  return EXIT.done;
}
