import { basename, resolve } from "node:path";
import { z } from "zod";
import { GLOSSARY_FORMATS, WRITABLE_GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
import { DUPLICATE_POLICIES } from "../../services/glossary/import-glossary.ts";
import { glossaryImportSchema, publicSettingsSchema, termsSchema } from "../answers.ts";
import { api } from "../client.ts";
import { inSentences } from "../talk/report.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { tellImport } from "../made-import.ts";
import { writeOutput } from "../files/output.ts";
import { readIfThere } from "../files/paths.ts";
import { printable, oneLine, shellWord, table } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

/** Finds terms in a text; writes the glossary to a file or reads it from one. */
export const terms: Command = {
  usage:
    "find TEXT|- | export | import FILE | history CONCEPT | restore CONCEPT VERSION | publish [SUBJECT] | unpublish [SUBJECT]",
  arguments: [1, 3],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    format: { argument: GLOSSARY_FORMATS.join("|") },
    encoding: { argument: "NAME" },
    columns: { argument: "COLUMN=ROLE,…" },
    duplicates: { argument: DUPLICATE_POLICIES.join("|") },
    strict: {},
    replace: {},
    removing: { argument: "N" },
    all: {},
    collection: { argument: "ID", short: "c" },
    document: { argument: "ID" },
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object, version] = invocation.args;
    if (verb === "find" && object !== undefined) return find(invocation, object);
    if (verb === "export" && object === undefined) return exportGlossary(invocation);
    if (verb === "import" && object !== undefined) return importGlossary(invocation, object);
    if (verb === "history" && object !== undefined && version === undefined)
      return history(invocation, object);
    if (verb === "restore" && object !== undefined && version !== undefined)
      return restore(invocation, object, version);
    if ((verb === "publish" || verb === "unpublish") && version === undefined)
      return setPublic(invocation, verb === "publish", object);
    throw misused("terms", terms);
  },
};

/**
 * Makes a subject public, or takes it back; with `--all` all subjects, with `--collection` and `--document` the sentences
 * of a collection or of a document. Without any of them, it says what is public.
 */
async function setPublic(invocation: Invocation, wanted: boolean, subject?: string): Promise<ExitCode> {
  const client = await invocation.client();
  const now = await client.json(publicSettingsSchema, "GET", api`/public-glossary`);
  const after = (list: readonly string[], item: string | undefined) => {
    const others = list.filter((one) => one !== item);
    return wanted && item !== undefined ? [...others, item] : others;
  };
  const domains = now.domains.flatMap((domain) => (domain.public ? [domain.domain] : []));
  const collection = invocation.value("collection");
  const document = invocation.value("document");
  const isAll = invocation.flag("all");
  const isAsked = subject === undefined && collection === undefined && document === undefined && !isAll;
  if (isAsked && !wanted) throw misused("terms", terms);
  if (subject !== undefined && !now.domains.some(({ domain }) => domain === subject))
    throw new Failure(EXIT.notFound, "no-subject", { subject: oneLine(subject) });
  const answer = isAsked
    ? now
    : await client.json(publicSettingsSchema, "PATCH", api`/public-glossary`, {
        body: {
          // Taking one subject back leaves the others public.
          everything: isAll ? wanted : now.everything && (wanted || subject === undefined),
          ...(subject === undefined && !isAll ? {} : { domains: isAll ? [] : after(domains, subject) }),
          ...(collection === undefined ? {} : { collections: after(now.collections, collection) }),
          ...(document === undefined ? {} : { documents: after(now.documents, document) }),
        },
      });
  invocation.print(answer, () =>
    table([
      ...answer.domains.map(({ domain, concepts, public: isPublic }) => [
        isPublic ? "✓" : "",
        oneLine(domain) || "–",
        String(concepts),
      ]),
      ...[...answer.collections, ...answer.documents].map((id) => ["✓", id, ""]),
    ]),
  );
  return EXIT.done;
}

async function find(invocation: Invocation, typed: string): Promise<ExitCode> {
  const text = typed === "-" ? new TextDecoder().decode(await invocation.environment.readInput()) : typed;
  if (text.trim() === "") throw new Failure(EXIT.usage, "no-text");
  const language = invocation.languageOption("source") ?? detected([text]);
  const client = await invocation.client();
  const answer = await client.json(termsSchema, "POST", api`/terms/recognise`, {
    repeatable: true,
    body: { language, text },
  });
  invocation.print({ language, ...answer }, () =>
    table(
      answer.terms.map(({ start, end, concept, term, certainty }) => [
        `${start}–${end}`,
        text.slice(start, end),
        term,
        concept,
        invocation.t(`certainties.${certainty}`),
      ]),
    ),
  );
  return EXIT.done;
}

async function exportGlossary(invocation: Invocation): Promise<ExitCode> {
  const { environment } = invocation;
  const output = invocation.value("output");
  const client = await invocation.client();
  const { bytes } = await client.send("GET", api`/glossary`, {
    query: {
      format: invocation.choice("format", WRITABLE_GLOSSARY_FORMATS),
      source: invocation.languageOption("source"),
      target: invocation.languageOption("target"),
    },
  });
  if (output === undefined) {
    environment.out(environment.outIsTerminal ? printable(new TextDecoder().decode(bytes)) : bytes);
    return EXIT.done;
  }
  const path = await writeOutput(invocation, output, bytes);
  invocation.print({ path, bytes: bytes.length }, () => "");
  return EXIT.done;
}

