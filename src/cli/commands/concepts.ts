import { z } from "zod";
import { ADMINISTRATIVE_STATUSES, CONCEPT_STATUSES, RELATION_TYPES } from "../../domain/concept.ts";
import { isLanguage, LANGUAGES } from "../../domain/language.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { tellImport } from "../made-import.ts";
import { namedText } from "../named-text.ts";
import { oneLine, table } from "../talk/terminal.ts";

const relationSchema = z.looseObject({ type: z.enum(RELATION_TYPES), concept: z.string() });
const conceptSchema = z.looseObject({
  id: z.string(),
  domain: z.string().optional(),
  status: z.enum(CONCEPT_STATUSES),
  version: z.int(),
  definitions: z.record(z.string(), z.looseObject({ text: z.string() })).optional(),
  relations: z.array(relationSchema).optional(),
  source: z.string().optional(),
  picture: z.string().optional(),
  notes: z.array(z.string()).optional(),
  terms: z.array(
    z.looseObject({
      language: z.string(),
      text: z.string(),
      administrativeStatus: z.string(),
      forbidden: z.boolean().optional(),
      partOfSpeech: z.string().optional(),
      type: z.string().optional(),
      gender: z.string().optional(),
      grammaticalNumber: z.string().optional(),
      register: z.string().optional(),
      region: z.string().optional(),
      institution: z.string().optional(),
      validFrom: z.string().optional(),
      validUntil: z.string().optional(),
      usageNote: z.string().optional(),
      citation: z.string().optional(),
    }),
  ),
});
type Shown = z.infer<typeof conceptSchema>;
const detailsSchema = conceptSchema.extend({
  related: z.array(relationSchema.extend({ name: z.string() })),
});
const listSchema = z.looseObject({
  items: z.array(conceptSchema),
  next: z.string().nullable(),
  total: z.int(),
});
const usesSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      unit: z.looseObject({
        id: z.string(),
        document: z.string(),
        key: z.string(),
        variants: z.partialRecord(z.enum(LANGUAGES), z.looseObject({ content: z.array(z.unknown()) })),
      }),
    }),
  ),
  next: z.string().nullable(),
});
const writtenSchema = z.looseObject({ id: z.string(), import: z.string().nullable() });

/** Fields that `set` knows, beside `definition.en`; the second kind takes yes or no. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(["domain", "status", "source", "picture"]);
const SWITCHES: ReadonlySet<string> = new Set(["mandatory", "nested", "doNotTranslate"]);

/** Fields of a term that `term` knows, beside `status`; the second kind takes yes or no. */
const TERM_FIELDS: ReadonlySet<string> = new Set([
  ...["partOfSpeech", "type", "gender", "grammaticalNumber", "register", "region", "institution"],
  ...["usageNote", "citation", "validFrom", "validUntil"],
]);
const TERM_SWITCHES: ReadonlySet<string> = new Set(["forbidden", "caseSensitive"]);

/** Lists, shows, makes, changes, merges, removes and relates concepts of the glossary. */
export const concepts: Command = {
  usage:
    "list [TEXT] | show CONCEPT | uses CONCEPT | add LANGUAGE=TERM... | set CONCEPT FIELD=VALUE... | term CONCEPT LANGUAGE=TERM [FIELD=VALUE...] | unterm CONCEPT LANGUAGE=TERM | relate CONCEPT TYPE CONCEPT | unrelate CONCEPT TYPE CONCEPT | merge CONCEPT INTO | delete CONCEPT",
  arguments: [1, 100],
  options: {
    subject: { argument: "SUBJECT" },
    status: { argument: CONCEPT_STATUSES.join("|") },
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object = "", ...rest] = invocation.args;
    const [type, other, more] = rest;
    if (verb === "list" && rest.length === 0) return list(invocation, object);
    if (verb === "show" && object !== "" && rest.length === 0) return show(invocation, object);
    if (verb === "add" && object !== "") return add(invocation, [object, ...rest]);
    if (verb === "set" && rest.length > 0) return set(invocation, object, rest);
    if (verb === "uses" && object !== "" && rest.length === 0) return uses(invocation, object);
    if (verb === "term" && type !== undefined) return setTerm(invocation, object, type, rest.slice(1));
    if (verb === "unterm" && type !== undefined && other === undefined)
      return removeTerm(invocation, object, type);
    if (verb === "merge" && type !== undefined && other === undefined) return merge(invocation, object, type);
    if (verb === "delete" && object !== "" && rest.length === 0) return remove(invocation, object);
    const isRelating = verb === "relate" || verb === "unrelate";
    const wanted = RELATION_TYPES.find((one) => one === type);
    if (isRelating && wanted !== undefined && other !== undefined && more === undefined)
      return relate(invocation, object, { type: wanted, concept: other }, verb === "relate");
    throw misused("concepts", concepts);
  },
};

const namesOf = ({ terms }: Pick<Shown, "terms">): string =>
  terms.map(({ text }) => oneLine(text)).join(" · ");

