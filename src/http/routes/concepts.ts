import { z } from "@hono/zod-openapi";
import { CONCEPT_STATUSES, RELATION_TYPES } from "../../domain/concept.ts";
import { sha256 } from "../../domain/bytes.ts";
import { Problem } from "../../domain/problem.ts";
import { assertOwnProposal } from "../../services/glossary/assert-own-proposal.ts";
import { conceptHistory } from "../../services/glossary/concept-history.ts";
import type { ConceptView } from "../../services/glossary/concept-view.ts";
import { conceptUses } from "../../services/glossary/concept-uses.ts";
import { createConcept } from "../../services/glossary/create-concept.ts";
import { editConcept } from "../../services/glossary/edit-concept.ts";
import { getConcept } from "../../services/glossary/get-concept.ts";
import { listConcepts } from "../../services/glossary/list-concepts.ts";
import { listSubjects } from "../../services/glossary/list-subjects.ts";
import { mergeConcepts } from "../../services/glossary/merge-concepts.ts";
import { removeConcept } from "../../services/glossary/remove-concept.ts";
import { removeConcepts } from "../../services/glossary/remove-concepts.ts";
import { restoreConcept } from "../../services/glossary/restore-concept.ts";
import type { ConceptSelection } from "../../services/glossary/select-concepts.ts";
import { setConceptStatuses } from "../../services/glossary/set-concept-statuses.ts";
import { similarConcepts } from "../../services/glossary/similar-concepts.ts";
import { type Impact, conceptImpact } from "../../services/glossary/concept-impact.ts";
import type { Messages } from "../../messages/messages.ts";
import { respondJson } from "../caching.ts";
import { CommentSchema } from "./comment-schema.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { expectedVersion, requiredVersion } from "../preconditions.ts";
import {
  AnyId,
  byLanguage,
  Flag,
  LanguageSchema,
  LanguageTag,
  limitUpTo,
  listOf,
  several,
} from "./schemas.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import { UnitSchema } from "./units.ts";
import { findingShape, wordedFinding } from "./finding-schema.ts";
import {
  AfterConcept,
  ConceptSchema,
  BareConceptSchema,
  ConceptDraftSchema,
  ConceptPatchSchema,
  Line,
  WrittenConceptSchema,
} from "./concept-schema.ts";

const tags = ["glossary"];
const params = z.object({ concept: AnyId });

const etagOf = ({ version }: ConceptView) => ({ etag: `"v${version}"` });

const RelatedConcept = z.object({
  type: z.enum(RELATION_TYPES),
  concept: z.string(),
  name: z.string(),
  isTheirs: z.boolean().openapi({ description: "The other concept holds the relation" }),
});

const ConceptWithComments = z.intersection(
  ConceptSchema,
  z.object({
    comments: z.array(CommentSchema).readonly(),
    open: z.boolean().openapi({ description: "The thread of comments is an open question" }),
    createdBy: z.string().openapi({ description: "Who made or proposed it" }),
    related: z
      .array(RelatedConcept)
      .readonly()
      .openapi({ description: "Its relations, and those of others to it as seen from here" }),
  }),
);

const Range = z.object({ start: z.int(), end: z.int() });

const ImpactedUnit = z.object({
  unit: UnitSchema,
  findings: z.array(z.object(findingShape)).readonly(),
});
const ImpactSchema = z
  .object({
    units: z.int(),
    truncated: z.boolean(),
    breaks: z.array(ImpactedUnit).readonly(),
    mends: z.array(ImpactedUnit).readonly(),
  })
  .openapi("Impact");

const selectionShape = {
  q: z.string().max(500).exactOptional().openapi({ description: "Part of a term, form or definition" }),
  domain: Line.exactOptional(),
  status: z.enum(CONCEPT_STATUSES).exactOptional(),
  language: LanguageTag.exactOptional(),
  findings: Flag.exactOptional().openapi({ description: "Only those that checks have found wrong" }),
};

/** A selection of concepts for a change of all of them. */
const SelectionQuery = z.object({
  concept: several(AnyId),
  ...selectionShape,
  dryRun: Flag.exactOptional(),
});

/**
 * The selection of a query.
 *
 * @throws {Problem} `invalid-fields` if nothing restricts it: a forgotten parameter must not change the whole glossary
 */
function selectionOf({
  concept,
  ...rest
}: Omit<z.output<typeof SelectionQuery>, "dryRun">): ConceptSelection {
  if (concept === undefined && Object.keys(rest).length === 0)
    throw new Problem("invalid-fields", {}, { field: "concept" });
  return { ...(concept === undefined ? {} : { concepts: concept }), ...rest };
}

function wordedImpact(found: Impact, texts: Messages) {
  const worded = ({ unit, findings }: Impact["breaks"][number]) => ({
    unit,
    findings: findings.map((finding) => wordedFinding(finding, texts)),
  });
  return { ...found, breaks: found.breaks.map(worded), mends: found.mends.map(worded) };
}

