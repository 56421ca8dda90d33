import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import type { DeclaredOperation } from "../../../src/http/openapi.ts";
import { isRecord, type JsonSchema, misfits, type Schemas } from "./json-schema.ts";
import { type Known, known, valueFor } from "./values.ts";

/** A request as it is drawn, with marks for things that are known when it is sent. */
export interface DrawnRequest {
  readonly declared: DeclaredOperation;
  readonly parameters: readonly DrawnParameter[];
  readonly body: DrawnBody | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

interface DrawnParameter {
  readonly parameter: Parameter;
  readonly value: unknown;
}

interface DrawnBody {
  readonly type: string;
  readonly schema: JsonSchema;
  readonly value: unknown;
}

const XLIFF =
  '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru"><file id="f"><unit id="u1"><segment><source>Ice <pc id="1">melts</pc>.</source><target>Лёд <pc id="1">тает</pc>.</target></segment></unit></file></xliff>';
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/** Small files by the name under which they are sent. */
const FILES: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  [
    "a.csv",
    strToU8(
      "key,en,ru,zh\nice,The ice melts.,Лёд тает.,冰在融化。\nport,The port grows.,Порт растёт.,港口在扩大。\n",
    ),
  ],
  ["terms.csv", strToU8("id,en,ru,zh\nicebreaker,icebreaker,ледокол,破冰船\n")],
  ["a.xlf", strToU8(XLIFF)],
  ["ru.json", strToU8('{"home":"Главная","ships_one":"{{count}} судно","ships_few":"{{count}} судна"}')],
  ["a.srt", strToU8("1\n00:00:01,000 --> 00:00:02,000\nThe ice melts.\n")],
  ["a.md", strToU8("# Ice\n\nThe *ice* melts. Ships wait.\n")],
  ["a.txt", strToU8("Лёд тает. Суда ждут.\n\nПорт растёт.\n")],
  ["a.html", strToU8("<!doctype html><p>The <b>ice</b> melts.</p>")],
  [
    "a.docx",
    zipSync({
      "word/document.xml": strToU8(
        `<w:document xmlns:w="${WORD}"><w:body><w:p><w:r><w:t>Ice melts. Ships wait.</w:t></w:r></w:p></w:body></w:document>`,
      ),
    }),
  ],
  [
    "a.tmx",
    strToU8(
      '<tmx version="1.4"><header srclang="en" segtype="sentence"/><body><tu><tuv xml:lang="en"><seg>Ice melts.</seg></tuv><tuv xml:lang="zh"><seg>冰在融化。</seg></tuv></tu></body></tmx>',
    ),
  ],
];

/** A small file, whole or broken: cut off, or with one byte changed. */
const anyFile = fc
  .tuple(fc.constantFrom(...FILES), fc.nat({ max: 9 }), fc.nat(), fc.nat({ max: 255 }))
  .map(([[name, bytes], way, at, byte]) => {
    const place = at % bytes.length;
    if (way === 0) return { name, bytes: bytes.slice(0, place) };
    if (way === 1) return { name, bytes: bytes.with(place, byte) };
    return { name, bytes };
  });

/**
 * Requests to one operation, by its own declaration.
 *
 * @param spoilt one place in so many has a value that probably does not fit; 0: none
 */
export function requestTo(
  declared: DeclaredOperation,
  schemas: Schemas,
  spoilt: number,
): fc.Arbitrary<DrawnRequest> {
  const parameters = (declared.operation.parameters ?? []) as readonly Parameter[];
  const drawn = parameters.map((parameter) => parameterFor(parameter, declared.path, schemas, spoilt));
  return fc
    .tuple(
      fc.tuple(...drawn),
      bodyFor(declared, schemas, spoilt),
      fc.option(fc.constantFrom('"v1"', '"v2"', "3", "*", '"x"'), { freq: 2, nil: undefined }),
      declared.path === "/mcp"
        ? fc.constant("application/json, text/event-stream")
        : fc.constantFrom(undefined, undefined, "application/x-ndjson", "text/markdown"),
    )
    .map(([values, body, ifMatch, accept]) => ({
      declared,
      parameters: values.flat(),
      body,
      headers: {
        "sec-fetch-site": "same-origin",
        ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
        ...(accept === undefined ? {} : { accept }),
      },
    }));
}

