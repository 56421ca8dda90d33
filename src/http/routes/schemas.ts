import { z } from "@hono/zod-openapi";
import { type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { PROBLEM_CODES } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import { type Note, ORIGINS, STATES } from "../../domain/unit.ts";
import { READABLE_FORMATS } from "../../formats/traits.ts";
import { PlaceSchema } from "../operation.ts";

/** Schemas that several resources share. */

/** An id that people choose. It is part of addresses. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/u);
export const CollectionId = Id.openapi({ example: "arkhangelsk-2023" });
/** Any id in an address, also of a resource that does not exist. */
export const AnyId = z.string().min(1).max(200);
/** Name of a person, token or resource: one line. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);

export const LanguageSchema = z.enum(LANGUAGES);
export const StateSchema = z.enum(STATES);

/** Any tag of a supported language: `zh-CN` and `zh_Hans` become `zh`. */
export const LanguageTag: z.ZodType<Language, string> = z
  .string()
  .max(64)
  .transform((tag, context) => {
    const language = languageOf(tag);
    if (language !== undefined) return language;
    context.issues.push({ code: "invalid_value", values: [...LANGUAGES], input: tag });
    return z.NEVER;
  })
  .openapi({ type: "string", example: "zh-Hans" });

const SWITCHES = ["", "true", "1", "false", "0"] as const;

/** A switch in the query. A parameter without a value means on. */
export const Flag: z.ZodType<boolean, (typeof SWITCHES)[number]> = z
  .enum(SWITCHES)
  .transform((value) => value === "" || value === "true" || value === "1")
  .openapi({ type: "boolean" });

/** The query of an operation that can be tried: `dryRun` writes nothing. */
export const Preview = z.object({ dryRun: Flag.exactOptional() });

/** Of one's own way to sign in: whether it is the last one. */
export const OnlyWay = z
  .boolean()
  .openapi({ description: "Whether you have no other way to sign in without an administrator" });
/** The query of an operation that takes a way to sign in away. */
export const EvenLast = z.object({ last: Flag.exactOptional() });

/** Id of the import that an operation wrote. */
export const WrittenImport = z.string().nullable().openapi({
  description: "The import that was written; `null`: a preview, or nothing changed",
});

/** Largest number of items in a list: `usual` by default, `most` at most. */
export const limitUpTo = (most: number, usual: number) =>
  z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .openapi({ type: "integer", minimum: 1, maximum: most, default: usual });

/** One optional value for each supported language. */
export const byLanguage = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ en: schema.exactOptional(), ru: schema.exactOptional(), zh: schema.exactOptional() });

/** Format of a document or of a sent file. */
export const FormatSchema = z.enum(READABLE_FORMATS);

const CodeSchema = z
  .strictObject({
    kind: z.enum(["ph", "open", "close", "break"]),
    id: z.string().max(200),
    element: z.string().max(40),
    attributes: z.record(z.string().max(200), z.string().max(10_000)).exactOptional(),
    data: z.string().max(10_000).exactOptional(),
    markup: z.string().max(10_000).exactOptional(),
    annotation: z.literal(true).exactOptional(),
  })
  .openapi("InlineCode");

export const ContentSchema: z.ZodType<Content, Content> = z
  .array(z.union([z.string().max(200_000), CodeSchema]))
  .max(10_000)
  .openapi("Content", { description: "Strings and inline codes in their order" });

export const NoteSchema: z.ZodType<Note, Note> = z
  .strictObject({
    text: z.string().max(20_000),
    category: z.string().max(200).exactOptional(),
    author: z.string().max(200).exactOptional(),
    appliesTo: z.enum(["source", "target"]).exactOptional(),
  })
  .openapi("Note");

export const draftShape = {
  content: ContentSchema,
  state: StateSchema,
  subState: z.string().exactOptional(),
  confidence: z.number().exactOptional(),
};

export const variantShape = {
  ...draftShape,
  version: z.int(),
  author: z.string(),
  time: z.string(),
  origin: z.enum(ORIGINS),
  from: z.object({ language: LanguageSchema, version: z.int() }).exactOptional(),
  restores: z.int().exactOptional().openapi({ description: "The earlier version that an undo brought back" }),
  returned: z
    .object({ reason: z.string(), author: z.string(), time: z.string() })
    .exactOptional()
    .openapi({ description: "Why a reviewer gave it back; until somebody confirms it" }),
};

export const listOf = <S extends z.ZodType>(schema: S) =>
  z.object({
    items: z.array(schema),
    next: z.string().nullable().openapi({ description: "What to give as `after` for more; null at the end" }),
  });

/** The words of a problem in the reader's language, in addition to its data. */
export const ProblemWords = z.object({
  code: z.enum(PROBLEM_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  place: PlaceSchema.exactOptional(),
  title: z.string(),
  detail: z.string(),
  advice: z.string(),
});

/** One collection, or several as repeated parameters. */
export const Collections = z
  .union([AnyId, z.array(AnyId).max(100)])
  .transform((given) => [given].flat())
  .exactOptional()
  .openapi({ type: "array", items: { type: "string" } });

/** One value, or several as repeated parameters. */
export const several = <S extends z.ZodType<string, string>>(schema: S) =>
  z
    .union([schema, z.array(schema).max(1000)])
    .transform((given) => [given].flat())
    .exactOptional()
    .openapi({ type: "array", items: { type: "string" } });
