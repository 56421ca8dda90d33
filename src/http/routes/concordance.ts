import { z } from "@hono/zod-openapi";
import { CONCORDANCE_MODES } from "../../domain/concordance.ts";
import { concordance, CONCORDANCE_LIMITS, type ConcordancePage } from "../../services/memory/concordance.ts";
import { answers, operation, routes } from "../operation.ts";
import { byLanguage, ContentSchema, LanguageTag, limitUpTo, StateSchema, Collections } from "./schemas.ts";

const tags = ["lookup"];

const ConcordanceSchema: z.ZodType<ConcordancePage> = z
  .object({
    items: z.array(
      z.object({
        unit: z.string(),
        document: z.string(),
        collection: z.string(),
        key: z.string(),
        variants: byLanguage(
          z.object({
            text: z.string(),
            content: ContentSchema.exactOptional(),
            state: StateSchema,
            author: z.string(),
            time: z.string(),
            hits: z
              .array(
                z.object({
                  start: z.int(),
                  end: z.int(),
                  kind: z.enum(["word", "inflected", "apart", "part"]),
                }),
              )
              .openapi({
                description:
                  "UTF-16 offsets into the text; the end is exclusive. As it was asked for; in another form; a word that the others are not beside; a piece of a word",
              }),
          }),
        ),
      }),
    ),
    total: z.int(),
    complete: z.boolean().openapi({ description: "Whether `total` is all there is" }),
    next: z.string().nullable(),
  })
  .openapi("ConcordancePage");

export const concordanceRoutes = routes().openapi(
  operation({
    method: "get",
    path: "/api/v1/concordance",
    operationId: "searchConcordance",
    permission: "read",
    heavy: true,
    tags,
    summary:
      "Search inside segments; other forms of Russian and English words are found too, and what stands in straight quotation marks as it is",
    request: {
      query: z.object({
        q: z.string().min(1).max(CONCORDANCE_LIMITS.query),
        language: LanguageTag.exactOptional().openapi({ description: "All three unless told" }),
        mode: z.enum(CONCORDANCE_MODES).exactOptional().openapi({
          description:
            "`words`: whole words in all their forms and spellings; `text`: the text as it stands, pieces of words too; `all`, unless told: words, and where none is found, the text",
        }),
        collection: Collections,
        state: StateSchema.exactOptional().openapi({
          description: "Of the variant in which the text was found, as author and time",
        }),
        author: z.string().max(200).exactOptional(),
        from: z
          .string()
          .max(40)
          .exactOptional()
          .openapi({ description: "ISO 8601, inclusive; a date alone is the whole day (UTC)" }),
        to: z.string().max(40).exactOptional(),
        after: z.string().max(60).exactOptional(),
        limit: limitUpTo(CONCORDANCE_LIMITS.page, 20),
      }),
    },
    responses: answers(ConcordanceSchema, "Units with all their languages, hits marked"),
  }),
  async (c) => {
    const { collection, ...wanted } = c.req.valid("query");
    const collections = collection === undefined ? {} : { collections: collection };
    return c.json(await concordance(c.var.context, c.var.actor, { ...wanted, ...collections }), 200);
  },
);
