import { basename, resolve } from "node:path";
import { GLOSSARY_FORMATS, WRITABLE_GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
import { DUPLICATE_POLICIES } from "../../services/glossary/import-glossary.ts";
import { glossaryImportSchema, termsSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { writeOutput } from "../files/output.ts";
import { readIfThere } from "../files/paths.ts";
import { printable, oneLine, table } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

/** Finds terms in a text; writes the glossary to a file or reads it from one. */
export const terms: Command = {
  usage: "find TEXT|- | export | import FILE",
  arguments: [1, 2],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    format: { argument: GLOSSARY_FORMATS.join("|") },
    encoding: { argument: "NAME" },
    columns: { argument: "COLUMN=ROLE,…" },
    duplicates: { argument: DUPLICATE_POLICIES.join("|") },
    strict: {},
    replace: {},
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object] = invocation.args;
    if (verb === "find" && object !== undefined) return find(invocation, object);
    if (verb === "export" && object === undefined) return exportGlossary(invocation);
    if (verb === "import" && object !== undefined) return importGlossary(invocation, object);
    throw new Failure(EXIT.usage, "arguments", { usage: `polynya terms ${terms.usage}` });
  },
};

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
  const answer = await client.json(glossaryImportSchema, "PUT", api`/glossary`, {
    query: {
      filename: basename(path),
      format: invocation.choice("format", GLOSSARY_FORMATS),
      encoding: invocation.value("encoding"),
      source: invocation.languageOption("source"),
      target: invocation.languageOption("target"),
      columns: invocation.value("columns"),
      duplicates: invocation.choice("duplicates", DUPLICATE_POLICIES),
      strict: invocation.flag("strict") || undefined,
      replace: invocation.flag("replace") || undefined,
      dryRun: invocation.flag("dry-run") || undefined,
    },
    body: bytes,
  });
  invocation.print(answer, () => {
    const counts = Object.entries(answer.counts).map(
      ([result, count]) => `${invocation.t(`results.${result}`)} ${count}`,
    );
    const columns = answer.columns.map(
      ({ column, role }) => `  ${oneLine(column)} → ${role ?? invocation.t("report.column-unknown")}\n`,
    );
    const merged = answer.concepts
      .filter(({ result }) => result === "merged")
      .map(
        ({ id, entry = "" }) => `  ${invocation.t("results.merged")}: ${oneLine(entry)} → ${oneLine(id)}\n`,
      );
    const lines = [
      ...columns,
      ...merged,
      ...answer.rejected.map((problem) => problemLine(invocation, "results.rejected", problem)),
      ...answer.warnings.map((problem) => problemLine(invocation, "report.warning", problem)),
    ];
    return `${invocation.paint("bold", oneLine(path))}: ${counts.join(", ")}\n${lines.join("")}`;
  });
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return (answer.counts["rejected"] ?? 0) > 0 ? EXIT.badData : EXIT.done;
}

type ProblemLine = (typeof glossaryImportSchema)["_output"]["warnings"][number];

/** A problem on one line, with its place. */
function problemLine(invocation: Invocation, kind: string, { title, detail, place }: ProblemLine): string {
  const where = [
    place?.line === undefined ? [] : invocation.t("report.line", { line: place.line }),
    place?.unit === undefined ? [] : place.unit,
  ].flat();
  const text = [title, detail].filter(Boolean).join(". ");
  return `  ${invocation.t(kind)}${where.length === 0 ? "" : ` (${oneLine(where.join(", "))})`} ${oneLine(text)}\n`;
}
