import { z } from "@hono/zod-openapi";
import { messages } from "../../messages/messages.ts";
import { callByFetch } from "../../services/suggestions/call-model.ts";
import { getSuggester } from "../../services/suggestions/get-suggester.ts";
import { listSuggesterUse } from "../../services/suggestions/list-suggester-use.ts";
import { removeSuggester } from "../../services/suggestions/remove-suggester.ts";
import { setSuggester } from "../../services/suggestions/set-suggester.ts";
import type { Suggestion } from "../../services/suggestions/suggest.ts";
import type { SuggesterView } from "../../services/suggestions/suggester-view.ts";
import type { RequestIn } from "../environment.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { findingShape, wordedFinding } from "./finding-schema.ts";
import { LookupSegmentSchema } from "./lookup.ts";
import { AnyId, ContentSchema, LanguageSchema, LanguageTag } from "./schemas.ts";

/** A model as a suggester: its settings, what it costs, and suggestions. */

const tags = ["suggestions"];

const SuggesterSchema: z.ZodType<SuggesterView> = z
  .object({
    url: z.string(),
    model: z.string(),
    hasKey: z.boolean().openapi({ description: "The key itself is never shown" }),
    daily: z.int().openapi({ description: "Suggestions that one person may ask for in a day (UTC)" }),
    active: z.boolean(),
    changed: z.string(),
    changedBy: z.string(),
  })
  .openapi("Suggester");

const SettingsSchema = z
  .strictObject({
    url: z
      .string()
      .max(2000)
      .openapi({ description: "Of chat completions, as https://example.org/v1/chat/completions" }),
    model: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^\P{Cc}*$/u),
    key: z
      .string()
      .regex(/^[\x21-\x7E]{1,1000}$/u)
      .nullable()
      .exactOptional()
      .openapi({ description: "Left out, it stays while the server is the same; null: none" }),
    daily: z.int().min(1).max(100_000).default(200),
    active: z.boolean().default(true),
  })
  .openapi("SuggesterSettings");

const UseSchema = z
  .object({
    day: z.string(),
    person: z.string(),
    suggestions: z.int(),
    requests: z.int().openapi({ description: "Requests to the model; a repaired suggestion takes two" }),
    failed: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
  })
  .openapi("SuggesterUse");

type Worded = Omit<Suggestion, "findings"> & {
  readonly findings: readonly (Suggestion["findings"][number] & { readonly key: string })[];
};
const { unit: _, ...shapeOfFinding } = findingShape;
const SuggestionSchema: z.ZodType<Worded> = z
  .object({
    origin: z.literal("machine"),
    language: LanguageSchema,
    text: z.string(),
    content: ContentSchema,
    model: z.string(),
    findings: z
      .array(z.object(shapeOfFinding))
      .readonly()
      .openapi({ description: "Errors and warnings that our checks still find in it" }),
    repaired: z.boolean().openapi({ description: "The first answer had faults, and this is the second" }),
    cost: z.object({ requests: z.int(), inputTokens: z.int(), outputTokens: z.int() }),
  })
  .openapi("MachineSuggestion");

export const suggestionRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/suggester",
      operationId: "getSuggester",
      permission: "manage",
      shared: true,
      tags,
      summary: "The model that suggests translations, without its key",
      responses: answers(z.object({ suggester: SuggesterSchema.nullable() }), "Null: none is set"),
    }),
    async (c) => c.json({ suggester: await getSuggester(c.var.context) }, 200),
  )
  .openapi(
    operation({
      method: "put",
      path: "/api/v1/suggester",
      operationId: "setSuggester",
      permission: "manage",
      shared: true,
      tags,
      summary: "Set the model: an endpoint for chat completions in OpenAI's form",
      request: json(SettingsSchema),
      responses: answers(SuggesterSchema, "As it is now"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json(await setSuggester(context, actor, c.req.valid("json"), modelOf(c).allowed), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/suggester",
      operationId: "removeSuggester",
      permission: "manage",
      shared: true,
      tags,
      summary: "Remove the model and its key",
      responses: { 204: { description: "Removed" } },
    }),
    async (c) => {
      await removeSuggester(c.var.context);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/suggester/use",
      operationId: "listSuggesterUse",
      permission: "manage",
      shared: true,
      tags,
      summary: "What was asked of the model in the last 31 days, by day and person",
      responses: answers(z.object({ items: z.array(UseSchema), next: z.null() }), "Newest first"),
    }),
    async (c) => c.json({ items: await listSuggesterUse(c.var.context), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/suggestions",
      operationId: "suggestTranslation",
      permission: "translate",
      tags,
      summary: "A translation by the model, checked; it is stored nowhere",
      request: json(
        z
          .strictObject({
            source: LanguageTag,
            target: LanguageTag,
            segment: z
              .union([LookupSegmentSchema, z.strictObject({ unit: AnyId })])
              .openapi({ description: "A text, or the id of a stored unit" }),
            document: AnyId.exactOptional(),
          })
          .openapi("SuggestionRequest"),
      ),
      responses: answers(SuggestionSchema, "The suggestion"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const english = messages("en");
      const { suggest } = await import("../../services/suggestions/suggest.ts");
      const suggestion = await suggest(
        context,
        actor,
        c.req.valid("json"),
        modelOf(c),
        (finding) => wordedFinding(finding, english).message,
      );
      const findings = suggestion.findings.map((finding) => wordedFinding(finding, c.var.messages));
      return c.json({ ...suggestion, findings }, 200);
    },
  );

const modelOf = (c: RequestIn) => c.var.dependencies.model ?? { call: callByFetch, allowed: [] };
