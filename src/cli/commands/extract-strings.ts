import { z } from "zod";
import { LANGUAGES, type Language } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeUnit } from "../../formats/contract.ts";
import { readI18next } from "../../formats/i18next/read.ts";
import { writeI18next } from "../../formats/i18next/write.ts";
import { createdSchema, type DocumentView, importsOf, type Report, reportSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Invocation } from "../command.ts";
import { everyItem } from "../every-item.ts";
import { EXIT, type ExitCode, Failure, worstExit } from "../exit-codes.ts";
import { extractStrings, type StringsFile } from "../files/i18next-cli.ts";
import { tellImport } from "../made-import.ts";
import { table } from "../talk/terminal.ts";

const unitSchema = z.looseObject({
  key: z.string(),
  variants: z.partialRecord(z.enum(LANGUAGES), z.unknown()).default({}),
});

/** What the service has of a namespace, and what the sources use. */
interface Compared {
  readonly namespace: string;
  /** Absent when there is none yet. */
  readonly document: string | undefined;
  /** Strings that the service does not have, or not in the language of the sources. */
  readonly added: readonly ExchangeUnit[];
  readonly unused: readonly string[];
}

/**
 * Finds the keys in the sources of a website as i18next-cli does, and sends those that the service does not have. Keys
 * that are no longer used are told and stay.
 */
export async function extract(
  invocation: Invocation,
  client: Client,
  documents: ReadonlyMap<string, DocumentView>,
): Promise<ExitCode> {
  const strings = await Promise.all(
    [...documents].map(async ([namespace, { id }]) => filesOf(client, namespace, id)),
  );
  const config = invocation.value("config");
  const { primary, files } = await extractStrings(invocation.environment, strings.flat(), config);
  const compared: Compared[] = [];
  for (const [namespace, found] of byNamespace(files, invocation.args.slice(1))) {
    const document = documents.get(namespace)?.id;
    const stored =
      document === undefined ? [] : await everyItem(client, unitSchema, api`/documents/${document}/units`);
    compared.push({ namespace, document, ...compare(primary, found, stored) });
  }
  const dryRun = invocation.flag("dry-run");
  const collection = invocation.value("collection");
  const changed = compared.filter(({ added }) => added.length > 0);
  const homeless = changed.find(({ document }) => document === undefined);
  if (homeless !== undefined && collection === undefined && !dryRun)
    throw new Failure(EXIT.notFound, "extract-collection", { namespace: homeless.namespace });
  tell(invocation, primary, compared);
  if (dryRun) {
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const reports: Report[] = [];
  for (const one of changed) reports.push(await send(client, one, primary, collection ?? ""));
  await tellImport(invocation, ...reports.flatMap((report) => importsOf(report) ?? []));
  return worstExit(
    reports.map(({ counts: { conflict = 0, rejected = 0 } }) =>
      conflict > 0 ? EXIT.conflicts : rejected > 0 ? EXIT.badData : EXIT.done,
    ),
  );
}

/** The strings of a document as files, one for each language. */
const filesOf = (client: Client, namespace: string, document: string): Promise<StringsFile[]> =>
  Promise.all(
    LANGUAGES.map(async (language) => {
      const query = { format: "i18next", target: language };
      const { bytes } = await client.send("GET", api`/documents/${document}/export`, { query });
      return { language, namespace, bytes };
    }),
  );

/** @throws {Failure} `no-namespace` (6) for a name that neither the service nor the sources have */
function byNamespace(
  files: readonly StringsFile[],
  named: readonly string[],
): Map<string, readonly StringsFile[]> {
  const found = Map.groupBy(files, ({ namespace }) => namespace);
  const unknown = named.find((namespace) => !found.has(namespace));
  if (unknown !== undefined) throw new Failure(EXIT.notFound, "no-namespace", { namespace: unknown });
  return new Map([...found].filter(([namespace]) => named.length === 0 || named.includes(namespace)));
}

function compare(
  primary: Language,
  found: readonly StringsFile[],
  stored: readonly z.infer<typeof unitSchema>[],
): Pick<Compared, "added" | "unused"> {
  const units = (of: readonly StringsFile[]) =>
    of.flatMap(({ bytes, language }) => readI18next(bytes, { source: language }).units);
  const used = new Set(units(found).map(({ key }) => key));
  const known = new Map(stored.map(({ key, variants }) => [key, variants]));
  const inSources = units(found.filter(({ language }) => language === primary));
  return {
    added: inSources.filter(({ key, variants }) => {
      const variantsThere = known.get(key);
      if (variantsThere === undefined) return true;
      return variantsThere[primary] === undefined && variants[primary] !== undefined;
    }),
    unused: [...known.keys()].filter((key) => !used.has(key)),
  };
}

function tell(invocation: Invocation, primary: Language, compared: readonly Compared[]): void {
  const added = compared.flatMap((one) =>
    one.added.map(({ key, variants }) => {
      const text = plainText(variants[primary]?.content ?? []);
      return { namespace: one.namespace, key, text };
    }),
  );
  const unused = compared.flatMap(({ namespace, unused: keys }) => keys.map((key) => ({ namespace, key })));
  invocation.print({ language: primary, new: added, unused }, () =>
    table([
      ...added.map(({ namespace, key, text }) => [invocation.t("results.new"), namespace, key, text]),
      ...unused.map(({ namespace, key }) => [invocation.t("results.unused"), namespace, key, ""]),
    ]),
  );
  invocation.say("talk.extracted", { added: added.length, unused: unused.length });
}

async function send(
  client: Client,
  { namespace, document, added }: Compared,
  primary: Language,
  collection: string,
): Promise<Report> {
  const units = added.map((unit): ExchangeUnit => {
    // A key whose text is not in the sources is written with an empty one, or it would be left out.
    const draft = unit.variants[primary] ?? { content: [""], state: "initial" };
    return { ...unit, variants: { [primary]: draft } };
  });
  const body = writeI18next({ format: "i18next", source: primary, tags: {}, units }, { source: primary });
  const query = { format: "i18next", source: primary };
  if (document !== undefined) {
    const call = { query: { ...query, create: true }, body, repeatable: false };
    return client.json(reportSchema, "POST", api`/documents/${document}/push`, call);
  }
  const made = { ...query, namespace, title: namespace, filename: `${namespace.replaceAll("/", "-")}.json` };
  const call = { query: made, body, repeatable: false };
  return (await client.json(createdSchema, "POST", api`/collections/${collection}/documents`, call)).report;
}
