import { z } from "@hono/zod-openapi";
import { ORIGINS } from "../../domain/unit.ts";
import {
  DUPLICATE_KINDS,
  type DuplicatePage,
  findDuplicates,
} from "../../services/memory/find-duplicates.ts";
import { markDuplicates } from "../../services/memory/mark-duplicates.ts";
import { answers, json, operation, routes } from "../operation.ts";
import {
  AnyId,
  Collections,
  Flag,
  LanguageTag,
  limitUpTo,
  Preview,
  StateSchema,
  WrittenImport,
} from "./schemas.ts";

const tags = ["units"];
const KindSchema = z.enum(DUPLICATE_KINDS);

const PageSchema: z.ZodType<DuplicatePage> = z
  .object({
    items: z.array(
      z.object({
        fingerprint: z.string(),
        kind: KindSchema,
        meant: z.object({ reason: z.string(), author: z.string(), time: z.string() }).exactOptional(),
        count: z.int(),
        texts: z.array(z.object({ text: z.string(), count: z.int() })),
        members: z
          .array(z.string())
          .readonly()
          .openapi({ description: "Ids of the units of the group, at most 5,000" }),
        units: z.array(
          z.object({
            unit: z.string(),
            document: z.string(),
            key: z.string(),
            source: z.string(),
            target: z.string(),
            state: StateSchema,
            author: z.string(),
            time: z.string(),
            origin: z.enum(ORIGINS),
            use: z.int().openapi({ description: "Units of the group that use the same text" }),
          }),
        ),
      }),
    ),
    total: z.int().exactOptional().openapi({ description: "Groups in all; not known for `near`" }),
    next: z.string().nullable(),
  })
  .openapi("Duplicates");

export const duplicateRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/duplicates",
      operationId: "listDuplicates",
      permission: "read",
      heavy: true,
      tags,
      summary: "Units that repeat or contradict each other, in groups, the largest first",
      request: {
        query: z.object({
          kind: KindSchema.default("targets").openapi({
            description:
              "`targets`: one source with different targets; `pairs`: the same pair several times; `sources`: one target for different sources; `near`: sources that are at least 95 % alike",
          }),
          source: LanguageTag,
          target: LanguageTag,
          collection: Collections,
          document: z
            .union([AnyId, z.array(AnyId).max(1000)])
            .transform((given) => [given].flat())
            .exactOptional()
            .openapi({ type: "array", items: { type: "string" } }),
          meant: Flag.exactOptional().openapi({
            description: "Also groups that somebody has marked as meant",
          }),
          limit: limitUpTo(200, 50),
          after: z.string().max(20).exactOptional(),
        }),
      },
      responses: answers(PageSchema, "Groups"),
    }),
    async (c) => {
      const { collection, document, meant = false, ...query } = c.req.valid("query");
      const selection = {
        ...(collection === undefined ? {} : { collections: collection }),
        ...(document === undefined ? {} : { documents: document }),
      };
      return c.json(await findDuplicates(c.var.context, c.var.actor, { ...query, meant, selection }), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/duplicates/marks",
      operationId: "markDuplicates",
      permission: "review",
      tags,
      summary:
        "Mark a group of duplicates as meant, until one of its texts changes; without a reason the mark is taken back. One import, which can be undone",
      request: {
        query: Preview,
        ...json(
          z
            .strictObject({
              kind: KindSchema,
              source: LanguageTag,
              target: LanguageTag,
              units: z.array(AnyId).min(2).max(5000),
              reason: z.string().trim().min(1).max(1000).exactOptional(),
            })
            .openapi("DuplicateMark"),
        ),
      },
      responses: answers(
        z.object({
          fingerprint: z.string(),
          import: WrittenImport,
          units: z.int().openapi({ description: "Units whose mark changes" }),
        }),
        "The group",
      ),
    }),
    async (c) => {
      const { reason, ...group } = c.req.valid("json");
      const { dryRun } = c.req.valid("query");
      const wanted = { ...group, reason, dryRun };
      return c.json(await markDuplicates(c.var.context, c.var.actor, wanted), 200);
    },
  );
