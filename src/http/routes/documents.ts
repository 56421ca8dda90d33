import { z } from "@hono/zod-openapi";
import { STATES } from "../../domain/unit.ts";
import type { Messages } from "../../messages/messages.ts";
import type { CreatedDocument } from "../../services/documents/store-document.ts";
import type { DocumentView } from "../../services/documents/document-view.ts";
import { editDocument } from "../../services/documents/edit-document.ts";
import { getDocument } from "../../services/documents/get-document.ts";
import { listDocuments } from "../../services/documents/list-documents.ts";
import { removeDocument } from "../../services/documents/remove-document.ts";
import { respondJson } from "../caching.ts";
import {
  ABOUT_LINES,
  LINES,
  longAnswers,
  type LongWork,
  respondLines,
  respondLong,
  wantsLines,
} from "../long-work.ts";
import { patchOperation, answers, operation, routes } from "../operation.ts";
import { assertSameThing, expectedVersion, versionTag } from "../preconditions.ts";
import { readingShape, skippingShape, takeUpload, UPLOAD_LIMIT, uploadBody } from "../uploads.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import {
  AnyId,
  byLanguage,
  Flag,
  FormatSchema,
  Id,
  LanguageSchema,
  limitUpTo,
  listOf,
  Name,
} from "./schemas.ts";