async function list(invocation: Invocation, text: string): Promise<ExitCode> {
  const client = await invocation.client();
  const page = await client.json(listSchema, "GET", api`/concepts`, {
    query: {
      q: text === "" ? undefined : text,
      domain: invocation.value("subject"),
      status: invocation.choice("status", CONCEPT_STATUSES),
      limit: invocation.number("limit", 1, 1000),
      after: invocation.value("after"),
    },
  });
  invocation.print(page, () =>
    table(page.items.map((one) => [one.id, oneLine(one.domain ?? "–"), one.status, namesOf(one)])),
  );
  if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
  return EXIT.done;
}

/** What is said of a term beside its status, in one line. */
function propertiesOf(term: Shown["terms"][number]): string {
  const { validFrom, validUntil, partOfSpeech, type, gender, grammaticalNumber, register } = term;
  const validity =
    validFrom === undefined && validUntil === undefined
      ? undefined
      : `${validFrom ?? ""}…${validUntil ?? ""}`;
  const { region, institution, usageNote, citation } = term;
  return [
    ...[partOfSpeech, type, gender, grammaticalNumber, register],
    ...[region, institution, validity, usageNote, citation],
  ]
    .filter((text) => text !== undefined)
    .map(oneLine)
    .join(" · ");
}

async function show(invocation: Invocation, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const found = await client.json(detailsSchema, "GET", api`/concepts/${id}`);
  invocation.print(found, () =>
    table([
      [found.id, oneLine(found.domain ?? "–"), found.status],
      ...found.terms.map((term) => [
        term.language,
        oneLine(term.text),
        [term.forbidden === true ? "forbidden" : term.administrativeStatus, propertiesOf(term)]
          .filter((text) => text !== "")
          .join(" · "),
      ]),
      ...Object.entries(found.definitions ?? {}).map(([language, { text }]) => [language, oneLine(text), ""]),
      ...[found.source, found.picture, ...(found.notes ?? [])].flatMap((text) =>
        text === undefined ? [] : [["", oneLine(text), ""]],
      ),
      ...found.related.map(({ type, concept, name }) => [type, oneLine(name), concept]),
    ]),
  );
  return EXIT.done;
}

