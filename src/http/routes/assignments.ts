import { z } from "@hono/zod-openapi";
import { STEPS } from "../../domain/assignment.ts";
import type { AssignmentView } from "../../services/assignments/assignment-view.ts";
import { confirmAssignment } from "../../services/assignments/confirm-assignment.ts";
import { createAssignment } from "../../services/assignments/create-assignment.ts";
import { editAssignment } from "../../services/assignments/edit-assignment.ts";
import { listAssignments, listWork } from "../../services/assignments/list-assignments.ts";
import { type Collaborator, listCollaborators } from "../../services/assignments/list-collaborators.ts";
import { removeAssignment } from "../../services/assignments/remove-assignment.ts";
import { returnAssignment } from "../../services/assignments/return-assignment.ts";
import { answers, json, operation, patchOperation, routes } from "../operation.ts";
import { expectedVersion, versionTag } from "../preconditions.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import { AnyId, LanguageSchema, LanguageTag, limitUpTo, listOf, Preview } from "./schemas.ts";
import { ReasonSchema } from "./selection-schema.ts";

/** Who translates and reviews what, until when. */

const tags = ["work"];

const StepSchema = z.enum(STEPS);
const Due = z.iso.date().openapi({ description: "ISO 8601 date; the day counts in UTC" });
const Note = z.string().trim().max(2000);
const PartEndSchema = z.object({ unit: z.string(), number: z.int() });

const AssignmentSchema: z.ZodType<AssignmentView> = z
  .object({
    id: z.string(),
    document: z.string(),
    title: z.string(),
    collection: z.string(),
    source: LanguageSchema,
    target: LanguageSchema,
    step: StepSchema,
    person: z.object({ id: z.string(), name: z.string(), disabled: z.boolean() }).openapi({
      description: "Whose work it is; `disabled` when they may not sign in any more",
    }),
    due: z.string().nullable(),
    overdue: z.boolean(),
    note: z.string(),
    part: z.object({ first: PartEndSchema, last: PartEndSchema }).nullable().openapi({
      description: "First and last unit, with their numbers in the document; null: the whole document",
    }),
    progress: z.object({
      units: z.int().openapi({ description: "Units of the part that have a source text" }),
      done: z.int(),
      ready: z.int().openapi({ description: "Units to work on now: a review waits for translations" }),
      returned: z
        .int()
        .openapi({ description: "Units that a reviewer has given back, until they are confirmed" }),
      words: z.int().openapi({ description: "Words of the source that are left; in Chinese, characters" }),
      next: z.string().nullable().openapi({ description: "The first unit to work on" }),
    }),
    version: z.int(),
    created: z.string(),
    author: z.string().openapi({ description: "Who gave it" }),
  })
  .openapi("Assignment");

const CollaboratorSchema: z.ZodType<Collaborator> = z
  .object({
    id: z.string(),
    name: z.string(),
    languages: z.array(LanguageSchema).readonly(),
    steps: z.array(StepSchema).readonly().openapi({ description: "What they may be asked to do" }),
  })
  .openapi("Collaborator");

const page = { after: AnyId.exactOptional(), limit: limitUpTo(500, 100) };
const onDocument = z.object({ document: AnyId });
const onAssignment = z.object({ document: AnyId, assignment: AnyId });
const etagOf = ({ version, created }: AssignmentView) => ({ etag: versionTag(version, created) });

