import { z } from "@hono/zod-openapi";
import {
  ADMINISTRATIVE_STATUSES,
  type Concept,
  CONCEPT_STATUSES,
  EXAMPLE_FAILURES,
  type Foreign,
  GENDERS,
  GRAMMATICAL_NUMBERS,
  PARTS_OF_SPEECH,
  REGISTERS,
  RELATION_TYPES,
  TERM_TYPES,
} from "../../domain/concept.ts";
import type { ConceptDraft } from "../../services/glossary/concept-draft.ts";
import type { ConceptView } from "../../services/glossary/concept-view.ts";
import { byLanguage, LanguageSchema } from "./schemas.ts";

/** Schemas of concepts with their terms, in requests and in answers. */

export const Line = z.string().max(500);
const Paragraph = z.string().max(20_000);
/** A place in a list of concepts: any id that one can have, also of one that is gone. */
export const AfterConcept = z.string().regex(/^[\p{L}\p{M}\p{N}_:.·-]{1,200}$/u);
/** Id of a concept: an NMTOKEN, because TBX requires one. */
const ConceptId = z.string().regex(/^[\w:.-]{1,100}$/u);
const Address = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/.*$/u);
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
  gender: z.enum(GENDERS).exactOptional(),
  grammaticalNumber: z.enum(GRAMMATICAL_NUMBERS).exactOptional(),
  register: z.enum(REGISTERS).exactOptional(),
  region: Line.exactOptional(),
  usageNote: Paragraph.exactOptional(),
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
  domain: Line.exactOptional().openapi({
    description: "Subject; a narrower one behind the broader one: `law > law of the sea`",
  }),
  mandatory: z.boolean().exactOptional(),
  nested: z.boolean().exactOptional(),
  definitions: byLanguage(z.strictObject({ text: Paragraph, source: Line.exactOptional() })).exactOptional(),
  source: Line.exactOptional(),
  notes: z.array(Paragraph).max(200).readonly().exactOptional(),
  relations: z
    .array(z.strictObject({ type: z.enum(RELATION_TYPES), concept: z.string().min(1).max(200) }))
    .max(500)
    .readonly()
    .exactOptional(),
  links: z
    .array(z.strictObject({ url: Address, text: Line.exactOptional() }))
    .max(200)
    .readonly()
    .exactOptional()
    .openapi({ description: "References to pages elsewhere" }),
  picture: z
    .union([Address, z.literal("")])
    .exactOptional()
    .openapi({ description: "Address of a picture; empty: none" }),
  doNotTranslate: z.boolean().exactOptional().openapi({
    description: "A name that stays as it is: its first term becomes the term of every language without one",
  }),
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

export const ConceptSchema: z.ZodType<ConceptView> = z
  .object({ ...conceptShape, version: z.int(), updated: z.string(), updatedBy: z.string() })
  .openapi("Concept");

/** A concept after a write. */
export const WrittenConceptSchema = z.intersection(
  ConceptSchema,
  z.object({
    import: z.string().nullable().openapi({ description: "The import; `null` when nothing was written" }),
  }),
);

export const BareConceptSchema: z.ZodType<Concept> = z.object(conceptShape);

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

export const ConceptDraftSchema = z
  .strictObject({
    ...frameShape,
    id: ConceptId.exactOptional(),
    status: z.enum(CONCEPT_STATUSES).exactOptional(),
    terms: draftTerms,
  })
  .openapi("NewConcept") satisfies z.ZodType<ConceptDraft>;

export const ConceptPatchSchema = z
  .strictObject({
    ...frameShape,
    status: z.enum(CONCEPT_STATUSES).exactOptional(),
    terms: draftTerms.exactOptional(),
  })
  .openapi("ConceptPatch") satisfies z.ZodType<Partial<Omit<ConceptDraft, "id">>>;
