import { z } from "zod";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { type Content, plainText } from "../../domain/segment.ts";
import { readExchange } from "../../formats/registry.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { type NamedFile, namedFiles, sayLeftOut, sayRefused } from "../files/named-files.ts";
import { printable } from "../talk/terminal.ts";
import { detected, linesOf } from "./lookup.ts";

/** Segments in one request. */
const BATCH = 50;

const briefSchema = z.looseObject({ segments: z.array(z.looseObject({ text: z.string() })) });

/** Tells all that one has to know to translate the segments of files, as Markdown or JSON. */
export const brief: Command = {
  usage: "FILE|FOLDER... | -",
  arguments: [1, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE,…" },
    document: { argument: "ID" },
    collection: { argument: "ID", multiple: true },
    limit: { argument: "N" },
    budget: { argument: "N" },
    tokens: {},
  },
  run: async (invocation) => {
    const { contents, isRefused } = await contentsOf(invocation);
    if (contents.length === 0) throw new Failure(EXIT.usage, "no-text");
    const source = invocation.languageOption("source") ?? detected(contents.map(plainText));
    const collections = invocation.values("collection");
    const document = invocation.value("document");
    const wanted = {
      source,
      targets: invocation.languageList("target") ?? LANGUAGES.filter((language) => language !== source),
      limit: invocation.number("limit", 1, 50),
      ...(document === undefined ? {} : { document }),
      ...(collections.length === 0 ? {} : { collections }),
      ...(invocation.flag("tokens") ? { measure: "tokens" } : {}),
    };
    const budget = invocation.number("budget", 100, 1_000_000_000);
    const client = await invocation.client();
    const bar = invocation.progress(contents.length);
    const segments: unknown[] = [];
    for (let at = 0; at < contents.length; at += BATCH) {
      bar.step("");
      const part = contents.slice(at, at + BATCH);
      const share = budget && Math.max(100, Math.floor((budget * part.length) / contents.length));
      const body = {
        ...wanted,
        ...(share === undefined ? {} : { budget: Math.min(share, 2_000_000) }),
        segments: segmentsOf(contents, at, part.length),
        from: at + 1,
      };
      const call = { repeatable: true, body };
      if (invocation.json) {
        segments.push(...(await client.json(briefSchema, "POST", api`/brief`, call)).segments);
        continue;
      }
      const headers = { accept: "text/markdown" };
      const { bytes } = await client.send("POST", api`/brief`, { ...call, headers });
      invocation.environment.out(`${at === 0 ? "" : "\n"}${printable(new TextDecoder().decode(bytes))}`);
    }
    bar.end();
    if (invocation.json) invocation.print({ segments }, () => "");
    return isRefused ? EXIT.badData : EXIT.done;
  },
};

/** Segments of a part of a text with their neighbours. */
const segmentsOf = (contents: readonly Content[], from: number, count: number) =>
  contents.slice(from, from + count).map((text, at) => ({
    text,
    previous: plainText(contents[from + at - 1] ?? []),
    next: plainText(contents[from + at + 1] ?? []),
  }));

/** The source segments of all named files, or the lines of standard input. */
async function contentsOf(
  invocation: Invocation,
): Promise<{ readonly contents: Content[]; readonly isRefused: boolean }> {
  const { args, environment } = invocation;
  if (args.length === 1 && args[0] === "-")
    return { contents: linesOf(await environment.readInput()).map((line) => [line]), isRefused: false };
  const contents: Content[] = [];
  let isRefused = false;
  for (const typed of args) {
    const named = await namedFiles(environment.folder, typed);
    if (named === undefined) throw new Failure(EXIT.notFound, "no-file", { path: typed });
    sayLeftOut(invocation, named.leftOut);
    for (const file of named.files) {
      try {
        contents.push(...sourcesOf(invocation, file));
      } catch (error) {
        if (!named.isFolder) throw error;
        sayRefused(invocation, file.name, error);
        isRefused = true;
      }
    }
  }
  return { contents, isRefused };
}

function sourcesOf(invocation: Invocation, { name, bytes }: NamedFile): Content[] {
  const source = invocation.languageOption("source");
  const target = invocation.languageList("target")?.[0];
  const file = readExchange(bytes, {
    filename: name,
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  const told: Language | undefined = source ?? file.source;
  return file.units.flatMap(({ variants }) => {
    const language = told ?? LANGUAGES.find((one) => variants[one] !== undefined) ?? "en";
    const content = variants[language]?.content ?? [];
    return plainText(content).trim() === "" ? [] : [content];
  });
}
