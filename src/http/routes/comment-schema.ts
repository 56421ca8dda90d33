import { z } from "@hono/zod-openapi";
import type { CommentView } from "../../services/questions/question-view.ts";

export const CommentSchema: z.ZodType<CommentView> = z
  .object({
    id: z.string(),
    text: z.string().openapi({ description: "Empty when it was taken away" }),
    author: z.string(),
    time: z.string(),
    version: z.int(),
    edited: z.string().nullable(),
    removed: z.boolean(),
    mine: z.boolean().openapi({ description: "The caller said it, and may change it" }),
    mentions: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  })
  .openapi("Comment");