async function add(invocation: Invocation, given: readonly string[]): Promise<ExitCode> {
  const seen = new Set<string>();
  const terms = given.map((one) => {
    const { language, text } = namedText(one) ?? {};
    if (language === undefined || text === undefined || text.trim() === "")
      throw misused("concepts", concepts);
    // The first term of a language is the preferred one.
    const administrativeStatus = seen.has(language) ? "admitted" : "preferred";
    seen.add(language);
    return { language, text, administrativeStatus };
  });
  const body = {
    terms,
    domain: invocation.value("subject"),
    status: invocation.choice("status", CONCEPT_STATUSES),
  };
  if (invocation.flag("dry-run")) {
    invocation.print(body, () => `${namesOf(body)}\n`);
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await invocation.client();
  return told(invocation, await client.json(writtenSchema, "POST", api`/concepts`, { body }));
}

async function set(invocation: Invocation, id: string, given: readonly string[]): Promise<ExitCode> {
  const client = await invocation.client();
  const now = await client.json(conceptSchema, "GET", api`/concepts/${id}`);
  const change: Record<string, unknown> = {};
  const definitions: Record<string, unknown> = { ...now.definitions };
  for (const one of given) {
    const [, field = "", value = ""] = /^([\w.]+)=(.*)$/su.exec(one) ?? [];
    const [, defined] = /^definition\.(\w+)$/u.exec(field) ?? [];
    if (TEXT_FIELDS.has(field)) change[field] = value;
    else if (SWITCHES.has(field) && /^(?:yes|no)$/u.test(value)) change[field] = value === "yes";
    else if (isLanguage(defined)) {
      if (value === "") delete definitions[defined];
      else definitions[defined] = { ...now.definitions?.[defined], text: value };
      change["definitions"] = definitions;
    } else throw misused("concepts", concepts);
  }
  return write(invocation, now, change);
}

async function relate(
  invocation: Invocation,
  id: string,
  wanted: z.infer<typeof relationSchema>,
  isWanted: boolean,
): Promise<ExitCode> {
  const client = await invocation.client();
  const now = await client.json(conceptSchema, "GET", api`/concepts/${id}`);
  const others = (now.relations ?? []).filter(
    ({ type, concept }) => type !== wanted.type || concept !== wanted.concept,
  );
  return write(invocation, now, { relations: isWanted ? [...others, wanted] : others });
}

/** A term as it is written on the command line: `ru=лёд`. */
function namedTerm(written: string) {
  const { language, text } = namedText(written) ?? {};
  if (language === undefined || text === undefined || text.trim() === "") throw misused("concepts", concepts);
  return { language, text };
}

const isTerm = (one: Shown["terms"][number], { language, text }: ReturnType<typeof namedTerm>): boolean =>
  one.language === language && one.text === text;

/** Changes the fields of a term, or adds the term with them. */
async function setTerm(
  invocation: Invocation,
  id: string,
  written: string,
  given: readonly string[],
): Promise<ExitCode> {
  const wanted = namedTerm(written);
  const client = await invocation.client();
  const now = await client.json(conceptSchema, "GET", api`/concepts/${id}`);
  const old = now.terms.find((one) => isTerm(one, wanted));
  const isFirst = now.terms.every(({ language }) => language !== wanted.language);
  const fields: Record<string, unknown> = {
    ...(old ?? { ...wanted, administrativeStatus: isFirst ? "preferred" : "admitted" }),
  };
  for (const one of given) {
    const [, field = "", value = ""] = /^(\w+)=(.*)$/su.exec(one) ?? [];
    const status = ADMINISTRATIVE_STATUSES.find((known) => known === value);
    if (field === "status" && status !== undefined) fields["administrativeStatus"] = status;
    else if (TERM_SWITCHES.has(field) && /^(?:yes|no)$/u.test(value)) fields[field] = value === "yes";
    else if (!TERM_FIELDS.has(field)) throw misused("concepts", concepts);
    else if (value === "") delete fields[field];
    else fields[field] = value;
  }
  const terms: readonly unknown[] = now.terms;
  return write(invocation, now, {
    terms: old === undefined ? [...terms, fields] : terms.map((one) => (one === old ? fields : one)),
  });
}

async function removeTerm(invocation: Invocation, id: string, written: string): Promise<ExitCode> {
  const wanted = namedTerm(written);
  const client = await invocation.client();
  const now = await client.json(conceptSchema, "GET", api`/concepts/${id}`);
  const terms = now.terms.filter((one) => !isTerm(one, wanted));
  if (terms.length === now.terms.length)
    throw new Failure(EXIT.notFound, "term-absent", { concept: id, term: oneLine(written) });
  return write(invocation, now, { terms });
}

/** Merges a concept into another, which stays. */
async function merge(invocation: Invocation, from: string, into: string): Promise<ExitCode> {
  const client = await invocation.client();
  if (invocation.flag("dry-run")) {
    const [taken, kept] = await Promise.all(
      [from, into].map((id) => client.json(conceptSchema, "GET", api`/concepts/${id}`)),
    );
    invocation.print({ from: taken, into: kept }, () =>
      [taken, kept].map((one) => (one === undefined ? "" : `${one.id}: ${namesOf(one)}\n`)).join(""),
    );
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  return told(
    invocation,
    await client.json(writtenSchema, "POST", api`/concepts/${into}/merge`, { body: { from } }),
  );
}

/** Removes a concept; its history stays, and `undo` brings it back. */
async function remove(invocation: Invocation, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const now = await client.json(conceptSchema, "GET", api`/concepts/${id}`);
  if (invocation.flag("dry-run")) {
    invocation.print(now, () => `${id}: ${namesOf(now)}\n`);
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const { headers } = await client.send("DELETE", api`/concepts/${id}`, {
    headers: { "if-match": `"v${now.version}"` },
  });
  return told(invocation, { id, import: headers.get("polynya-import") });
}

/** Lists the units that have a term of the concept in any form, in all languages. */
async function uses(invocation: Invocation, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const page = await client.json(usesSchema, "GET", api`/concepts/${id}/uses`, {
    query: { limit: invocation.number("limit", 1, 200), after: invocation.value("after") },
  });
  invocation.print(page, () =>
    page.items
      .map(({ unit }) => {
        const texts = LANGUAGES.flatMap((language) => {
          const content = unit.variants[language]?.content;
          // The text without its codes.
          const text = content?.filter((part) => typeof part === "string").join("");
          return text === undefined ? [] : [`  ${language}  ${oneLine(text)}\n`];
        });
        return `${unit.id} ${unit.document} ${oneLine(unit.key)}\n${texts.join("")}`;
      })
      .join(""),
  );
  if (page.items.length === 0) invocation.say("talk.nothing-found");
  if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
  return EXIT.done;
}

/** Changes a concept as it was read; a change by somebody else in between is a conflict. */
async function write(invocation: Invocation, now: Shown, change: object): Promise<ExitCode> {
  if (invocation.flag("dry-run")) {
    invocation.print({ ...now, ...change }, () => `${now.id}: ${JSON.stringify(change)}\n`);
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await invocation.client();
  const written = await client.json(writtenSchema, "PATCH", api`/concepts/${now.id}`, {
    headers: { "if-match": `"v${now.version}"` },
    body: change,
  });
  return told(invocation, written);
}

async function told(invocation: Invocation, written: z.infer<typeof writtenSchema>): Promise<ExitCode> {
  invocation.print(written, () => `${written.id}\n`);
  if (written.import !== null) await tellImport(invocation, written.import);
  return EXIT.done;
}