export const conceptRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts",
      operationId: "listConcepts",
      permission: "read",
      tags,
      summary: "Concepts of the glossary",
      request: {
        query: z.object({
          after: AfterConcept.exactOptional(),
          limit: limitUpTo(1000, 100),
          ...selectionShape,
        }),
      },
      responses: answers(
        z.object({ items: z.array(ConceptSchema), next: z.string().nullable(), total: z.int() }),
        "Concepts in the order of their ids",
      ),
    }),
    async (c) => c.json(await listConcepts(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts",
      operationId: "createConcept",
      permission: "translate",
      heavy: true,
      shared: true,
      tags,
      summary: "Make a concept with its terms, whose forms are generated; a translator's is a proposal",
      request: json(ConceptDraftSchema),
      responses: {
        201: {
          description: "The concept",
          content: { "application/json": { schema: WrittenConceptSchema } },
        },
      },
    }),
    async (c) => {
      const draft = c.req.valid("json");
      const decides = c.var.may("terminology");
      const status = draft.status ?? (decides ? "approved" : "proposed");
      if (status !== "proposed" && !decides) throw new Problem("forbidden");
      const made = await createConcept(c.var.context, c.var.actor, { ...draft, status });
      return c.json(made, 201, { ...etagOf(made), location: `/api/v1/concepts/${made.id}` });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}",
      operationId: "getConcept",
      permission: "read",
      tags,
      summary: "One concept with its comments",
      request: { params },
      responses: answers(ConceptWithComments, "The concept"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const found = await getConcept(context, actor, c.req.valid("param").concept);
      // What was said, and the relations of other concepts, belong to the answer too.
      const { related, comments, open } = found;
      const rest = await sha256(new TextEncoder().encode(JSON.stringify([related, comments, open])));
      return respondJson(c, found, { etag: `"v${found.version}-${rest.slice(0, 16)}"` });
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/concepts/{concept}",
      operationId: "updateConcept",
      permission: "translate",
      heavy: true,
      shared: true,
      tags,
      summary:
        "Change a concept; needs `If-Match`. Without `terminology`, only an own proposal that is not approved, and not its status",
      request: { params, ...json(ConceptPatchSchema) },
      responses: answers(WrittenConceptSchema, "The concept as it is now"),
    }),
    async (c) => {
      const { concept } = c.req.valid("param");
      const patch = c.req.valid("json");
      if (!c.var.may("terminology"))
        await assertOwnProposal(c.var.context, c.var.actor, concept, patch.status);
      const changed = await editConcept(c.var.context, c.var.actor, concept, requiredVersion(c), patch);
      return c.json(changed, 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/concepts/{concept}",
      operationId: "deleteConcept",
      permission: "translate",
      heavy: true,
      shared: true,
      tags,
      summary:
        "Take a concept away; its history stays. Without `terminology`, only an own proposal that is not approved",
      request: { params },
      responses: {
        204: {
          description: "Taken away",
          headers: { "polynya-import": { description: "Id of the import", schema: { type: "string" } } },
        },
      },
    }),
    async (c) => {
      const { concept } = c.req.valid("param");
      if (!c.var.may("terminology")) await assertOwnProposal(c.var.context, c.var.actor, concept);
      const made = await removeConcept(c.var.context, c.var.actor, concept, expectedVersion(c));
      return c.body(null, 204, { "polynya-import": made });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}/history",
      operationId: "getConceptHistory",
      permission: "read",
      tags,
      summary: "The life of a concept, newest first, also of one that is gone",
      request: { params },
      responses: answers(
        z.object({
          items: z.array(
            z.object({
              version: z.int(),
              time: z.string(),
              author: z.string(),
              import: z.string().exactOptional(),
              successor: z
                .string()
                .exactOptional()
                .openapi({ description: "Of a removal: the concept that it was merged into" }),
              concept: BareConceptSchema.nullable(),
            }),
          ),
          next: z.null(),
        }),
        "Its changes",
      ),
    }),
    async (c) => {
      const items = await conceptHistory(c.var.context, c.req.valid("param").concept);
      return c.json({ items, next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/similar",
      operationId: "findSimilarConcepts",
      permission: "read",
      heavy: true,
      tags,
      summary: "Concepts with the same or nearly the same terms",
      request: json(
        z.strictObject({
          terms: z.array(z.strictObject({ language: LanguageTag, text: Line })).max(200),
          except: AnyId.exactOptional().openapi({ description: "The concept that the terms belong to" }),
        }),
      ),
      responses: answers(
        z.object({
          items: z.array(
            z.object({
              concept: z.string(),
              name: z.string(),
              kind: z.enum(["same", "near"]),
              language: LanguageSchema,
              term: z.string(),
              known: z.string(),
            }),
          ),
          next: z.null(),
        }),
        "The same ones first",
      ),
    }),
    async (c) => {
      const { terms, except } = c.req.valid("json");
      return c.json({ items: await similarConcepts(c.var.context, terms, except), next: null }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}/uses",
      operationId: "listConceptUses",
      permission: "read",
      heavy: true,
      tags,
      summary: "Units that have a term of the concept in any form, with the texts of all languages",
      request: {
        params,
        query: z.object({
          after: z.coerce.number().int().min(0).exactOptional(),
          limit: limitUpTo(200, 20),
        }),
      },
      responses: answers(
        listOf(z.object({ unit: UnitSchema, hits: byLanguage(z.array(Range).readonly()) })),
        "Units in the order in which they were made",
      ),
    }),
    async (c) => {
      const { concept } = c.req.valid("param");
      return c.json(await conceptUses(c.var.context, c.var.actor, concept, c.req.valid("query")), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/subjects",
      operationId: "listSubjects",
      permission: "read",
      tags,
      summary: "The tree of subjects, with the number of concepts in each",
      responses: answers(
        z.object({ items: z.array(z.object({ subject: z.string(), concepts: z.int() })), next: z.null() }),
        "Each behind the broader one",
      ),
    }),
    async (c) => c.json({ items: await listSubjects(c.var.context), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/{concept}/restore",
      operationId: "restoreConcept",
      permission: "terminology",
      heavy: true,
      shared: true,
      tags,
      summary: "Make a concept what it was at an earlier version; needs `If-Match` unless it is gone",
      request: { params, ...json(z.strictObject({ version: z.int().min(1) })) },
      responses: answers(WrittenConceptSchema, "The concept as it is now"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { version } = c.req.valid("json");
      const { concept } = c.req.valid("param");
      const restored = await restoreConcept(context, actor, concept, version, expectedVersion(c));
      return c.json(restored, 200, etagOf(restored));
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/concepts",
      operationId: "updateConcepts",
      permission: "terminology",
      heavy: true,
      shared: true,
      tags,
      summary: "Give a status to all concepts of a selection, as one import that can be undone",
      request: {
        query: SelectionQuery,
        ...json(z.strictObject({ status: z.enum(CONCEPT_STATUSES) }).openapi("ConceptsPatch")),
      },
      responses: answers(ReportSchema, "What became of each concept"),
    }),
    async (c) => {
      const { dryRun = false, ...query } = c.req.valid("query");
      const { context, actor, messages } = c.var;
      const { status } = c.req.valid("json");
      const report = await setConceptStatuses(context, actor, selectionOf(query), status, { dryRun });
      return c.json(wordedReport(report, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/concepts",
      operationId: "deleteConcepts",
      permission: "terminology",
      heavy: true,
      shared: true,
      tags,
      summary: "Take all concepts of a selection away, as one import that can be undone",
      request: { query: SelectionQuery.extend({ removing: z.coerce.number().int().min(0).exactOptional() }) },
      responses: answers(ReportSchema, "What became of each concept"),
    }),
    async (c) => {
      const { dryRun, removing, ...query } = c.req.valid("query");
      const { context, actor, messages } = c.var;
      const report = await removeConcepts(context, actor, selectionOf(query), {
        ...(dryRun === undefined ? {} : { dryRun }),
        ...(removing === undefined ? {} : { removing }),
      });
      return c.json(wordedReport(report, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/{concept}/merge",
      operationId: "mergeConcepts",
      permission: "terminology",
      heavy: true,
      shared: true,
      tags,
      summary: "Take the terms of another concept into this one, which replaces it",
      request: { params, ...json(z.strictObject({ from: AnyId })) },
      responses: answers(WrittenConceptSchema, "The concept as it is now"),
    }),
    async (c) => {
      const { from } = c.req.valid("json");
      const merged = await mergeConcepts(c.var.context, c.var.actor, c.req.valid("param").concept, from);
      return c.json(merged, 200, etagOf(merged));
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}/impact",
      operationId: "getRemovalImpact",
      permission: "read",
      heavy: true,
      tags,
      summary: "Which units would break or mend if this concept were taken away",
      request: { params },
      responses: answers(ImpactSchema, "Findings that would come and go"),
    }),
    async (c) => {
      const found = await conceptImpact(c.var.context, c.var.actor, c.req.valid("param").concept);
      return c.json(wordedImpact(found, c.var.messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/{concept}/impact",
      operationId: "getChangeImpact",
      permission: "read",
      heavy: true,
      tags,
      summary: "Which units a proposed change, or a new concept, would break or mend; nothing is saved",
      request: { params, ...json(ConceptPatchSchema) },
      responses: answers(ImpactSchema, "Findings that would come and go"),
    }),
    async (c) => {
      const found = await conceptImpact(
        c.var.context,
        c.var.actor,
        c.req.valid("param").concept,
        c.req.valid("json"),
      );
      return c.json(wordedImpact(found, c.var.messages), 200);
    },
  );