function parameterFor(
  parameter: Parameter,
  path: string,
  schemas: Schemas,
  spoilt: number,
): fc.Arbitrary<DrawnParameter[]> {
  const { name, in: place, schema, required = false } = parameter;
  const special = SPECIAL[name];
  const fitting = valueFor(schema, schemas, spoilt, name);
  const value =
    special && (path.startsWith("/locales") || name === "filename")
      ? fc.oneof({ weight: 4, arbitrary: special }, { weight: 1, arbitrary: fitting })
      : fitting;
  const named = value.map((drawn) => [{ parameter, value: drawn }]);
  if (place === "path" || (required && spoilt === 0)) return named;
  return fc.oneof(
    { weight: required ? 20 : 1, arbitrary: named },
    { weight: required ? 1 : 3, arbitrary: fc.constant<DrawnParameter[]>([]) },
  );
}

const SPECIAL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  filename: fc.constantFrom(...FILES.map(([name]) => name)),
  file: fc.constantFrom("strings.json", "strings+other", "none.json"),
  types: fc.constantFrom("strings.d.ts", "none.d.ts"),
  version: known("version"),
  ns: fc.constantFrom("strings", "strings none"),
};

/** A call of the Model Context Protocol; its own schema of a message is any object. */
const toolCall = fc
  .record({
    name: fc.constantFrom(
      "lookup",
      "terms_in_text",
      "check_translation",
      "list_work",
      "get_document",
      "none",
    ),
    arguments: fc.dictionary(
      fc.constantFrom("source", "target", "targets", "text", "language", "document", "segments", "units"),
      fc.oneof(fc.constantFrom("ru", "en", "Лёд"), known("document"), fc.jsonValue({ maxDepth: 2 })),
    ),
  })
  .map((params): DrawnBody => ({
    type: "application/json",
    schema: { type: "object" },
    value: { jsonrpc: "2.0", id: 1, method: "tools/call", params },
  }));

function bodyFor(
  declared: DeclaredOperation,
  schemas: Schemas,
  spoilt: number,
): fc.Arbitrary<DrawnBody | undefined> {
  const content = Object.entries(
    (declared.operation.requestBody as { content?: Record<string, { schema: JsonSchema }> } | undefined)
      ?.content ?? {},
  );
  if (content.length === 0) return fc.constant(undefined);
  const called = declared.path === "/mcp" ? [toolCall] : [];
  return fc.oneof(
    ...called,
    ...content.map(([type, { schema }]) =>
      bodyValue(type, schema, schemas, spoilt).map((value): DrawnBody => ({ type, schema, value })),
    ),
  );
}

function bodyValue(
  type: string,
  schema: JsonSchema,
  schemas: Schemas,
  spoilt: number,
): fc.Arbitrary<unknown> {
  if (type === "application/octet-stream") return anyFile;
  if (type === "multipart/form-data")
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, { format, type: kind }]) => [
          name,
          format === "binary" || kind === "array" ? anyFile : valueFor({ type: "string" }, schemas, 0, name),
        ]),
      ),
      { requiredKeys: [...(schema.required ?? [])] },
    );
  return valueFor(schema, schemas, spoilt);
}

/** Things in the store that answers have named, by kind. */
export type Pool = Map<string, string[]>;

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly init: RequestInit;
  /** For the report of a fault. */
  readonly shown: string;
  /** What does not fit the declaration: such a request must not be done. */
  readonly faults: readonly string[];
}

