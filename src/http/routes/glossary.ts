import { z } from "@hono/zod-openapi";
import { ownBytes } from "../../domain/bytes.ts";
import {
  ADMINISTRATIVE_STATUSES,
  type Concept,
  CONCEPT_STATUSES,
  EXAMPLE_FAILURES,
  type Foreign,
  PARTS_OF_SPEECH,
  TERM_TYPES,
} from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import { grants } from "../../services/access/roles.ts";
import { GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
import { assertOwnProposal } from "../../services/glossary/assert-own-proposal.ts";
import { commentOnConcept } from "../../services/glossary/comment-on-concept.ts";
import type { ConceptDraft } from "../../services/glossary/concept-draft.ts";
import { conceptHistory } from "../../services/glossary/concept-history.ts";
import type { ConceptView } from "../../services/glossary/concept-view.ts";
import { createConcept } from "../../services/glossary/create-concept.ts";
import { editConcept } from "../../services/glossary/edit-concept.ts";
import { getConcept } from "../../services/glossary/get-concept.ts";
import { listConcepts } from "../../services/glossary/list-concepts.ts";
import { mergeConcepts } from "../../services/glossary/merge-concepts.ts";
import { removeConcept } from "../../services/glossary/remove-concept.ts";
import { exportGlossary } from "../../services/glossary/export-glossary.ts";
import { importGlossary } from "../../services/glossary/import-glossary.ts";
import { type Impact, conceptImpact } from "../../services/glossary/concept-impact.ts";
import { runGlossaryExamples } from "../../services/glossary/run-glossary-examples.ts";
import { recogniseTerms } from "../../services/glossary/recognise-terms.ts";
import { describe, type Messages } from "../../messages/messages.ts";
import { respondCached, respondJson } from "../caching.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { expectedVersion, requiredVersion } from "../preconditions.ts";
import { readingShape, takeUpload, UPLOAD_LIMIT, uploadBody } from "../uploads.ts";
import { findingShape, wordedFinding } from "./checks.ts";
import { AnyId, byLanguage, Flag, LanguageSchema, LanguageTag, limitUpTo, ProblemWords } from "./schemas.ts";
import { UnitSchema } from "./units.ts";

const tags = ["glossary"];
const params = z.object({ concept: AnyId });

const Line = z.string().max(500);
const Paragraph = z.string().max(20_000);
/** An NMTOKEN, for TBX. */
const ConceptId = z.string().regex(/^[\w:.-]{1,100}$/u);
const Day = z.iso.date();

const ForeignSchema: z.ZodType<Foreign, Foreign> = z
  .strictObject({
    children: z.array(Paragraph).max(200).readonly().exactOptional(),
    sections: z.record(Line, z.array(Paragraph).max(200).readonly()).exactOptional(),
  })
  .openapi({
    type: "object",
    description: "Parts of an imported TBX entry that have no place in this model",
  });

const FormSchema = z.strictObject({
  text: Line,
  tags: Line.exactOptional(),
  homograph: z.boolean().exactOptional(),
  edited: z.enum(["added", "removed"]).exactOptional(),
});

const termShape = {
  language: LanguageSchema,
  tag: z.string().max(64).exactOptional(),
  text: Line,
  administrativeStatus: z.enum(ADMINISTRATIVE_STATUSES),
  forbidden: z.boolean().exactOptional(),
  partOfSpeech: z.enum(PARTS_OF_SPEECH).exactOptional(),
  type: z.enum(TERM_TYPES).exactOptional(),
  caseSensitive: z.boolean().exactOptional(),
  notInside: z
    .array(Line)
    .max(200)
    .readonly()
    .exactOptional()
    .openapi({ description: "Longer expressions in which it means something else" }),
  institution: Line.exactOptional(),
  citation: Paragraph.exactOptional(),
  notes: z.array(Paragraph).max(200).readonly().exactOptional(),
  validFrom: Day.exactOptional(),
  validUntil: Day.exactOptional(),
  foreign: ForeignSchema.exactOptional(),
};

const frameShape = {
  domain: Line.exactOptional(),
  mandatory: z.boolean().exactOptional(),
  nested: z.boolean().exactOptional(),
  definitions: byLanguage(z.strictObject({ text: Paragraph, source: Line.exactOptional() })).exactOptional(),
  source: Line.exactOptional(),
  notes: z.array(Paragraph).max(200).readonly().exactOptional(),
  examples: z
    .array(
      z.strictObject({
        texts: byLanguage(Paragraph),
        expect: z.enum(["pass", ...EXAMPLE_FAILURES]),
        note: Paragraph.exactOptional(),
      }),
    )
    .max(200)
    .readonly()
    .exactOptional(),
  foreign: ForeignSchema.exactOptional(),
};

const conceptShape = {
  ...frameShape,
  id: z.string(),
  status: z.enum(CONCEPT_STATUSES),
  terms: z.array(z.object({ ...termShape, forms: z.array(FormSchema).exactOptional() })),
};

const ConceptSchema: z.ZodType<ConceptView> = z
  .object({ ...conceptShape, version: z.int(), updated: z.string(), updatedBy: z.string() })
  .openapi("Concept");

const BareConcept: z.ZodType<Concept> = z.object(conceptShape);
const Comment = z.object({ text: z.string(), time: z.string(), author: z.string() });

const draftTerms = z
  .array(
    z.strictObject({
      ...termShape,
      administrativeStatus: termShape.administrativeStatus.default("preferred"),
      forms: z
        .array(z.union([Line, FormSchema]))
        .max(500)
        .readonly()
        .exactOptional()
        .openapi({ description: "Generated where absent; a list of words corrects what was generated" }),
    }),
  )
  .min(1)
  .max(200)
  .readonly();

const DraftSchema = z
  .strictObject({
    ...frameShape,
    id: ConceptId.exactOptional(),
    status: z.enum(CONCEPT_STATUSES).exactOptional(),
    terms: draftTerms,
  })
  .openapi("NewConcept") satisfies z.ZodType<ConceptDraft>;

const PatchSchema = z
  .strictObject({
    ...frameShape,
    status: z.enum(CONCEPT_STATUSES).exactOptional(),
    terms: draftTerms.exactOptional(),
  })
  .openapi("ConceptPatch") satisfies z.ZodType<Partial<Omit<ConceptDraft, "id">>>;

const etagOf = ({ version }: ConceptView) => ({ etag: `"v${version}"` });

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

function wordedImpact(found: Impact, texts: Messages) {
  const worded = ({ unit, findings }: Impact["breaks"][number]) => ({
    unit,
    findings: findings.map((finding) => wordedFinding(finding, texts)),
  });
  return { ...found, breaks: found.breaks.map(worded), mends: found.mends.map(worded) };
}

const { filename, encoding } = readingShape;
const GlossaryOptions = z.object({
  filename,
  encoding,
  format: z.enum(GLOSSARY_FORMATS).exactOptional(),
  replace: Flag.exactOptional().openapi({ description: "Concepts that the file lacks are taken away" }),
  dryRun: Flag.exactOptional(),
});

const ImportSchema = z.object({
  counts: z.object({ created: z.int(), changed: z.int(), same: z.int(), removed: z.int() }).readonly(),
  concepts: z
    .array(z.object({ id: z.string(), result: z.enum(["created", "changed", "same", "removed"]) }).readonly())
    .readonly(),
  warnings: z.array(ProblemWords),
});

export const glossaryRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts",
      permission: "read",
      tags,
      summary: "Concepts of the glossary",
      request: {
        query: z.object({
          after: AnyId.exactOptional(),
          limit: limitUpTo(1000, 100),
          q: z
            .string()
            .max(500)
            .exactOptional()
            .openapi({ description: "Part of a term, form or definition" }),
          domain: Line.exactOptional(),
          status: z.enum(CONCEPT_STATUSES).exactOptional(),
          language: LanguageTag.exactOptional(),
          findings: Flag.exactOptional().openapi({ description: "Only those that checks have found wrong" }),
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
      permission: "translate",
      shared: true,
      tags,
      summary: "Make a concept with its terms, whose forms are generated; a translator's is a proposal",
      request: json(DraftSchema),
      responses: {
        201: { description: "The concept", content: { "application/json": { schema: ConceptSchema } } },
      },
    }),
    async (c) => {
      const draft = c.req.valid("json");
      const decides = grants(c.var.principal.role, "terminology");
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
      permission: "read",
      tags,
      summary: "One concept with its comments",
      request: { params },
      responses: answers(
        z.intersection(
          ConceptSchema,
          z.object({
            comments: z.array(Comment).readonly(),
            createdBy: z.string().openapi({ description: "Who made or proposed it" }),
          }),
        ),
        "The concept",
      ),
    }),
    async (c) => {
      const found = await getConcept(c.var.context, c.req.valid("param").concept);
      return respondJson(c, found, { etag: `"v${found.version}-${found.comments.length.toString(16)}"` });
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/concepts/{concept}",
      permission: "translate",
      shared: true,
      tags,
      summary:
        "Change a concept; needs `If-Match`. Without `terminology`, only an own proposal that is not approved, and not its status",
      request: { params, ...json(PatchSchema) },
      responses: answers(ConceptSchema, "The concept as it is now"),
    }),
    async (c) => {
      const { concept } = c.req.valid("param");
      const patch = c.req.valid("json");
      if (!grants(c.var.principal.role, "terminology"))
        await assertOwnProposal(c.var.context, c.var.actor, concept, patch.status);
      const changed = await editConcept(c.var.context, c.var.actor, concept, requiredVersion(c), patch);
      return c.json(changed, 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/concepts/{concept}",
      permission: "translate",
      shared: true,
      tags,
      summary:
        "Take a concept away; its history stays. Without `terminology`, only an own proposal that is not approved",
      request: { params },
      responses: { 204: { description: "Taken away" } },
    }),
    async (c) => {
      const { concept } = c.req.valid("param");
      if (!grants(c.var.principal.role, "terminology"))
        await assertOwnProposal(c.var.context, c.var.actor, concept);
      await removeConcept(c.var.context, c.var.actor, concept, expectedVersion(c));
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}/history",
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
              concept: BareConcept.nullable(),
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
      path: "/api/v1/concepts/{concept}/comments",
      permission: "translate",
      shared: true,
      tags,
      summary: "Say something about a concept",
      request: { params, ...json(z.strictObject({ text: z.string().trim().min(1).max(20_000) })) },
      responses: {
        201: { description: "The comment", content: { "application/json": { schema: Comment } } },
      },
    }),
    async (c) => {
      const { text } = c.req.valid("json");
      return c.json(
        await commentOnConcept(c.var.context, c.var.actor, c.req.valid("param").concept, text),
        201,
      );
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/{concept}/merge",
      permission: "terminology",
      shared: true,
      tags,
      summary: "Take the terms of another concept into this one, which replaces it",
      request: { params, ...json(z.strictObject({ from: AnyId })) },
      responses: answers(ConceptSchema, "The concept as it is now"),
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
      permission: "read",
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
      permission: "read",
      tags,
      summary: "Which units a proposed change, or a new concept, would break or mend; nothing is saved",
      request: { params, ...json(PatchSchema) },
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
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/glossary",
      permission: "read",
      tags,
      summary: "The whole glossary as a file",
      request: {
        query: z.object({
          format: z.enum(GLOSSARY_FORMATS).default("tbx"),
          source: LanguageTag.exactOptional(),
          target: LanguageTag.exactOptional(),
        }),
      },
      responses: {
        200: {
          description: "The file",
          content: { "application/octet-stream": { schema: { type: "string" as const, format: "binary" } } },
        },
        304: { description: "The glossary has not changed" },
      },
    }),
    async (c) => {
      const { format, ...languages } = c.req.valid("query");
      const file = await exportGlossary(c.var.context, format, languages);
      return respondCached(c, ownBytes(file.bytes), {
        contentType: file.mediaType,
        cacheControl: "private, no-cache",
        etag: `"${file.hash}"`,
        headers: { "content-disposition": `attachment; filename="${file.filename}"` },
      });
    },
  )
  .openapi(
    operation({
      method: "put",
      path: "/api/v1/glossary",
      permission: "terminology",
      shared: true,
      tags,
      summary: "Take a glossary file in; concepts that it lacks stay, unless it is to replace the glossary",
      limit: UPLOAD_LIMIT,
      request: { query: GlossaryOptions, body: uploadBody },
      responses: answers(ImportSchema, "What became of each concept"),
    }),
    async (c) => {
      const { bytes, options } = await takeUpload(c, GlossaryOptions);
      const { context, actor, messages } = c.var;
      const { warnings, ...taken } = await importGlossary(context, actor, bytes, options);
      const worded = warnings.map((problem) => ({ ...problem, ...describe(messages, problem) }));
      return c.json({ ...taken, warnings: worded }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/glossary/examples",
      permission: "read",
      shared: true,
      tags,
      summary: "Run the examples of all concepts as tests of the glossary",
      responses: answers(
        z.object({
          total: z.int(),
          failed: z.int(),
          items: z.array(
            z.object({
              concept: z.string(),
              example: z.int().openapi({ description: "Its place among the concept's examples, from 0" }),
              expected: z.enum(["pass", ...EXAMPLE_FAILURES]),
              reported: z.array(z.enum(EXAMPLE_FAILURES)).readonly(),
              ok: z.boolean(),
            }),
          ),
        }),
        "How each came out, the failed ones first",
      ),
    }),
    async (c) => c.json(await runGlossaryExamples(c.var.context), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/terms/recognise",
      permission: "read",
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
