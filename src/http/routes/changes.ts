import { z } from "@hono/zod-openapi";
import { EVENT_KINDS, type EventKind } from "../../domain/event.ts";
import type { ChangeView } from "../../services/changes/change-view.ts";
import { END, listChanges } from "../../services/changes/list-changes.ts";
import { answers, operation, routes } from "../operation.ts";
import { CountsSchema } from "./import-report-schema.ts";
import { AnyId, limitUpTo } from "./schemas.ts";

const ChangeSchema: z.ZodType<ChangeView> = z
  .object({
    id: z.string(),
    kind: z.enum(EVENT_KINDS),
    time: z.string(),
    author: z.string(),
    origin: z.enum(["person", "agent"]).openapi({
      description: "`agent`: a program proposed it, or took its own proposal back",
    }),
    collection: z
      .string()
      .nullable()
      .openapi({ description: "`null`: the glossary, which all collections share" }),
    import: z.string().exactOptional(),
    document: z.string().exactOptional(),
    counts: CountsSchema.exactOptional(),
    proposal: z
      .string()
      .exactOptional()
      .openapi({ description: "The proposal that it belongs to, or that it took back" }),
    partOf: z.string().exactOptional(),
    undoes: z.string().exactOptional(),
    concept: z.string().exactOptional(),
    version: z.int().exactOptional(),
    namespace: z.string().exactOptional(),
    assignment: z.string().exactOptional(),
    question: z.string().exactOptional(),
  })
  .openapi("Change");

const isKind = (text: string): text is EventKind => EVENT_KINDS.some((kind) => kind === text);

/** Kinds in one parameter, separated by commas. */
const Kinds: z.ZodType<EventKind[], string> = z
  .string()
  .max(500)
  .transform((text, context) => {
    const kinds = text.split(",").map((kind) => kind.trim());
    if (kinds.every(isKind)) return kinds;
    context.issues.push({ code: "invalid_value", values: [...EVENT_KINDS], input: text });
    return z.NEVER;
  })
  .openapi({ type: "string", example: "import.push,strings.published" });

export const changeRoutes = routes().openapi(
  operation({
    method: "get",
    path: "/api/v1/changes",
    operationId: "listChanges",
    permission: "read",
    tags: ["changes"],
    summary: "What happened, in the order of the commits, with who did it and by what",
    request: {
      query: z.object({
        after: AnyId.exactOptional().openapi({
          description: `\`last\` of an earlier answer; \`${END}\` for what happens from now on`,
        }),
        kinds: Kinds.exactOptional().openapi({ description: "Separated by commas; all unless told" }),
        limit: limitUpTo(1000, 100),
      }),
    },
    responses: answers(
      z.object({
        items: z.array(ChangeSchema),
        next: z
          .string()
          .nullable()
          .openapi({ description: "`after` for more; null when there is no more now" }),
        last: z.string().openapi({ description: "`after` for what happens later; keep it" }),
      }),
      "Changes",
    ),
  }),
  async (c) => {
    const { kinds = [], ...query } = c.req.valid("query");
    return c.json(await listChanges(c.var.context, c.var.actor, { ...query, kinds }), 200);
  },
);