/** Puts known things in the place of the marks, and writes the request. */
export function written(
  { declared, parameters, body, headers }: DrawnRequest,
  pool: Pool,
  schemas: Schemas,
): Request {
  const values = parameters.map(({ parameter, value }) => ({ parameter, value: filled(value, pool) }));
  const path = values
    .filter(({ parameter }) => parameter.in === "path")
    .reduce(
      (whole, { parameter, value }) =>
        whole.replace(`{${parameter.name}}`, () => encode(plain(value)) || "%20"),
      declared.path,
    );
  const query = values
    .filter(({ parameter }) => parameter.in === "query")
    .flatMap(({ parameter, value }) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${parameter.name}=${encode(plain(one))}`),
    )
    .join("&");
  const more = values
    .filter(({ parameter, value }) => parameter.in === "header" && /^[\x21-\x7E]+$/u.test(plain(value)))
    .map(({ parameter, value }) => [parameter.name, plain(value)]);
  const sent = body && { ...body, value: filled(body.value, pool) };
  const content = sent && contentOf(sent);
  const missing = (declared.operation.parameters ?? []) as readonly Parameter[];
  return {
    method: declared.method,
    path: query === "" ? path : `${path}?${query}`,
    init: {
      method: declared.method,
      headers: { ...headers, ...Object.fromEntries(more), ...content?.headers },
      ...(content && { body: content.body }),
    },
    shown: `${declared.method} ${path}${query && `?${query}`} ${sent ? `${sent.type} ${JSON.stringify(sent.value)?.slice(0, 1500)}` : ""}`,
    faults: [
      ...missing
        .filter(({ name, required }) => required && !values.some(({ parameter }) => parameter.name === name))
        .map(({ name }) => `${name}: is missing`),
      ...values
        .filter(({ parameter }) => parameter.in === "query")
        .flatMap(({ parameter, value }) => parameterMisfits(parameter, value, schemas)),
      ...(sent?.type === "application/json" ? misfits(sent.value, sent.schema, schemas) : []),
    ],
  };
}

/** Faults of a query parameter as its text is read: `"5"` is an integer. */
function parameterMisfits({ name, schema }: Parameter, value: unknown, schemas: Schemas): string[] {
  if (Array.isArray(value) || schema.type === "array") return [];
  const text = plain(value);
  const types = new Set([schema.type ?? []].flat());
  const isNumber = types.has("integer") || types.has("number");
  const isFlag = types.has("boolean") && ["true", "false", "1", "0", ""].includes(text);
  const read = isNumber ? Number(text) : isFlag ? true : text;
  return misfits(read, schema, schemas).map((fault) => `${name}${fault}`);
}

function contentOf({ type, value }: DrawnBody): { headers?: Record<string, string>; body: BodyInit } {
  if (type === "application/json")
    return { headers: { "content-type": type }, body: JSON.stringify(value) ?? "" };
  if (type === "application/octet-stream" && isFile(value))
    return { headers: { "content-type": type }, body: new Uint8Array(value.bytes) };
  const fields = isRecord(value) ? Object.entries(value) : [];
  if (type === "multipart/form-data") {
    const form = new FormData();
    for (const [name, field] of fields)
      form.set(name, isFile(field) ? new File([new Uint8Array(field.bytes)], field.name) : plain(field));
    return { body: form };
  }
  return { body: new URLSearchParams(fields.map(([name, field]) => [name, plain(field)])) };
}

const isFile = (value: unknown): value is { name: string; bytes: Uint8Array } =>
  isRecord(value) && value["bytes"] instanceof Uint8Array;

const isKnown = (value: unknown): value is Known & Record<string, unknown> =>
  isRecord(value) && typeof value["known"] === "string" && typeof value["at"] === "number";

function filled(value: unknown, pool: Pool): unknown {
  if (isKnown(value)) {
    const seen = pool.get(value.known) ?? [];
    // Mostly the newest: older things are often deleted by now.
    const recent = value.at % 4 === 0 ? seen : seen.slice(-4);
    return recent[Math.floor(value.at / 4) % Math.max(1, recent.length)] ?? "none";
  }
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((part) => filled(part, pool));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part, pool)]));
}

const plain = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Percent-encodes a text, also half a surrogate pair. A dot alone would change the path. */
const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(".", "%2E").replaceAll("%40", "@");
