/** A schema of the OpenAPI document (JSON Schema 2020-12), with the keywords that the document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  "$ref",
  "type",
  "enum",
  "anyOf",
  "oneOf",
  "allOf",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "default",
  "description",
  "example",
]);

/** One schema for all of several schemas of objects. */
export function joined(parts: readonly JsonSchema[], schemas: Schemas): JsonSchema {
  const whole = parts.map((part) => {
    const found = resolved(part, schemas);
    return found.allOf === undefined ? found : joined(found.allOf, schemas);
  });
  return {
    type: "object",
    properties: Object.assign({}, ...whole.map(({ properties }) => properties)),
    required: whole.flatMap(({ required = [] }) => required),
  };
}

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** Follows a reference to `#/components/schemas/…`. */
export function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const named = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (named === undefined) throw new Error(`the document has no schema ${schema.$ref}`);
  return resolved(named, schemas);
}

/**
 * Says what in a value does not fit its schema: a path and a reason each.
 *
 * @param isExact a field that the schema does not name is a fault, even where JSON Schema lets it pass
 * @throws {Error} for a keyword that this validator does not know, so that nothing passes unread
 */
export function misfits(value: unknown, schema: JsonSchema, schemas: Schemas, isExact = false): string[] {
  return [...walk(value, schema, "")];

  function* walk(part: unknown, given: JsonSchema, path: string): Generator<string> {
    const unknown = Object.keys(given).find((keyword) => !KEYWORDS.has(keyword));
    if (unknown !== undefined) throw new Error(`the validator does not know the keyword ${unknown}`);
    const wanted = resolved(given, schemas);
    const choices = wanted.anyOf ?? wanted.oneOf;
    if (choices !== undefined) {
      const tried = choices.map((choice) => [...walk(part, choice, path)]);
      if (!tried.some(({ length }) => length === 0))
        yield `${path}: fits no choice (${tried.map(([first]) => first).join("; ")})`;
    }
    if (wanted.allOf !== undefined) yield* walk(part, joined(wanted.allOf, schemas), path);
    if (wanted.enum !== undefined && !wanted.enum.includes(part))
      yield `${path}: ${JSON.stringify(part)} is none of the choices`;
    const types = typeof wanted.type === "string" ? [wanted.type] : wanted.type;
    if (types !== undefined && !types.some((type) => isOfType(part, type))) {
      yield `${path}: ${JSON.stringify(part)?.slice(0, 60)} is not of type ${types.join(" or ")}`;
      return;
    }
    if (typeof part === "string") yield* stringMisfits(part, wanted, path);
    if (typeof part === "number") yield* numberMisfits(part, wanted, path);
    if (Array.isArray(part)) yield* list(part, wanted, path);
    else if (isRecord(part)) yield* record(part, wanted, path);
  }

  function* list(part: readonly unknown[], wanted: JsonSchema, path: string) {
    const { items, prefixItems = [], minItems, maxItems } = wanted;
    if (part.length < (minItems ?? 0)) yield `${path}: fewer than ${minItems} items`;
    if (part.length > (maxItems ?? Infinity)) yield `${path}: more than ${maxItems} items`;
    for (const [at, item] of part.entries()) {
      const schema = prefixItems[at] ?? items;
      if (schema !== undefined) yield* walk(item, schema, `${path}/${at}`);
    }
  }

  function* record(part: Readonly<Record<string, unknown>>, wanted: JsonSchema, path: string) {
    const { properties, required = [], additionalProperties } = wanted;
    for (const name of required) if (!Object.hasOwn(part, name)) yield `${path}/${name}: is missing`;
    for (const [name, value] of Object.entries(part)) {
      const declared = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (declared !== undefined) yield* walk(value, declared, `${path}/${name}`);
      else if (typeof additionalProperties === "object")
        yield* walk(value, additionalProperties, `${path}/${name}`);
      else if (additionalProperties === false || (isExact && properties !== undefined))
        yield `${path}/${name}: is not declared`;
    }
  }
}

function* stringMisfits(part: string, wanted: JsonSchema, path: string): Generator<string> {
  const { minLength = 0, maxLength = Infinity, pattern, format } = wanted;
  // The service counts UTF-16 units, JSON Schema code points: between the two counts no verdict is given.
  if (part.length < minLength) yield `${path}: shorter than ${minLength}`;
  if ([...part].length > maxLength) yield `${path}: longer than ${maxLength}`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(part))
    yield `${path}: does not match ${pattern}`;
  if (format === "date" && !/^\d{4}-\d\d-\d\d$/u.test(part)) yield `${path}: is no date`;
  if (format === "date-time" && Number.isNaN(Date.parse(part))) yield `${path}: is no time`;
}

function* numberMisfits(part: number, { minimum, maximum }: JsonSchema, path: string): Generator<string> {
  if (part < (minimum ?? -Infinity)) yield `${path}: less than ${minimum}`;
  if (part > (maximum ?? Infinity)) yield `${path}: more than ${maximum}`;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
