import { z } from "@hono/zod-openapi";
import { recogniseTerms } from "../../services/glossary/recognise-terms.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { LanguageTag } from "./schemas.ts";

const tags = ["glossary"];

export const termRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/terms/recognise",
    operationId: "recogniseTerms",
    permission: "read",
    // Only a long text is.
    heavy: () => false,
    tags,
    summary: "The glossary's terms in a text, inflected or not",
    request: json(z.strictObject({ language: LanguageTag, text: z.string().max(200_000) })),
    responses: answers(
      z.object({
        terms: z.array(
          z.object({
            concept: z.string(),
            term: z.string(),
            start: z.int(),
            end: z
              .int()
              .openapi({ description: "UTF-16 offsets into the text as sent; the end is exclusive" }),
            certainty: z.enum(["certain", "likely", "possible"]),
          }),
        ),
      }),
      "Terms with their places",
    ),
  }),
  async (c) => {
    const { text, language } = c.req.valid("json");
    return c.json({ terms: await recogniseTerms(c.var.context, text, language) }, 200);
  },
);