const tags = ["documents"];
const params = z.object({ document: AnyId });
/** Namespace in an address of i18next-http-backend: `/` is allowed, other characters with a meaning in URLs are not. */
const Namespace = z.string().regex(/^(?!.*\.\.)[^?#%@\\\s/][^?#%@\\\s]{0,127}$/u);

const counts = Object.fromEntries(STATES.map((state) => [state, z.int().exactOptional()])) as Record<
  (typeof STATES)[number],
  z.ZodExactOptional<z.ZodInt>
>;

const createdShape = {
  id: z.string(),
  collection: z.string(),
  title: z.string(),
  format: FormatSchema,
  namespace: z.string().exactOptional(),
  tags: byLanguage(z.string()).openapi({ description: "Language tags as the document's file spells them" }),
  languages: z.array(LanguageSchema),
  revision: z.int().openapi({ description: "Grows with every write to the document or its units" }),
  created: z.string(),
  createdBy: z.string(),
  units: z.int(),
  states: byLanguage(z.object(counts)),
  stale: byLanguage(z.int()),
};

const DocumentSchema: z.ZodType<DocumentView> = z
  .object({
    ...createdShape,
    file: z
      .object({
        name: z.string().exactOptional(),
        version: z.string().exactOptional(),
        source: LanguageSchema.exactOptional(),
        target: LanguageSchema.exactOptional(),
      })
      .exactOptional()
      .openapi({ description: "The file that it was made from; absent where there was none" }),
    expected: z.object({ en: z.int(), ru: z.int(), zh: z.int() }).openapi({
      description:
        "Units that can have a text in a language: plural forms that it does not have are left out",
    }),
  })
  .openapi("Document");

/** The answer of every operation that creates a document. */
export const CreatedSchema: z.ZodType<ReturnType<typeof wordedCreation>> = z
  .object({ document: z.object(createdShape), report: ReportSchema })
  .openapi("CreatedDocument");

/** A new document and its report, with the report's problems in the reader's language. */
export function wordedCreation({ document, report }: CreatedDocument, texts: Messages) {
  const { n: _, counts, ...rest } = document;
  return { document: { ...rest, ...counts }, report: wordedReport(report, texts) };
}

/** Names of folders with `/` between them, none of which leads elsewhere. */
const FOLDER = /^(?:(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+(?:\/(?!$)|$))+$/u;

const CreationOptions = z.object({
  ...readingShape,
  ...skippingShape,
  folder: z.string().max(255).regex(FOLDER).exactOptional().openapi({
    description:
      "Where the file stood below an imported folder, as `talks/2026`; comes before its name in `file`",
  }),
  id: Id.exactOptional(),
  title: Name.exactOptional(),
  namespace: Namespace.exactOptional().openapi({ description: "Under which its strings are published" }),
  known: z.literal("refuse").exactOptional().openapi({
    description:
      "`refuse`: where the collection has a document of this file, or of an earlier version of it, none is made (409 `file-known`, with `document`, `file` and `newer`)",
  }),
  dryRun: Flag.exactOptional(),
});

const etagOf = ({ revision, created }: DocumentView) => ({ etag: versionTag(revision, created) });

export const documentRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections/{collection}/documents",
      operationId: "listDocuments",
      permission: "read",
      tags,
      summary: "Documents of a collection",
      request: {
        params: z.object({ collection: AnyId }),
        query: z.object({ after: AnyId.exactOptional(), limit: limitUpTo(200, 50) }),
      },
      responses: answers(listOf(DocumentSchema), "Documents in order of creation"),
    }),
    async (c) => {
      const { collection } = c.req.valid("param");
      return c.json(await listDocuments(c.var.context, c.var.actor, collection, c.req.valid("query")), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/collections/{collection}/documents",
      operationId: "createDocument",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Make a document of a file in any format that can be read",
      limit: UPLOAD_LIMIT,
      request: { params: z.object({ collection: AnyId }), query: CreationOptions, body: uploadBody },
      responses: {
        200: { description: ABOUT_LINES, content: { [LINES]: { schema: { type: "string" as const } } } },
        201: {
          description: "The document, and what became of each unit; with `dryRun` what it would be",
          content: { "application/json": { schema: CreatedSchema } },
        },
      },
    }),
    async (c) => {
      const { collection } = c.req.valid("param");
      const { bytes, options } = await takeUpload(c, CreationOptions);
      const { dryRun = false, known, ...wanted } = options;
      const { createDocument } = await import("../../services/documents/create-document.ts");
      const { context, actor, messages } = c.var;
      const make = (control: Partial<LongWork>) =>
        createDocument(context, actor, { ...wanted, collection }, bytes, {
          dryRun,
          ...(known === undefined ? {} : { known }),
          ...control,
        });
      if (wantsLines(c)) {
        return respondLines<ReturnType<typeof wordedCreation>, 201>(c, async (control) =>
          wordedCreation(await make(control), messages),
        );
      }
      const made = await make({});
      const location = `/api/v1/documents/${made.document.id}`;
      return c.json(wordedCreation(made, messages), 201, dryRun ? {} : { location });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/documents/{document}",
      operationId: "getDocument",
      permission: "read",
      tags,
      summary: "One document, with counts by language and state",
      request: { params },
      responses: answers(DocumentSchema, "The document"),
    }),
    async (c) => {
      const found = await getDocument(c.var.context, c.var.actor, c.req.valid("param").document);
      return respondJson(c, found, etagOf(found));
    },
  )
  .openapi(
    patchOperation({
      path: "/api/v1/documents/{document}",
      operationId: "updateDocument",
      permission: "review",
      tags,
      summary: "Change title, namespace or language tags",
      params,
      patch: z
        .strictObject({
          title: Name.exactOptional(),
          namespace: Namespace.nullable().exactOptional(),
          tags: byLanguage(z.string().max(64)).exactOptional(),
        })
        .openapi("DocumentPatch"),
      answer: DocumentSchema,
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { document } = c.req.valid("param");
      const patch = c.req.valid("json");
      assertSameThing(c, (await getDocument(context, actor, document)).created);
      const changed = await editDocument(context, actor, document, patch, expectedVersion(c));
      return c.json(changed, 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/documents/{document}",
      operationId: "deleteDocument",
      permission: "review",
      heavy: true,
      tags,
      summary: "Delete a document with its units; the import in the answer can be undone",
      request: { params },
      responses: longAnswers(ReportSchema, "What was taken away"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { document } = c.req.valid("param");
      return respondLong(c, async ({ progress }) =>
        wordedReport(await removeDocument(context, actor, document, progress), messages),
      );
    },
  );
