import { traitsOf, WRITABLE_FORMATS } from "../../formats/traits.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { documentSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import {
  addressOf,
  type Config,
  CONFIG_FILE,
  mappedFiles,
  type Mapping,
  SCHEMA_PATH,
} from "../files/config.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readInside, writeInside } from "../files/paths.ts";

/** Writes `polynya.json`, which maps documents of a server to files of this folder. It holds no secret. */
export const init: Command = {
  usage: "[DOCUMENT...]",
  arguments: [0, 1000],
  options: {
    format: { argument: "FORMAT" },
    "format-version": { argument: "VERSION" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE,…" },
    files: { argument: "PATTERN" },
    force: { short: "f" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const { folder } = invocation.environment;
    const there = await readInside(folder, CONFIG_FILE);
    if (there !== undefined && !invocation.flag("force"))
      throw new Failure(EXIT.conflicts, "config-there", { file: CONFIG_FILE });
    const { url } = await invocation.server();
    const documents: Mapping[] = [];
    for (const id of invocation.args) documents.push(await mappingOf(invocation, id));
    const server = addressOf(url);
    const config: Config = { $schema: server + SCHEMA_PATH, server, documents };
    mappedFiles(documents);
    const text = `${JSON.stringify(config, undefined, 2)}\n`;
    if (!invocation.flag("dry-run")) await writeInside(folder, CONFIG_FILE, new TextEncoder().encode(text));
    invocation.print(config, () => text);
    invocation.say(invocation.flag("dry-run") ? "talk.dry-run" : "talk.config-written", {
      file: CONFIG_FILE,
    });
    return EXIT.done;
  },
};

/** The mapping of a document, from the options or else from its format and languages. */
async function mappingOf(invocation: Invocation, id: string): Promise<Mapping> {
  const client = await invocation.client();
  const document = await client.json(documentSchema, "GET", api`/documents/${id}`);
  const format =
    invocation.choice("format", WRITABLE_FORMATS) ??
    WRITABLE_FORMATS.find((name) => name === document.format) ??
    "xliff";
  const { languages, extensions } = traitsOf(format);
  const version = invocation.value("format-version");
  const source =
    invocation.languageOption("source") ?? (languages === "pair" ? mostComplete(document.states) : undefined);
  const targets = [
    ...(invocation.languageList("target") ?? LANGUAGES.filter((language) => language !== source)),
  ];
  const [extension = "txt"] = extensions;
  const usual =
    languages === "all"
      ? `translations/{document}.${extension}`
      : `translations/{target}/{document}.${extension}`;
  return {
    document: id,
    files: invocation.value("files") ?? usual,
    format,
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { source }),
    ...(languages === "all" ? {} : { targets }),
  };
}

/** Source language: the one that most units have. */
function mostComplete(
  states: Readonly<Partial<Record<Language, Readonly<Record<string, number>>>>>,
): Language {
  const total = (language: Language): number =>
    Object.values(states[language] ?? {}).reduce((sum, count) => sum + count, 0);
  return LANGUAGES.toSorted((a, b) => total(b) - total(a))[0] ?? "en";
}
