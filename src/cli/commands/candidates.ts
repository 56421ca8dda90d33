import { basename, resolve } from "node:path";
import { z } from "zod";
import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { guessFormat, readExchange } from "../../formats/registry.ts";
import { traitsOf } from "../../formats/traits.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { tellImport } from "../made-import.ts";
import { namedText } from "../named-text.ts";
import { readIfThere } from "../files/paths.ts";
import { oneLine, shellWord, table } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

const byLanguage = <S extends z.ZodType>(schema: S) =>
  z.looseObject({ en: schema.optional(), ru: schema.optional(), zh: schema.optional() });

const candidateSchema = z.looseObject({
  terms: byLanguage(z.string()),
  score: z.number(),
  frequency: z.int(),
  documents: z.int(),
  known: z.boolean(),
  refused: z.boolean(),
  alternatives: z.array(z.looseObject({ language: z.string(), text: z.string(), units: z.int() })),
  evidence: z.array(z.looseObject({ texts: byLanguage(z.string()) })),
});
const pageSchema = z.looseObject({
  candidates: z.array(candidateSchema),
  total: z.int(),
  units: z.int(),
  next: z.string().nullable(),
});
const refusedSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      collection: z.string().optional(),
      language: z.string(),
      term: z.string(),
      author: z.string(),
      time: z.string(),
    }),
  ),
});
const conceptSchema = z.looseObject({ id: z.string(), import: z.string().nullable() });
const similarSchema = z.looseObject({
  items: z.array(z.looseObject({ concept: z.string(), name: z.string(), kind: z.enum(["same", "near"]) })),
});

/** UTF-16 units of a text that are enough to detect its language. */
const SAMPLE = 10_000;

/** Finds phrases that may be terms, takes them into the glossary, or refuses them. */
export const candidates: Command = {
  usage:
    "[FILE...] | accept LANGUAGE=TERM... | refuse [LANGUAGE=]TERM... | restore [LANGUAGE=]TERM... | refused",
  arguments: [0, 1000],
  options: {
    collection: { argument: "ID", multiple: true },
    documents: { argument: "ID,…" },
    languages: { argument: "LANGUAGE,…" },
    source: { argument: "LANGUAGE" },
    least: { argument: "N" },
    "only-new": {},
    refused: {},
    evidence: {},
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
  },
  run: async (invocation) => {
    const [verb, ...terms] = invocation.args;
    if (verb === "accept" && terms.length > 0) return accept(invocation, terms);
    if ((verb === "refuse" || verb === "restore") && terms.length > 0)
      return refuse(invocation, terms, verb === "refuse");
    if (verb === "refused" && terms.length === 0) return listRefused(invocation);
    return find(invocation);
  },
};

type Texts = { [language in Language]?: string | string[] };

async function find(invocation: Invocation): Promise<ExitCode> {
  const texts = invocation.args.length === 0 ? undefined : await textsOf(invocation);
  const client = await invocation.client();
  let bar: ReturnType<Invocation["progress"]> | undefined;
  try {
    const collections = invocation.values("collection");
    const page = await client.json(pageSchema, "POST", api`/candidates`, {
      repeatable: true,
      progress: (done, of) => (bar ??= invocation.progress(of)).at(done, ""),
      body: {
        texts,
        collection: texts !== undefined || collections.length === 0 ? undefined : collections,
        document: texts === undefined ? invocation.value("documents")?.split(",") : undefined,
        languages: invocation.languageList("languages"),
        least: invocation.number("least", 1, 1000),
        known: invocation.flag("only-new") ? false : undefined,
        refused: invocation.flag("refused") || undefined,
        limit: invocation.number("limit", 1, 1000),
        after: invocation.value("after"),
      },
    });
    bar?.end();
    bar = undefined;
    invocation.print(page, () => linesOf(page.candidates, invocation));
    if (page.total === 0) invocation.say("talk.nothing-found");
    else invocation.say("talk.candidates", { shown: page.candidates.length, total: page.total });
    if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
    return page.total === 0 ? EXIT.notFound : EXIT.done;
  } finally {
    bar?.end();
  }
}

function linesOf(found: readonly z.infer<typeof candidateSchema>[], invocation: Invocation): string {
  const { paint, t } = invocation;
  const shown = LANGUAGES.filter((language) => found.some(({ terms }) => terms[language] !== undefined));
  const withEvidence = invocation.flag("evidence");
  const rows = found.map(({ terms, score, frequency, known, refused, alternatives }) => [
    score.toFixed(2),
    String(frequency),
    ...shown.map((language) => terms[language] ?? "–"),
    [
      known ? t("talk.candidate-known") : [],
      refused ? t("talk.candidate-refused") : [],
      alternatives.map(({ language, text, units }) =>
        t("talk.candidate-also", { language: t(`languages.${language}`), text, count: units }),
      ),
    ]
      .flat(2)
      .join(", "),
  ]);
  if (!withEvidence) return table(rows);
  return table(rows)
    .trimEnd()
    .split("\n")
    .map((line, at) => {
      const sentences = (found[at]?.evidence ?? []).map(({ texts }) =>
        shown
          .flatMap((language) =>
            texts[language] === undefined ? [] : `    ${language}  ${oneLine(texts[language])}\n`,
          )
          .join(""),
      );
      return `${line}\n${paint("dim", sentences.join(""))}`;
    })
    .join("");
}

