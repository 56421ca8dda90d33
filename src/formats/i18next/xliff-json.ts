import { z } from "zod";
import { DEFAULT_TAGS, type Language, languageOf } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit, Read, Write, WriteOptions } from "../contract.ts";
import { decodeJson, limitsOf } from "../json/decode-json.ts";
import { parseJson, plainValue } from "../json/tree.ts";
import { illegalCharacter } from "../xml/xml-characters.ts";
import { textOf } from "./strings.ts";

/*
 * The JSON form of an XLIFF file in the npm package `xliff`. Tools around i18next use it to exchange website strings.
 * It holds plain strings only: no states, no inline codes, no metadata. Real XLIFF files are read by `formats/xliff`,
 * which loses none of these.
 */

/** One string. The package also allows lists with inline elements; strings of a website do not need them. */
interface XliffJsonUnit {
  source?: string;
  target?: string;
  note?: string | string[];
}
export interface XliffJson {
  sourceLanguage: string;
  targetLanguage?: string;
  /** Strings by namespace, then by i18next key. */
  resources: Record<string, Record<string, XliffJsonUnit>>;
}

/** XLIFF ids are NMTOKENs (XML 1.0 §2.3). The package does not check them, so other ids would make invalid files. */
const NMTOKEN = /^[\w.:\-\u00B7\p{L}\p{M}\p{N}]+$/u;

/**
 * The strings of a source and a target language in the package's JSON form.
 *
 * @param namespace i18next namespace; it becomes the name of the `<file>`
 * @throws {Problem} `language-missing`; `json-key` (`no-id`) for a key that cannot be an XLIFF id; `character-invalid`
 *   for a character that XML cannot hold
 */
export function toXliffJson(file: ExchangeFile, namespace: string, options: WriteOptions = {}): XliffJson {
  const source = options.source ?? file.source;
  const target = options.target ?? file.target;
  if (source === undefined) throw new Problem("language-missing", { format: "xliff" }, { field: "source" });
  if (!NMTOKEN.test(namespace)) throw new Problem("json-key", { key: namespace, reason: "no-id" });
  // An object without prototype can have a key like `__proto__`.
  const units = bare<XliffJsonUnit>();
  for (const unit of file.units) {
    if (unit.rejection !== undefined) continue;
    if (!NMTOKEN.test(unit.key))
      throw new Problem("json-key", { key: unit.key, reason: "no-id" }, { unit: unit.key });
    const from = unit.variants[source];
    const to = target && unit.variants[target];
    const notes = unit.notes.map((note) => note.text);
    units[unit.key] = {
      source: from === undefined ? "" : checked(textOf(from.content), unit.key),
      ...(to === undefined ? {} : { target: checked(textOf(to.content), unit.key) }),
      ...(notes.length === 0 ? {} : { note: notes.map((text) => checked(text, unit.key)) }),
    };
  }
  const resources = bare<Record<string, XliffJsonUnit>>();
  resources[namespace] = units;
  return {
    sourceLanguage: file.tags[source] ?? DEFAULT_TAGS[source],
    ...(target === undefined ? {} : { targetLanguage: file.tags[target] ?? DEFAULT_TAGS[target] }),
    resources,
  };
}

function bare<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

function checked(text: string, unit: string): string {
  const character = illegalCharacter(text);
  if (character !== undefined) throw new Problem("character-invalid", { character }, { unit });
  return text;
}

const text = z.string();
const unitSchema = z.object({
  source: z.unknown().optional(),
  target: z.unknown().optional(),
  note: z.union([text, z.array(text)]).exactOptional(),
  groupUnits: z.unknown().optional(),
});
const fileSchema = z.object({
  sourceLanguage: text,
  targetLanguage: text.exactOptional(),
  resources: z.record(text, z.record(text, z.unknown())),
});

/**
 * Reads the JSON form that other tools write. A string with inline elements or a group becomes a rejected unit, because
 * our reader takes plain strings only. With several namespaces the keys are `f=NAMESPACE/u=KEY`.
 *
 * @throws {Problem} `json-invalid` (`shape`), `language-unknown`
 */
export function fromXliffJson(json: unknown): ExchangeFile {
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const field = (parsed.error.issues[0]?.path ?? []).map((step) => `/${String(step)}`).join("");
    throw new Problem("json-invalid", { reason: "shape" }, { field });
  }
  const { sourceLanguage, targetLanguage, resources } = parsed.data;
  const known = (tag: string) => {
    const language = languageOf(tag);
    if (language === undefined) throw new Problem("language-unknown", { language: tag });
    return language;
  };
  const source = known(sourceLanguage);
  const target = targetLanguage === undefined ? undefined : known(targetLanguage);
  const namespaces = Object.entries(resources);
  const units = namespaces.flatMap(([namespace, strings]) =>
    Object.entries(strings).map(([name, value]) => {
      const key = namespaces.length > 1 ? `f=${namespace}/u=${name}` : name;
      return unitFromJson(key, value, source, target);
    }),
  );
  return {
    format: "xliff-json",
    source,
    ...(target === undefined ? {} : { target }),
    tags: { [source]: sourceLanguage, ...(target === undefined ? {} : { [target]: targetLanguage }) },
    units,
  };
}

function unitFromJson(
  key: string,
  value: unknown,
  source: Language,
  target: Language | undefined,
): ExchangeUnit {
  const read = unitSchema.safeParse(value);
  const { source: from = "", target: to = "", note = [], groupUnits } = read.data ?? { groupUnits: value };
  if (groupUnits !== undefined || typeof from !== "string" || typeof to !== "string") {
    const rejection: ProblemData = {
      code: "json-key",
      params: { key, reason: "no-text" },
      place: { unit: key },
    };
    return { key, line: 0, notes: [], variants: {}, rejection };
  }
  return {
    key,
    line: 0,
    notes: [note].flat().map((each) => ({ text: each })),
    variants: {
      ...(from === "" ? {} : { [source]: translated(from) }),
      ...(to === "" || target === undefined ? {} : { [target]: translated(to) }),
    },
  };
}

const translated = (content: string): Draft => ({ content: [content], state: "translated" });

/**
 * Reads a file in the JSON form.
 *
 * @throws {Problem} as `decodeJson`, `parseJson`, `plainValue` and `fromXliffJson`
 */
export const readXliffJson: Read = (bytes, options = {}) => {
  const root = parseJson(decodeJson(bytes, options).text, limitsOf(options));
  return fromXliffJson(plainValue(root));
};

/**
 * Writes a document in the JSON form. Its title becomes the name of the only namespace.
 *
 * @throws {Problem} as `toXliffJson`
 */
export const writeXliffJson: Write = (file, options = {}) =>
  new TextEncoder().encode(
    `${JSON.stringify(toXliffJson(file, file.title ?? "strings", options), null, 2)}\n`,
  );
