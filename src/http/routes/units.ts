import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import { compareStates, TEXT_CONDITIONS } from "../../domain/unit.ts";
import { unitHistory, type HistoryEntry } from "../../services/units/unit-history.ts";
import { editUnit, type UnitPatch } from "../../services/units/edit-unit.ts";
import { getUnit } from "../../services/units/get-unit.ts";
import { listUnits } from "../../services/units/list-units.ts";
import type { UnitView } from "../../services/units/unit-view.ts";
import type { Suggestion } from "../../storage/rows/suggestions.ts";
import { respondJson, strongETag } from "../caching.ts";
import { MEBIBYTE } from "../body.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { requiredVersion } from "../preconditions.ts";
import {
  AnyId,
  byLanguage,
  ContentSchema,
  draftShape,
  Flag,
  LanguageSchema,
  LanguageTag,
  limitUpTo,
  listOf,
  NoteSchema,
  StateSchema,
  variantShape,
} from "./schemas.ts";

const tags = ["units"];
const params = z.object({ unit: AnyId });

const unitShape = {
  id: z.string(),
  document: z.string(),
  order: z.int(),
  key: z.string(),
  version: z.int(),
  notes: z.array(NoteSchema),
  context: z.string().exactOptional(),
  variants: byLanguage(z.object({ ...variantShape, text: z.string(), stale: z.boolean() })),
};

export const UnitSchema: z.ZodType<UnitView> = z.object(unitShape).openapi("Unit");

const SuggestionSchema: z.ZodType<Suggestion> = z.object({
  language: LanguageSchema,
  draft: z.object(draftShape),
  author: z.string(),
  time: z.string(),
});

const OneUnit: z.ZodType<UnitView & { readonly suggestions: readonly Suggestion[] }> = z
  .object({ ...unitShape, suggestions: z.array(SuggestionSchema) })
  .openapi("UnitWithSuggestions");

const HistorySchema: z.ZodType<HistoryEntry> = z
  .object({
    version: z.int(),
    import: z.string(),
    kind: z.string(),
    author: z.string(),
    time: z.string(),
    variants: byLanguage(z.object(variantShape).nullable()),
  })
  .openapi("HistoryEntry");

const PatchSchema: z.ZodType<UnitPatch, UnitPatch> = z
  .strictObject({
    variants: byLanguage(
      z
        .strictObject({
          text: z.string().max(200_000).exactOptional(),
          content: ContentSchema.exactOptional(),
          state: StateSchema.exactOptional(),
          source: LanguageSchema.exactOptional().openapi({
            description: "The peer that it was translated from",
          }),
          origin: z.enum(["typed", "match"]).exactOptional(),
        })
        .nullable(),
    ).exactOptional(),
    notes: z.array(NoteSchema).max(1000).exactOptional(),
    context: z.string().max(20_000).nullable().exactOptional(),
  })
  .openapi("UnitPatch");

export const unitRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/documents/{document}/units",
      operationId: "listUnits",
      permission: "read",
      tags,
      summary: "Units of a document in order",
      request: {
        params: z.object({ document: AnyId }),
        query: z.object({
          after: AnyId.exactOptional(),
          limit: limitUpTo(1000, 100),
          language: LanguageTag.exactOptional(),
          state: z.enum([...TEXT_CONDITIONS, "missing"]).exactOptional(),
          asked: Flag.exactOptional().openapi({ description: "Units with an open question" }),
          q: z
            .string()
            .max(500)
            .exactOptional()
            .openapi({ description: "Part of a text, whatever its case" }),
        }),
      },
      responses: answers(listOf(UnitSchema), "Units"),
    }),
    async (c) => {
      const { document } = c.req.valid("param");
      return c.json(await listUnits(c.var.context, c.var.actor, document, c.req.valid("query")), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/units/{unit}",
      operationId: "getUnit",
      permission: "read",
      tags,
      summary: "One unit; its ETag is what a change has to send as `If-Match`",
      request: { params },
      responses: answers(OneUnit, "The unit"),
    }),
    async (c) => {
      const unit = await getUnit(c.var.context, c.var.actor, c.req.valid("param").unit);
      const hash = await strongETag(new TextEncoder().encode(JSON.stringify(unit)));
      return respondJson(c, unit, { etag: `"v${unit.version}-${hash.slice(1, 17)}"` });
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/units/{unit}",
      operationId: "updateUnit",
      permission: "translate",
      tags,
      summary: "Change texts, states, notes or context of a unit; needs `If-Match`",
      description: "States above `translated` need the right to review.",
      limit: 2 * MEBIBYTE,
      request: {
        params,
        query: z.object({
          force: Flag.exactOptional().openapi({
            description: "Take a text whose inline codes differ from its source's",
          }),
        }),
        ...json(PatchSchema),
      },
      responses: answers(UnitSchema, "The unit as it is now"),
    }),
    async (c) => {
      const { force = false } = c.req.valid("query");
      const patch = asAllowed(c.req.valid("json"), c.var.may("review"));
      const { context, actor } = c.var;
      const unit = await editUnit(context, actor, c.req.valid("param").unit, requiredVersion(c), patch, {
        force,
      });
      return c.json(unit, 200, { etag: `"v${unit.version}"` });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/units/{unit}/history",
      operationId: "getUnitHistory",
      permission: "read",
      tags: ["history"],
      summary: "The life of a unit, newest first",
      request: { params },
      responses: answers(z.object({ items: z.array(HistorySchema), next: z.null() }), "Its changes"),
    }),
    async (c) => {
      const items = await unitHistory(c.var.context, c.var.actor, c.req.valid("param").unit);
      return c.json({ items, next: null }, 200);
    },
  );

/**
 * Limits a change to what the caller may do. Without the right to review, a state above `translated` is refused, and a
 * changed text goes back to `translated`.
 *
 * @throws {Problem} `forbidden` for a state that the caller may not set
 */
function asAllowed(patch: UnitPatch, mayReview: boolean): UnitPatch {
  if (mayReview || patch.variants === undefined) return patch;
  const variants = Object.entries(patch.variants).map(([language, variant]) => {
    if (!variant) return [language, variant] as const;
    if (variant.state !== undefined && compareStates(variant.state, "translated") > 0)
      throw new Problem("forbidden");
    const changesText = variant.text !== undefined || variant.content !== undefined;
    return [
      language,
      changesText ? { ...variant, state: variant.state ?? ("translated" as const) } : variant,
    ] as const;
  });
  return { ...patch, variants: Object.fromEntries(variants) };
}
