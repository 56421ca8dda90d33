import { z } from "zod";
import { en, ru, zhCN } from "zod/locales";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type FormatName, traitsOf, WRITABLE_FORMATS } from "../../formats/traits.ts";
import { decodeJson } from "../../formats/json/decode-json.ts";
import { parseJson, plainValue } from "../../formats/json/tree.ts";
import { CONFLICT_POLICIES, type ConflictPolicy } from "../../domain/import.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readInside } from "./paths.ts";

export const CONFIG_FILE = "polynya.json";

/** Address of a server as the configuration holds it. */
export const addressOf = ({ href }: URL): string => href.replace(/\/$/u, "");

const language = z.enum(LANGUAGES);
const mappingSchema = z.strictObject({
  document: z.string().min(1).max(200).describe("Id of the document on the server."),
  files: z
    .string()
    .min(1)
    .max(1000)
    .describe(
      "Pattern of its paths, relative to this file, with the placeholders {document}, {source} and {target}.",
    ),
  format: z.enum(WRITABLE_FORMATS).describe("Format of the files."),
  version: z.string().max(10).exactOptional().describe("Version of the format, such as 1.2 or 2.1."),
  source: language.exactOptional().describe("Source language."),
  targets: z.array(language).min(1).exactOptional().describe("Target languages: a file for each."),
  tags: z
    .strictObject({
      en: z.string().exactOptional(),
      ru: z.string().exactOptional(),
      zh: z.string().exactOptional(),
    })
    .exactOptional()
    .describe('Language tags in the names of the files, such as {"zh": "zh-CN"}.'),
  onConflict: z
    .enum(CONFLICT_POLICIES)
    .exactOptional()
    .describe("What a push does with units that both sides changed; abort unless told."),
});
const configSchema = z.strictObject({
  $schema: z.string().exactOptional().describe("Address of this schema, for editors."),
  server: z.string().min(1).max(2000).exactOptional().describe("Address of the server."),
  documents: z
    .array(mappingSchema)
    .exactOptional()
    .describe("Documents of the server as files of this folder."),
});

/** Path of the schema on a server with pages. */
export const SCHEMA_PATH = "/polynya.schema.json";

/** JSON Schema of `polynya.json`, for editors. */
export const configJsonSchema = (): object => ({
  ...z.toJSONSchema(configSchema, { io: "input" }),
  title: "Files of a folder and documents of Polynya (polynya.json)",
});

export type Mapping = z.infer<typeof mappingSchema>;
export type Config = z.infer<typeof configSchema>;

const WORDING = { en, ru, zh: zhCN } as const satisfies Record<Language, unknown>;

/**
 * The configuration of a folder; empty when there is none.
 *
 * @param language of the reasons in failures
 * @throws {Failure} `config-syntax`, `config-invalid` (2) with the place
 */
export async function readConfig(folder: string, language: Language): Promise<Config> {
  const bytes = await readInside(folder, CONFIG_FILE);
  if (bytes === undefined) return {};
  let json: unknown;
  try {
    json = plainValue(parseJson(decodeJson(bytes).text));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { line = 1, column = 1 } = error.place;
    throw new Failure(EXIT.usage, "config-syntax", { file: CONFIG_FILE, line, column });
  }
  const parsed = configSchema.safeParse(json, { error: WORDING[language]().localeError });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = `/${(issue?.path ?? []).map(String).join("/")}`;
  throw new Failure(EXIT.usage, "config-invalid", { file: CONFIG_FILE, place, reason: issue?.message ?? "" });
}

/** A file of the working folder and the document and languages that it holds. */
export interface MappedFile {
  readonly path: string;
  readonly document: string;
  readonly format: FormatName;
  readonly version?: string;
  readonly source?: Language;
  readonly target?: Language;
  readonly onConflict?: ConflictPolicy;
}

/**
 * The files of the mappings, in their order.
 *
 * @throws {Failure} `config-languages`, `config-placeholder` (2) for a mapping that lacks a language; `config-shared`
 *   (2) when two mappings name the same file
 */
export function mappedFiles(mappings: readonly Mapping[]): MappedFile[] {
  const files = mappings.flatMap(filesOf);
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new Failure(EXIT.usage, "config-shared", { file: CONFIG_FILE, path });
    seen.add(path);
  }
  return files;
}

function filesOf(mapping: Mapping): MappedFile[] {
  const { document, format, version, source, targets, onConflict } = mapping;
  const { languages } = traitsOf(format);
  if (targets === undefined ? languages !== "all" : languages === "pair" && source === undefined) {
    throw new Failure(EXIT.usage, "config-languages", { file: CONFIG_FILE, document, format });
  }
  const wanted: readonly (Language | undefined)[] = targets ?? [undefined];
  return wanted.map((target) => ({
    path: pathOf(mapping, target),
    document,
    format,
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(onConflict === undefined ? {} : { onConflict }),
  }));
}

function pathOf({ files, document, source, tags }: Mapping, target: Language | undefined): string {
  const values: Readonly<Record<string, string | undefined>> = {
    document,
    source: source && (tags?.[source] ?? source),
    target: target && (tags?.[target] ?? target),
  };
  return files.replace(/\{(\w+)\}/gu, (_match, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Failure(EXIT.usage, "config-placeholder", { file: CONFIG_FILE, files, name: `{${name}}` });
    return value;
  });
}
