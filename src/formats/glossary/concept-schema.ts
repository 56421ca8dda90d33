import { z } from "zod";
import {
  ADMINISTRATIVE_STATUSES,
  CONCEPT_STATUSES,
  EXAMPLE_FAILURES,
  GENDERS,
  GRAMMATICAL_NUMBERS,
  PARTS_OF_SPEECH,
  REGISTERS,
  RELATION_TYPES,
  TERM_TYPES,
} from "../../domain/concept.ts";
import type { Concept } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";

const text = z.string().max(20_000);
const word = z.string().min(1).max(500);
const language = z.enum(LANGUAGES);
/** An NMTOKEN of XML, so that every format can use it as an id. */
const id = z.string().regex(/^[\p{L}\p{N}._:-]{1,200}$/u);
const address = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/.*$/u);
const day = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u);

const form = z.strictObject({
  text: word,
  tags: z.string().max(200).exactOptional(),
  homograph: z.boolean().exactOptional(),
  edited: z.enum(["added", "removed"]).exactOptional(),
});

const foreign = z.strictObject({
  children: z.array(z.string()).exactOptional(),
  sections: z.record(z.string(), z.array(z.string())).exactOptional(),
});

const term = z.strictObject({
  language,
  tag: z.string().min(1).max(64).exactOptional(),
  text: word,
  administrativeStatus: z.enum(ADMINISTRATIVE_STATUSES),
  forbidden: z.boolean().exactOptional(),
  partOfSpeech: z.enum(PARTS_OF_SPEECH).exactOptional(),
  type: z.enum(TERM_TYPES).exactOptional(),
  gender: z.enum(GENDERS).exactOptional(),
  grammaticalNumber: z.enum(GRAMMATICAL_NUMBERS).exactOptional(),
  register: z.enum(REGISTERS).exactOptional(),
  region: text.exactOptional(),
  usageNote: text.exactOptional(),
  caseSensitive: z.boolean().exactOptional(),
  notInside: z.array(word).max(500).exactOptional(),
  institution: text.exactOptional(),
  citation: text.exactOptional(),
  notes: z.array(text).exactOptional(),
  validFrom: day.exactOptional(),
  validUntil: day.exactOptional(),
  forms: z.array(form).max(2000).exactOptional(),
  foreign: foreign.exactOptional(),
});

const example = z.strictObject({
  texts: z.partialRecord(language, text),
  expect: z.enum(["pass", ...EXAMPLE_FAILURES]),
  note: text.exactOptional(),
});

/** The schema of a concept as JSON, with exactly the properties of the model. */
export const conceptSchema = z.strictObject({
  id,
  domain: text.exactOptional(),
  status: z.enum(CONCEPT_STATUSES),
  mandatory: z.boolean().exactOptional(),
  nested: z.boolean().exactOptional(),
  definitions: z
    .partialRecord(language, z.strictObject({ text, source: text.exactOptional() }))
    .exactOptional(),
  source: text.exactOptional(),
  notes: z.array(text).exactOptional(),
  relations: z
    .array(z.strictObject({ type: z.enum(RELATION_TYPES), concept: id }))
    .max(500)
    .exactOptional(),
  links: z
    .array(z.strictObject({ url: address, text: text.exactOptional() }))
    .max(200)
    .exactOptional(),
  picture: address.exactOptional(),
  doNotTranslate: z.boolean().exactOptional(),
  terms: z.array(term).max(500),
  examples: z.array(example).max(500).exactOptional(),
  foreign: foreign.exactOptional(),
}) satisfies z.ZodType<Concept>;