export const assignmentRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/work",
      operationId: "listWork",
      permission: "read",
      heavy: true,
      tags,
      summary: "My work: what is assigned to me, overdue first, and what is done last",
      responses: answers(z.object({ items: z.array(AssignmentSchema), next: z.null() }), "My assignments"),
    }),
    async (c) => c.json({ items: await listWork(c.var.context, c.var.actor), next: null }, 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/assignments",
      operationId: "listAssignments",
      permission: "manage",
      heavy: true,
      tags,
      summary: "Who does what until when, in the order in which it was given",
      request: {
        query: z.object({ collection: AnyId.exactOptional(), person: AnyId.exactOptional(), ...page }),
      },
      responses: answers(listOf(AssignmentSchema), "Assignments"),
    }),
    async (c) => c.json(await listAssignments(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections/{collection}/collaborators",
      operationId: "listCollaborators",
      permission: "translate",
      tags,
      summary: "People who may see a collection, and what they may be asked to do",
      request: { params: z.object({ collection: AnyId }) },
      responses: answers(z.object({ items: z.array(CollaboratorSchema), next: z.null() }), "People"),
    }),
    async (c) => {
      const { collection } = c.req.valid("param");
      return c.json(
        { items: await listCollaborators(c.var.context, c.var.actor, collection), next: null },
        200,
      );
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collaborators",
      operationId: "listSharedCollaborators",
      permission: "translate",
      shared: true,
      tags,
      summary: "People who may see all collections, and what they may be asked to do",
      responses: answers(z.object({ items: z.array(CollaboratorSchema), next: z.null() }), "People"),
    }),
    async (c) => c.json({ items: await listCollaborators(c.var.context, c.var.actor), next: null }, 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/documents/{document}/assignments",
      operationId: "listDocumentAssignments",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Who translates and reviews a document or parts of it",
      request: { params: onDocument, query: z.object(page) },
      responses: answers(listOf(AssignmentSchema), "Assignments"),
    }),
    async (c) => {
      const query = { ...c.req.valid("query"), document: c.req.valid("param").document };
      return c.json(await listAssignments(c.var.context, c.var.actor, query), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/assignments",
      operationId: "createAssignment",
      permission: "manage",
      tags,
      summary: "Give a document, or a part of it, to somebody to translate or to review",
      request: {
        params: onDocument,
        ...json(
          z
            .strictObject({
              person: AnyId,
              step: StepSchema,
              source: LanguageTag,
              target: LanguageTag,
              part: z
                .strictObject({ first: z.int().min(1), last: z.int().min(1) })
                .exactOptional()
                .openapi({
                  description:
                    "Numbers of the first and the last unit in the document, from 1; by default all of it",
                }),
              due: Due.exactOptional(),
              note: Note.exactOptional(),
            })
            .openapi("NewAssignment"),
        ),
      },
      responses: {
        201: {
          description: "The assignment",
          content: { "application/json": { schema: AssignmentSchema } },
        },
      },
    }),
    async (c) => {
      const { context, actor } = c.var;
      const made = await createAssignment(context, actor, c.req.valid("param").document, c.req.valid("json"));
      return c.json(made, 201, etagOf(made));
    },
  )
  .openapi(
    patchOperation({
      path: "/api/v1/documents/{document}/assignments/{assignment}",
      operationId: "updateAssignment",
      permission: "manage",
      tags,
      summary: "Change who does it, until when, or the note",
      params: onAssignment,
      patch: z
        .strictObject({
          person: AnyId.exactOptional(),
          due: Due.nullable().exactOptional(),
          note: Note.exactOptional(),
        })
        .openapi("AssignmentPatch"),
      answer: AssignmentSchema,
    }),
    async (c) => {
      const { context, actor } = c.var;
      const patch = c.req.valid("json");
      const changed = await editAssignment(context, actor, c.req.valid("param"), patch, expectedVersion(c));
      return c.json(changed, 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/documents/{document}/assignments/{assignment}",
      operationId: "deleteAssignment",
      permission: "manage",
      tags,
      summary: "End an assignment; what was translated stays",
      request: { params: onAssignment },
      responses: { 204: { description: "Ended" } },
    }),
    async (c) => {
      await removeAssignment(c.var.context, c.var.actor, c.req.valid("param"));
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/assignments/{assignment}/confirm",
      operationId: "confirmAssignment",
      permission: "review",
      heavy: true,
      tags,
      summary:
        "Make all confirmed translations of an assignment reviewed or final, as one import that can be undone",
      request: {
        params: onAssignment,
        query: Preview,
        ...json(z.strictObject({ state: z.enum(["reviewed", "final"]) }).openapi("Confirmation")),
      },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { dryRun = false } = c.req.valid("query");
      const { state } = c.req.valid("json");
      const report = await confirmAssignment(context, actor, c.req.valid("param"), state, { dryRun });
      return c.json(wordedReport(report, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/documents/{document}/assignments/{assignment}/return",
      operationId: "returnAssignment",
      permission: "review",
      heavy: true,
      tags,
      summary:
        "Give all translations of an assignment that wait for a review back to the translator, as one import that can be undone",
      request: {
        params: onAssignment,
        query: Preview,
        ...json(z.strictObject({ reason: ReasonSchema }).openapi("AssignmentReturn")),
      },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { context, actor, messages } = c.var;
      const { dryRun = false } = c.req.valid("query");
      const { reason } = c.req.valid("json");
      const report = await returnAssignment(context, actor, c.req.valid("param"), reason, { dryRun });
      return c.json(wordedReport(report, messages), 200);
    },
  );