/** The texts of the named files by language. A file of one language is joined with others of it; tables of pairs give units. */
async function textsOf(invocation: Invocation): Promise<Texts> {
  const whole = new Map<Language, string>();
  const units: { [language in Language]?: string }[] = [];
  for (const path of invocation.args) {
    const bytes = await readIfThere(resolve(invocation.environment.folder, path), path);
    if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    const format = guessFormat(bytes, path);
    const isOne = traitsOf(format).languages === "one";
    const file = readExchange(bytes, {
      filename: basename(path),
      format,
      ...(isOne ? { source: "en" } : {}),
    });
    if (isOne) {
      const text = file.units.map(({ variants }) => plainText(variants.en?.content ?? [])).join("\n");
      const language =
        invocation.languageOption("source") ??
        languageInPath(path)?.language ??
        detectLanguage(text.slice(0, SAMPLE)).language;
      if (language === undefined) throw new Failure(EXIT.usage, "align-language", { path });
      whole.set(language, [whole.get(language) ?? [], text].flat().join("\n"));
      continue;
    }
    for (const { variants } of file.units)
      units.push(
        Object.fromEntries(
          LANGUAGES.flatMap((language) =>
            variants[language] === undefined ? [] : [[language, plainText(variants[language].content)]],
          ),
        ),
      );
  }
  if (units.length === 0) return Object.fromEntries(whole);
  if (whole.size > 0) throw new Failure(EXIT.usage, "candidates-mixed");
  const languages = LANGUAGES.filter((language) => units.some((unit) => unit[language] !== undefined));
  return Object.fromEntries(
    languages.map((language) => [language, units.map((unit) => unit[language] ?? "")]),
  );
}

/** The language and the text of `en=sea ice`; `undefined` without a language. */
function termOf(typed: string): { readonly language: Language; readonly text: string } | undefined {
  const named = namedText(typed);
  if (named === undefined) return undefined;
  const { language, text } = named;
  if (language === undefined || text.trim() === "") throw misused("candidates", candidates);
  return { language, text };
}

/**
 * Makes a concept of terms in several languages.
 *
 * @throws {Failure} `concept-there` (4) if a concept has one of the terms already
 */
async function accept(invocation: Invocation, given: readonly string[]): Promise<ExitCode> {
  const terms = given.map((one) => {
    const term = termOf(one);
    if (term === undefined) throw misused("candidates", candidates);
    return term;
  });
  const client = await invocation.client();
  const { items } = await client.json(similarSchema, "POST", api`/concepts/similar`, {
    repeatable: true,
    body: { terms },
  });
  const same = items.find(({ kind }) => kind === "same");
  if (same !== undefined)
    throw new Failure(EXIT.conflicts, "concept-there", {
      concept: same.concept,
      name: oneLine(same.name),
      terms: given.map(shellWord).join(" "),
    });
  for (const { concept, name } of items)
    invocation.say("talk.concept-similar", { concept, name: oneLine(name) });
  const concept = await client.json(conceptSchema, "POST", api`/concepts`, {
    body: { terms: terms.map((term) => ({ ...term, administrativeStatus: "preferred" })) },
  });
  invocation.print(concept, () => `${concept.id}\n`);
  if (concept.import !== null) await tellImport(invocation, concept.import);
  return EXIT.done;
}

async function refuse(invocation: Invocation, terms: readonly string[], refused: boolean): Promise<ExitCode> {
  const client = await invocation.client();
  const collections = invocation.values("collection");
  const told = invocation.languageOption("source");
  const named = terms.map((typed) => termOf(typed) ?? { language: told ?? detected([typed]), text: typed });
  for (const { language, text } of named)
    for (const collection of collections.length === 0 ? [undefined] : collections)
      await client.send("POST", api`/candidates/refused`, {
        repeatable: true,
        body: { terms: { [language]: text }, collection, refused },
      });
  invocation.print({ terms, refused }, () => "");
  invocation.say(refused ? "talk.refused" : "talk.restored-candidates", { count: terms.length });
  return EXIT.done;
}

async function listRefused(invocation: Invocation): Promise<ExitCode> {
  const client = await invocation.client();
  const [collection] = invocation.values("collection");
  const list = await client.json(refusedSchema, "GET", api`/candidates/refused`, { query: { collection } });
  invocation.print(list, () =>
    table(
      list.items.map(({ language, term, collection: where, author, time }) => [
        language,
        term,
        where ?? "–",
        author,
        time.slice(0, 10),
      ]),
    ),
  );
  if (list.items.length === 0) invocation.say("talk.nothing-found");
  return EXIT.done;
}
