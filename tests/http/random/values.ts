import fc from "fast-check";
import { joined, type JsonSchema, resolved, type Schemas } from "./json-schema.ts";

/** Stands for the id of something that is in the store when the request is sent: the `at`-th that was seen. */
export interface Known {
  readonly known: string;
  readonly at: number;
}

/** Fields and parameters that name something in the store, by the kind of thing. */
const NAMES: Readonly<Record<string, string>> = {
  collection: "collection",
  comment: "comment",
  collections: "collection",
  concept: "concept",
  concepts: "concept",
  document: "document",
  documents: "document",
  finding: "finding",
  findings: "finding",
  import: "import",
  key: "token",
  partOf: "import",
  person: "person",
  namespace: "namespace",
  proposal: "proposal",
  question: "question",
  token: "token",
  unit: "unit",
  units: "unit",
  webhook: "webhook",
  after: "next",
  before: "import",
  base: "base",
};

const LANGUAGE_NAMES = new Set(["language", "languages", "source", "target", "targets", "lng"]);

const TAGS = ["ru", "zh", "en", "zh-Hans", "zh-TW", "ru-RU", "EN_us"];

/** Texts of the field, and texts that programs stumble over. */
const TEXTS = [
  "The icebreaker left port on 3 May.",
  "Ледокол вышел из порта 3 мая.",
  "破冰船于5月3日离港。",
  "{{count}} ships, <b>{name}</b> & %s",
  "1,2 млн км²",
  "Арктический совет",
  "北極理事會",
  "",
  " ",
  "\u0000\u0007",
  "\uD800",
  "e\u0301🧊\u200B\u202E",
  "'; DROP TABLE unit; --",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "%00%FF",
  "=1+1",
  "(a+)+$",
  "]]>",
  "2026-02-30",
  "99999999999999999999",
];

const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom("ice ", "лёд", "冰", "a\n").map((text) => text.repeat(300)) },
);

/** Values that fit few schemas. */
const anyJunk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 0.1, [], {}, [[]], { __proto__x: 1 }, "", "x"),
  fc.jsonValue({ maxDepth: 2 }),
  anyText,
);

/** Known things, drawn as a mark that the sender replaces. */
export const known = (kind: string): fc.Arbitrary<Known> =>
  fc.nat({ max: 500 }).map((at): Known => ({ known: kind, at }));

/**
 * Values for a schema.
 *
 * @param spoilt share of places with a value that probably does not fit: one in so many; 0: none
 * @param name of the field or parameter: it decides which ids and languages are tried
 */
export function valueFor(
  schema: JsonSchema,
  schemas: Schemas,
  spoilt: number,
  name = "",
  depth = 0,
): fc.Arbitrary<unknown> {
  const fitting = fittingValue(resolved(schema, schemas), schemas, spoilt, name, depth);
  if (spoilt === 0) return fitting;
  return fc.oneof({ weight: spoilt, arbitrary: fitting }, { weight: 1, arbitrary: anyJunk });
}

function fittingValue(
  schema: JsonSchema,
  schemas: Schemas,
  spoilt: number,
  name: string,
  depth: number,
): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return fc.oneof(...choices.map((choice) => valueFor(choice, schemas, spoilt, name, depth)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const whole = schema.allOf === undefined ? schema : joined(schema.allOf, schemas);
  const types = typeof whole.type === "string" ? [whole.type] : (whole.type ?? ["object"]);
  return fc.oneof(...types.map((type) => ofType(type, whole, schemas, spoilt, name, depth)));
}

function ofType(
  type: string,
  schema: JsonSchema,
  schemas: Schemas,
  spoilt: number,
  name: string,
  depth: number,
): fc.Arbitrary<unknown> {
  if (type === "string") return textFor(schema, name);
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "integer" || type === "number") return numberFor(type, schema);
  if (type === "array") {
    const { prefixItems } = schema;
    if (prefixItems !== undefined)
      return fc.tuple(...prefixItems.map((item) => valueFor(item, schemas, spoilt, name, depth + 1)));
    const { items = {}, minItems = 0, maxItems = 4 } = schema;
    const most = depth > 4 ? minItems : Math.max(minItems, Math.min(maxItems, 4));
    return fc.array(valueFor(items, schemas, spoilt, name, depth + 1), {
      minLength: minItems,
      maxLength: most,
    });
  }
  return objectFor(schema, schemas, spoilt, depth);
}

function objectFor(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  schemas: Schemas,
  spoilt: number,
  depth: number,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).filter(([field]) => depth < 6 || required.includes(field));
  const declared = fc.record(
    Object.fromEntries(
      fields.map(([field, part]) => [field, valueFor(part, schemas, spoilt, field, depth + 1)]),
    ),
    { requiredKeys: [...required] },
  );
  const whole = spoilt === 0 ? declared : lacking(declared, required, spoilt);
  if (additionalProperties === undefined || additionalProperties === false) {
    if (spoilt === 0) return whole;
    return fc.oneof(
      { weight: spoilt * 2, arbitrary: whole },
      { weight: 1, arbitrary: whole.map((value) => ({ ...value, surprise: 1 })) },
    );
  }
  const more = typeof additionalProperties === "object" ? additionalProperties : {};
  return fc
    .tuple(whole, fc.dictionary(anyText, valueFor(more, schemas, spoilt, "", depth + 1), { maxKeys: 3 }))
    .map(([value, others]) => ({ ...others, ...value }));
}

/** Now and then one of the required fields is missing. */
const lacking = (
  whole: fc.Arbitrary<Record<string, unknown>>,
  required: readonly string[],
  spoilt: number,
): fc.Arbitrary<Record<string, unknown>> =>
  fc.tuple(whole, fc.nat({ max: Math.max(spoilt * 2, required.length) })).map(([value, at]) => {
    const { [required[at] ?? ""]: _, ...rest } = value;
    return rest;
  });

function textFor(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = 2000, pattern, format } = schema;
  if (format === "date") return fc.constantFrom("2026-11-01", "2026-11-23", "2020-01-01");
  if (format === "date-time") return fc.constantFrom("2026-11-01T00:00:00Z", "2026-11-23T10:00:00+03:00");
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, "u").test(text));
  const plain = fc.oneof(anyText.map((text) => (fits(text) ? text : "a1")));
  const kind = NAMES[name];
  if (kind !== undefined)
    return fc.oneof({ weight: 9, arbitrary: known(kind) }, { weight: 1, arbitrary: plain });
  if (LANGUAGE_NAMES.has(name))
    return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...TAGS) }, { weight: 1, arbitrary: plain });
  if (name === "from" || name === "to" || name === "expires" || name === "due")
    return fc.oneof(fc.constantFrom("2026-11-01", "2026-11-23T10:00:00Z", "2099-01-01"), plain);
  if (name === "url")
    return fc.oneof(fc.constantFrom("https://example.org/hook", "http://127.0.0.1/"), plain);
  if (name === "q" || name === "text")
    return fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom("ice", "Лёд", "冰", "port") },
      { weight: 2, arbitrary: plain },
    );
  return plain;
}

function numberFor(type: string, { minimum, maximum }: JsonSchema): fc.Arbitrary<unknown> {
  const least = minimum ?? -3;
  const most = maximum ?? 1000;
  if (type === "integer")
    return fc.integer({ min: Math.ceil(least), max: Math.min(Math.floor(most), Math.ceil(least) + 1000) });
  return fc.double({ min: least, max: most, noNaN: true });
}
