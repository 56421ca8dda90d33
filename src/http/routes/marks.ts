import { z } from "@hono/zod-openapi";
import { MARK_CATEGORIES, MARK_SEVERITIES } from "../../domain/mark.ts";
import { addMark, type AddedMark } from "../../services/marks/add-mark.ts";
import { listMarks } from "../../services/marks/list-marks.ts";
import type { MarkView } from "../../services/marks/mark-view.ts";
import { removeMarks } from "../../services/marks/remove-marks.ts";
import { WHOLE_LIST } from "../../services/context.ts";
import { respondTable } from "../table-answer.ts";
import { answers, json, operation, routes } from "../operation.ts";
import {
  AnyId,
  Flag,
  LanguageSchema,
  LanguageTag,
  limitUpTo,
  listOf,
  Preview,
  WrittenImport,
} from "./schemas.ts";

/** Errors that reviewers mark in texts, with the categories and severities of MQM. */

const tags = ["checks"];

const Category = z.enum(MARK_CATEGORIES);
const Severity = z.enum(MARK_SEVERITIES).openapi({
  description: "Penalty points: `neutral` 0, `minor` 1, `major` 5, `critical` 25",
});

const MarkSchema: z.ZodType<MarkView> = z
  .object({
    id: z.string(),
    document: z.string(),
    unit: z.string(),
    key: z.string(),
    language: LanguageSchema,
    version: z.int().openapi({ description: "Version of the text that was marked" }),
    start: z.int(),
    end: z.int(),
    stretch: z.string(),
    category: Category,
    severity: Severity,
    comment: z.string(),
    author: z.string(),
    time: z.string(),
    earlier: z.boolean().openapi({ description: "True when the text has changed since" }),
    removed: z.object({ time: z.string(), author: z.string() }).exactOptional(),
  })
  .openapi("Mark");

const AddedMarkSchema: z.ZodType<AddedMark> = z
  .intersection(MarkSchema, z.object({ import: WrittenImport }))
  .openapi("AddedMark", { description: "In a preview the id is `m0`" });

const filter = {
  document: AnyId.exactOptional(),
  collection: AnyId.exactOptional(),
  unit: AnyId.exactOptional(),
  language: LanguageTag.exactOptional(),
  category: Category.exactOptional(),
  severity: Severity.exactOptional(),
  removed: Flag.exactOptional().openapi({ description: "Also marks that were taken away" }),
};

const Offset = z.int().min(0).max(1_000_000);
const MarkIds = z.array(AnyId).min(1).max(1000).readonly();
const MarksSchema = z.object({ import: WrittenImport, items: z.array(MarkSchema) });

const COLUMNS = [
  "document",
  "unit",
  "key",
  "language",
  "category",
  "severity",
  "start",
  "end",
  "stretch",
  "comment",
  "author",
  "time",
  "text",
] as const;

export const markRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/marks",
      operationId: "listMarks",
      permission: "read",
      tags,
      summary: "Errors that reviewers have marked, in the order in which they were marked",
      request: {
        query: z.object({ ...filter, after: AnyId.exactOptional(), limit: limitUpTo(1000, 200) }),
      },
      responses: answers(listOf(MarkSchema), "Marks"),
    }),
    async (c) => c.json(await listMarks(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/marks/export",
      operationId: "exportMarks",
      permission: "read",
      heavy: true,
      tags,
      summary: "All marks of a document, a collection or everything, as a table or as JSON",
      request: { query: z.object({ format: z.enum(["csv", "json"]).default("csv"), ...filter }) },
      responses: {
        200: {
          description: "A row for each mark, in the reader's language",
          content: {
            "text/csv": { schema: { type: "string" as const } },
            "application/json": { schema: z.array(MarkSchema) },
          },
        },
        304: { description: "The marks have not changed" },
      },
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { format, ...query } = c.req.valid("query");
      const { items } = await listMarks(context, actor, { ...query, limit: WHOLE_LIST });
      const word = (key: string) => messages.t(`checks:marks.${key}`);
      return respondTable(c, {
        name: "marks",
        format,
        items,
        rows: () => [
          COLUMNS.map((column) => word(`column.${column}`)),
          ...items.map((mark) =>
            COLUMNS.map((column) => {
              if (column === "category" || column === "severity") return word(`${column}.${mark[column]}`);
              if (column === "text") return word(`text.${mark.earlier ? "earlier" : "now"}`);
              return String(mark[column]);
            }),
          ),
        ],
      });
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/units/{unit}/marks",
      operationId: "addMark",
      permission: "review",
      tags,
      summary: "Mark an error in a text, as one import that can be undone",
      request: {
        params: z.object({ unit: AnyId }),
        query: Preview,
        ...json(
          z
            .strictObject({
              language: LanguageTag,
              start: Offset.exactOptional().openapi({
                description: "UTF-16 offset into the text without its inline codes; by default the beginning",
              }),
              end: Offset.exactOptional().openapi({
                description: "Exclusive; by default the end of the text",
              }),
              category: Category,
              severity: Severity,
              comment: z.string().trim().max(2000).exactOptional(),
              version: z.int().exactOptional().openapi({
                description: "Version of the text that you see; another text is not marked (412)",
              }),
            })
            .openapi("NewMark"),
        ),
      },
      responses: answers(AddedMarkSchema, "The mark"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { unit } = c.req.valid("param");
      return c.json(await addMark(context, actor, unit, c.req.valid("json"), c.req.valid("query")), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/marks/remove",
      operationId: "removeMarks",
      permission: "review",
      tags,
      summary:
        "Take marks away, as one import that can be undone: all of them, or none if one does not exist. They can be restored",
      request: { query: Preview, ...json(z.strictObject({ marks: MarkIds })) },
      responses: answers(MarksSchema, "The marks, taken away"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { marks } = c.req.valid("json");
      return c.json(await removeMarks(context, actor, marks, true, c.req.valid("query")), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/marks/restore",
      operationId: "restoreMarks",
      permission: "review",
      tags,
      summary:
        "Put marks back that were taken away, as one import that can be undone: all of them, or none if one does not exist",
      request: { query: Preview, ...json(z.strictObject({ marks: MarkIds })) },
      responses: answers(MarksSchema, "The marks"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { marks } = c.req.valid("json");
      return c.json(await removeMarks(context, actor, marks, false, c.req.valid("query")), 200);
    },
  );
