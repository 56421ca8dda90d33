import { basename, resolve } from "node:path";
import { z } from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import { SEGMENTATION_MODES } from "../../services/segmentation/known-rules.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { writeOutput } from "../files/output.ts";
import { readIfThere } from "../files/paths.ts";
import { oneLine, printable, table } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

const segmentationSchema = z.looseObject({
  mode: z.enum([...SEGMENTATION_MODES, "own"]),
  filename: z.string().optional(),
  languages: z.partialRecord(z.enum(LANGUAGES), z.int()),
  refused: z.array(z.looseObject({ detail: z.string() })),
});

/** Shows, reads and writes the rules by which texts of a collection are cut into sentences. */
export const segmentation: Command = {
  usage: "[show] | export | import FILE | remove | cut TEXT|-",
  arguments: [0, 2],
  options: {
    collection: { argument: "ID", short: "c" },
    extend: {},
    source: { argument: "LANGUAGE" },
    output: { argument: "FILE", short: "o" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb = "show", object] = invocation.args;
    const collection = invocation.value("collection");
    if (collection === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--collection" });
    if (verb === "show" && object === undefined) return show(invocation, collection);
    if (verb === "export" && object === undefined) return exportRules(invocation, collection);
    if (verb === "import" && object !== undefined) return importRules(invocation, collection, object);
    if (verb === "remove" && object === undefined) return remove(invocation, collection);
    if (verb === "cut" && object !== undefined) return cut(invocation, collection, object);
    throw misused("segmentation", segmentation);
  },
};

async function show(invocation: Invocation, collection: string): Promise<ExitCode> {
  const client = await invocation.client();
  const rules = await client.json(segmentationSchema, "GET", api`/collections/${collection}/segmentation`);
  return told(invocation, rules);
}

function told(invocation: Invocation, rules: z.infer<typeof segmentationSchema>): ExitCode {
  const { mode, filename, languages, refused } = rules;
  invocation.print(rules, () =>
    table([
      [invocation.t(`talk.segmentation-${mode}`), oneLine(filename ?? "")],
      ...LANGUAGES.map((language) => [
        invocation.t(`languages.${language}`),
        languages[language] === undefined
          ? invocation.t("talk.segmentation-own")
          : invocation.t("talk.segmentation-rules", { count: languages[language] }),
      ]),
    ]),
  );
  for (const { detail } of refused) invocation.say("talk.segmentation-refused", { detail });
  return EXIT.done;
}

async function exportRules(invocation: Invocation, collection: string): Promise<ExitCode> {
  const client = await invocation.client();
  const { bytes } = await client.send("GET", api`/collections/${collection}/segmentation/file`);
  const output = invocation.value("output");
  if (output === undefined) {
    const { environment } = invocation;
    environment.out(environment.outIsTerminal ? printable(new TextDecoder().decode(bytes)) : bytes);
    return EXIT.done;
  }
  const path = await writeOutput(invocation, output, bytes);
  invocation.print({ path, bytes: bytes.length }, () => "");
  return EXIT.done;
}

async function importRules(invocation: Invocation, collection: string, path: string): Promise<ExitCode> {
  const file = await readIfThere(resolve(invocation.environment.folder, path), path);
  if (file === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  const client = await invocation.client();
  const rules = await client.json(segmentationSchema, "PUT", api`/collections/${collection}/segmentation`, {
    query: {
      filename: basename(path),
      mode: invocation.flag("extend") ? "extend" : "replace",
      dryRun: invocation.flag("dry-run") || undefined,
    },
    body: file,
  });
  const exit = told(invocation, rules);
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return exit;
}

async function remove(invocation: Invocation, collection: string): Promise<ExitCode> {
  const client = await invocation.client();
  if (!invocation.flag("dry-run")) await client.send("DELETE", api`/collections/${collection}/segmentation`);
  invocation.print({ mode: "own" }, () => `${invocation.t("talk.segmentation-own")}\n`);
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  return EXIT.done;
}

async function cut(invocation: Invocation, collection: string, typed: string): Promise<ExitCode> {
  const text = typed === "-" ? new TextDecoder().decode(await invocation.environment.readInput()) : typed;
  if (text.trim() === "") throw new Failure(EXIT.usage, "no-text");
  const language = invocation.languageOption("source") ?? detected([text]);
  const client = await invocation.client();
  const answer = await client.json(
    z.looseObject({ sentences: z.array(z.string()) }),
    "POST",
    api`/collections/${collection}/segmentation/cut`,
    { repeatable: true, body: { language, text } },
  );
  invocation.print({ language, ...answer }, () =>
    answer.sentences.map((one) => `${oneLine(one)}\n`).join(""),
  );
  return EXIT.done;
}
