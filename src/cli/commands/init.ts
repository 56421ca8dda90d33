import { traitsOf, WRITABLE_FORMATS } from "../../formats/traits.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { documentSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { type Config, CONFIG_FILE, mappedFiles, type Mapping } from "../files/config.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readInside, writeInside } from "../files/paths.ts";

/** Writes `polynya.json`: which documents of which server are which files of this folder. No secret is in it. */
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
  run: async (job) => {
    const { folder } = job.world;
    const there = await readInside(folder, CONFIG_FILE);
    if (there !== undefined && !job.flag("force"))
      throw new Failure(EXIT.conflicts, "config-there", { file: CONFIG_FILE });
    const { url } = await job.server();
    const documents: Mapping[] = [];
    for (const id of job.args) documents.push(await mappingOf(job, id));
    const config: Config = { server: url.href.replace(/\/$/u, ""), documents };
    mappedFiles(documents);
    const text = `${JSON.stringify(config, undefined, 2)}\n`;
    if (!job.flag("dry-run")) await writeInside(folder, CONFIG_FILE, new TextEncoder().encode(text));
    job.print(config, () => text);
    job.say(job.flag("dry-run") ? "talk.dry-run" : "talk.config-written", { file: CONFIG_FILE });
    return EXIT.done;
  },
};

/** A document's files, as the options say, or as its own format and languages suggest. */
async function mappingOf(job: Job, id: string): Promise<Mapping> {
  const client = await job.client();
  const document = await client.json(documentSchema, "GET", api`/documents/${id}`);
  const format =
    job.choice("format", WRITABLE_FORMATS) ??
    WRITABLE_FORMATS.find((name) => name === document.format) ??
    "xliff";
  const { languages, extensions } = traitsOf(format);
  const version = job.value("format-version");
  const source =
    job.languageOption("source") ?? (languages === "pair" ? mostComplete(document.states) : undefined);
  const targets = [...(job.languageList("target") ?? LANGUAGES.filter((language) => language !== source))];
  const [extension = "txt"] = extensions;
  const usual =
    languages === "all"
      ? `translations/{document}.${extension}`
      : `translations/{target}/{document}.${extension}`;
  return {
    document: id,
    files: job.value("files") ?? usual,
    format,
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { source }),
    ...(languages === "all" ? {} : { targets }),
  };
}

/** The language that most units have is the one to translate from. */
function mostComplete(
  states: Readonly<Partial<Record<Language, Readonly<Record<string, number>>>>>,
): Language {
  const total = (language: Language): number =>
    Object.values(states[language] ?? {}).reduce((sum, count) => sum + count, 0);
  return LANGUAGES.toSorted((a, b) => total(b) - total(a))[0] ?? "en";
}