async function importGlossary(invocation: Invocation, path: string): Promise<ExitCode> {
  const bytes = await readIfThere(resolve(invocation.environment.folder, path), path);
  if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  const client = await invocation.client();
  const [replace, dryRun] = [invocation.flag("replace"), invocation.flag("dry-run")];
  const query = {
    filename: basename(path),
    format: invocation.choice("format", GLOSSARY_FORMATS),
    encoding: invocation.value("encoding"),
    source: invocation.languageOption("source"),
    target: invocation.languageOption("target"),
    columns: invocation.value("columns"),
    duplicates: invocation.choice("duplicates", DUPLICATE_POLICIES),
    strict: invocation.flag("strict") || undefined,
    replace: replace || undefined,
  };
  const send = (how: { readonly dryRun?: boolean | undefined; readonly removing?: number | undefined }) =>
    client.json(glossaryImportSchema, "PUT", api`/glossary`, { query: { ...query, ...how }, body: bytes });
  const removing =
    replace && !dryRun ? agreedRemovals(invocation, (await send({ dryRun: true })).concepts) : undefined;
  const answer = await send({ dryRun: dryRun || undefined, removing });
  invocation.print(answer, () => {
    const counts = Object.entries(answer.counts).map(
      ([result, count]) => `${invocation.t(`results.${result}`)} ${count}`,
    );
    const columns = answer.columns.map(
      ({ column, role }) => `  ${oneLine(column)} → ${role ?? invocation.t("report.column-unknown")}\n`,
    );
    const merged = answer.concepts
      .filter(({ result }) => result === "merged")
      .map(({ id, name }) => `  ${invocation.t("results.merged")}: ${oneLine(name || id)}\n`);
    const removed = answer.concepts
      .filter(({ result }) => result === "removed")
      .map(({ id, name }) => `  ${invocation.t("results.removed")}: ${oneLine(name || id)}\n`);
    const troubles = [
      ...answer.rejected.map((problem) => problemLine(invocation, "results.rejected", problem)),
      ...answer.warnings.map((problem) => problemLine(invocation, "report.warning", problem)),
    ];
    if (invocation.quiet && troubles.length === 0) return "";
    const lines = [...columns, ...merged, ...removed, ...troubles];
    return `${invocation.paint("bold", oneLine(path))}: ${counts.join(", ")}\n${lines.join("")}`;
  });
  if (answer.warnings.some(({ code }) => code === "file-texts"))
    invocation.say("talk.texts-there", { file: shellWord(path) });
  if (answer.import !== null) await tellImport(invocation, answer.import);
  if (dryRun) invocation.say("talk.dry-run");
  return (answer.counts["rejected"] ?? 0) > 0 ? EXIT.badData : EXIT.done;
}

/**
 * The number of concepts that the import may remove.
 *
 * @throws {Failure} `removal-unconfirmed` (2) with their names, if `--removing` does not say this number
 */
function agreedRemovals(
  invocation: Invocation,
  concepts: readonly { readonly id: string; readonly name: string; readonly result: string }[],
): number {
  const removed = concepts.filter(({ result }) => result === "removed");
  if (removed.length !== (invocation.number("removing", 0, Number.MAX_SAFE_INTEGER) ?? 0)) {
    const names = removed.map(({ id, name }) => `  ${oneLine(name || id)}`).join("\n");
    throw new Failure(EXIT.usage, "removal-unconfirmed", { count: removed.length, names });
  }
  return removed.length;
}

const historySchema = z.looseObject({
  items: z.array(
    z.looseObject({
      version: z.number(),
      time: z.string(),
      author: z.string(),
      import: z.string().optional(),
      concept: z.looseObject({ terms: z.array(z.looseObject({ text: z.string() })) }).nullable(),
    }),
  ),
});

/** Lists the versions of a concept, newest first. */
async function history(invocation: Invocation, concept: string): Promise<ExitCode> {
  const client = await invocation.client();
  const answer = await client.json(historySchema, "GET", api`/concepts/${concept}/history`);
  invocation.print(answer, () =>
    table(
      answer.items.map(({ version, time, author, import: made = "", concept: was }) => [
        String(version),
        time,
        author,
        made,
        was === null ? invocation.t("results.removed") : was.terms.map(({ text }) => text).join(" · "),
      ]),
    ),
  );
  return EXIT.done;
}

const restoredSchema = z.looseObject({ version: z.number(), import: z.string().nullable() });

/** Makes a concept what it was at an earlier version. */
async function restore(invocation: Invocation, concept: string, version: string): Promise<ExitCode> {
  const wanted = Number(version);
  if (!Number.isSafeInteger(wanted) || wanted < 1) throw misused("terms", terms);
  const client = await invocation.client();
  const { items } = await client.json(historySchema, "GET", api`/concepts/${concept}/history`);
  const [now] = items;
  const step = items.find((one) => one.version === wanted);
  if (invocation.flag("dry-run")) {
    invocation.print(step ?? null, () =>
      step?.concept ? `${step.concept.terms.map(({ text }) => oneLine(text)).join(" · ")}\n` : "",
    );
    invocation.say("talk.dry-run");
    return step?.concept ? EXIT.done : EXIT.notFound;
  }
  const answer = await client.json(restoredSchema, "POST", api`/concepts/${concept}/restore`, {
    body: { version: wanted },
    ...(now?.concept ? { headers: { "if-match": `"v${now.version}"` } } : {}),
  });
  invocation.print(answer, () => "");
  if (answer.import !== null) await tellImport(invocation, answer.import);
  return EXIT.done;
}

type ProblemLine = (typeof glossaryImportSchema)["_output"]["warnings"][number];

/** A problem on one line. Its detail names the place. */
function problemLine(invocation: Invocation, kind: string, { title, detail }: ProblemLine): string {
  return `  ${invocation.t(kind)} ${oneLine(inSentences(invocation.t, title, detail))}\n`;
}
