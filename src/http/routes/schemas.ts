import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../domain/language.ts";
import { languageOf } from "../../domain/language.ts";
import { STATES } from "../../domain/unit.ts";

/** Shapes that several resources share. */

/** An id that people choose and that stands in addresses. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/u);
export const CollectionId = Id.openapi({ example: "arkhangelsk-2023" });
/** Of a person, token or thing: one line. */
export const Name = z.string().trim().min(1).max(200).regex(/^\P{Cc}*$/u);

export const LanguageSchema = z.enum(LANGUAGES);
export const StateSchema = z.enum(STATES);

/** Any tag of a language of ours: `zh-CN` and `zh_Hans` are `zh`. */
export const LanguageTag = z
  .string()
  .max(64)
  .transform((tag, context) => {
    const language = languageOf(tag);
    if (language !== undefined) return language;
    context.issues.push({ code: "invalid_value", values: [...LANGUAGES], input: tag });
    return z.NEVER;
  })
  .openapi({ type: "string", example: "zh-Hans" });

/** A switch in the query: present and empty means on. */
export const Flag = z
  .enum(["", "true", "1", "false", "0"])
  .transform((value) => value === "" || value === "true" || value === "1")
  .openapi({ type: "boolean" });

/** How many items of a list at most. */
export const limitUpTo = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).openapi({ type: "integer", default: usual });
