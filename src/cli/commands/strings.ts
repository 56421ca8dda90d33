import { z } from "zod";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { i18nextModule, type Strings } from "../../formats/i18next/types.ts";
import { documentSchema, type DocumentView } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { everyItem } from "../every-item.ts";
import { EXIT, type ExitCode, Failure, misused, worstExit } from "../exit-codes.ts";
import { writeOutput } from "../files/output.ts";
import { readInside } from "../files/paths.ts";
import { table } from "../talk/terminal.ts";
import { allCollections } from "../collections.ts";
import { extract } from "./extract-strings.ts";

/** Where files of strings are: the convention of i18next-http-backend and i18next-cli. */
const USUAL_FILES = "locales/{{language}}/{{namespace}}.json";

const VERBS = { extract, types, pull, push, status } as const;
const isVerb = (word: string): word is keyof typeof VERBS => Object.hasOwn(VERBS, word);

/** Strings of a website: keys in its sources, types of the keys, files, and how complete they are. */
export const strings: Command = {
  usage: "extract|types|pull|push|status [NAMESPACE...]",
  arguments: [1, 1000],
  options: {
    files: { argument: "PATTERN" },
    target: { argument: "LANGUAGE,…" },
    output: { argument: "FILE", short: "o" },
    config: { argument: "FILE" },
    collection: { argument: "ID" },
    "on-conflict": { argument: "abort|mine|theirs|suggest" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb = "", ...named] = invocation.args;
    if (!isVerb(verb)) throw misused("strings", strings);
    const client = await invocation.client();
    const known = await documentsByNamespace(client);
    // The sources may have namespaces that the service does not.
    if (verb === "extract") return extract(invocation, client, known);
    const unknown = named.find((namespace) => !known.has(namespace));
    if (unknown !== undefined) throw new Failure(EXIT.notFound, "no-namespace", { namespace: unknown });
    const wanted = new Map([...known].filter(([name]) => named.length === 0 || named.includes(name)));
    if (wanted.size === 0) throw new Failure(EXIT.notFound, "no-namespaces");
    return VERBS[verb](invocation, client, wanted);
  },
};

type Documents = ReadonlyMap<string, DocumentView>;

/** The documents that have a namespace, by it. */
async function documentsByNamespace(client: Client): Promise<Documents> {
  const found = new Map<string, DocumentView>();
  for (const { id } of await allCollections(client))
    for (const document of await everyItem(client, documentSchema, api`/collections/${id}/documents`))
      if (document.namespace !== undefined && document.namespace !== null)
        found.set(document.namespace, document);
  return found;
}

const stringsSchema: z.ZodType<Strings> = z.lazy(() =>
  z.union([z.string(), z.array(stringsSchema), z.record(z.string(), stringsSchema)]),
);
const bodiesSchema = z.record(z.string(), z.record(z.string(), stringsSchema));

/** Published strings by language and namespace. */
const publishedStrings = (client: Client, namespaces: readonly string[]) =>
  client.json(bodiesSchema, "GET", "/locales/resources.json", {
    query: { lng: LANGUAGES.join("+"), ns: namespaces.join("+") },
  });

async function types(invocation: Invocation, client: Client, documents: Documents): Promise<ExitCode> {
  const names = [...documents.keys()];
  const published = await publishedStrings(client, names);
  const resources = new Map(
    names.flatMap((name) => {
      const ofLanguages = LANGUAGES.flatMap((language) => published[language]?.[name] ?? []);
      return ofLanguages.length === 0 ? [] : [[name, ofLanguages] as const];
    }),
  );
  if (resources.size === 0) throw new Failure(EXIT.notFound, "not-published");
  const text = i18nextModule(resources);
  const output = invocation.value("output");
  if (output === undefined) invocation.print({ types: text }, () => text);
  else await writeOutput(invocation, output, new TextEncoder().encode(text));
  return EXIT.done;
}

/** The file of a namespace in a language. */
const fileOf = (invocation: Invocation, language: Language, namespace: string): string =>
  (invocation.value("files") ?? USUAL_FILES)
    .replaceAll(/\{\{(?:language|lng)\}\}/gu, language)
    .replaceAll(/\{\{(?:namespace|ns)\}\}/gu, namespace);

async function pull(invocation: Invocation, client: Client, documents: Documents): Promise<ExitCode> {
  const published = await publishedStrings(client, [...documents.keys()]);
  const files: { path: string; language: Language; namespace: string }[] = [];
  for (const language of invocation.languageList("target") ?? LANGUAGES)
    for (const namespace of documents.keys()) {
      const body = published[language]?.[namespace];
      if (body === undefined) continue;
      const bytes = new TextEncoder().encode(`${JSON.stringify(body, null, 2)}\n`);
      const path = await writeOutput(invocation, fileOf(invocation, language, namespace), bytes);
      files.push({ path, language, namespace });
    }
  invocation.print({ files }, () => "");
  return EXIT.done;
}

const reportSchema = z.looseObject({ counts: z.record(z.string(), z.int()) });

async function push(invocation: Invocation, client: Client, documents: Documents): Promise<ExitCode> {
  const results: { path: string; counts: Readonly<Record<string, number>> }[] = [];
  const onConflict = invocation.choice("on-conflict", ["abort", "mine", "theirs", "suggest"]);
  const dryRun = invocation.flag("dry-run") ? true : undefined;
  for (const language of invocation.languageList("target") ?? LANGUAGES)
    for (const [namespace, { id }] of documents) {
      const path = fileOf(invocation, language, namespace);
      const body = await readInside(invocation.environment.folder, path);
      if (body === undefined) continue;
      const query = { format: "i18next", source: language, create: true, onConflict, dryRun };
      const call = { query, body, repeatable: false };
      const { counts } = await client.json(reportSchema, "POST", api`/documents/${id}/push`, call);
      results.push({ path, counts });
    }
  if (results.length === 0)
    throw new Failure(EXIT.notFound, "no-file", { path: invocation.value("files") ?? USUAL_FILES });
  invocation.print({ files: results }, () =>
    table(
      results.map(({ path, counts }) => [
        path,
        ...(["created", "changed", "same", "conflict", "rejected"] as const).map(
          (result) => `${invocation.t(`results.${result}`)} ${counts[result] ?? 0}`,
        ),
      ]),
    ),
  );
  if (dryRun) invocation.say("talk.dry-run");
  return worstExit(
    results.map(({ counts: { conflict = 0, rejected = 0 } }) =>
      conflict > 0 ? EXIT.conflicts : rejected > 0 ? EXIT.badData : EXIT.done,
    ),
  );
}

async function status(invocation: Invocation, _: Client, documents: Documents): Promise<ExitCode> {
  const items = [...documents].flatMap(([namespace, { units: all, expected, states, stale }]) =>
    (invocation.languageList("target") ?? LANGUAGES).map((language) => {
      const ofLanguage = states[language] ?? {};
      const { initial = 0, ...done } = ofLanguage;
      const translated = Object.values(done).reduce((sum, count) => sum + count, 0);
      const units = expected[language] ?? all;
      const missing = Math.max(0, units - translated - initial);
      return { namespace, language, units, translated, initial, missing, stale: stale[language] ?? 0 };
    }),
  );
  invocation.print({ items }, () => {
    const columns = ["namespace", "language", "units", "translated", "initial", "missing", "stale"] as const;
    return table([
      columns.map((column) => invocation.t(`columns.${column}`)),
      ...items.map((item) => columns.map((column) => String(item[column]))),
    ]);
  });
  return EXIT.done;
}
