import { z } from "zod";
import { SKIPS } from "../domain/import.ts";
import { LANGUAGES } from "../domain/language.ts";

/** The fields of the server's answers that the commands need. Other fields are kept for `--json`. */

const words = z.looseObject({
  code: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  advice: z.string().optional(),
  place: z.looseObject({ line: z.number().optional(), unit: z.string().optional() }).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** What an export could not write into its file. */
export const exportWarningsSchema = z.looseObject({
  items: z.array(words.extend({ place: z.looseObject({ unit: z.string().optional() }).optional() })),
});
export type ExportWarning = z.infer<typeof exportWarningsSchema>["items"][number];

/** One side of a conflict. Its inline codes are objects. */
const sideSchema = z.looseObject({ content: z.array(z.unknown()) });

/** Units that an import left out for one reason. */
export const skippedSchema = z.looseObject({
  reason: z.enum(SKIPS),
  count: z.number(),
  examples: z.array(z.looseObject({ key: z.string(), line: z.number(), text: z.string() })),
});
export type Skipped = z.infer<typeof skippedSchema>;

export const reportSchema = z.looseObject({
  import: z.string().nullable(),
  /** Of `undo --last` over several imports: the imports that undid them. */
  imports: z.array(z.string()).exactOptional(),
  counts: z.record(z.string(), z.number()),
  units: z.array(
    z.looseObject({
      key: z.string(),
      result: z.string(),
      unit: z.string().optional(),
      language: z.string().optional(),
      line: z.number().optional(),
      problem: words.optional(),
      warnings: z.array(words).optional(),
      mine: sideSchema.optional(),
      theirs: sideSchema.optional(),
    }),
  ),
  warnings: z.array(words).default([]),
  skippedLanguages: z.record(z.string(), z.number()).default({}),
  skipped: z.array(skippedSchema).optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** The imports that a report is about; `undefined` when nothing was written. */
export function importsOf(report: Report): readonly string[] | undefined {
  if (report.imports !== undefined && report.imports.length > 0) return report.imports;
  return report.import === null ? undefined : [report.import];
}

const numberPerLanguage = z.partialRecord(z.enum(LANGUAGES), z.number());

export const documentSchema = z.looseObject({
  id: z.string(),
  collection: z.string(),
  title: z.string(),
  format: z.string(),
  /** Of website strings. */
  namespace: z.string().nullish(),
  /** The file that it was made from, with its folder. */
  file: z
    .looseObject({
      name: z.string().optional(),
      version: z.string().optional(),
      source: z.enum(LANGUAGES).optional(),
      target: z.enum(LANGUAGES).optional(),
    })
    .optional(),
  units: z.number(),
  /** Units that can have a text in each language. */
  expected: numberPerLanguage.default({}),
  /** Variants by language and state. */
  states: z.partialRecord(z.enum(LANGUAGES), z.record(z.string(), z.number())).default({}),
  stale: numberPerLanguage.default({}),
});
export type DocumentView = z.infer<typeof documentSchema>;

export const createdSchema = z.looseObject({
  document: z.looseObject({ id: z.string() }),
  report: reportSchema,
});

export const importSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  document: z.string().nullable(),
  /** Of a write to one concept. */
  concept: z.string().optional(),
  author: z.string(),
  time: z.string(),
  undone: z.boolean(),
  counts: z.record(z.string(), z.number()),
  filename: z.string().optional(),
});

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.looseObject({ items: z.array(item), next: z.string().nullable() });

export const meSchema = z.looseObject({ name: z.string(), role: z.string() });

export const tokenSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  role: z.string(),
  collection: z.string().nullable(),
  expires: z.string().nullable(),
  used: z.string().nullable(),
});

export const personSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  roles: z.record(z.string(), z.string()),
  disabled: z.string().nullable(),
  used: z.string().nullable(),
});

const text = z.looseObject({ language: z.string().optional(), text: z.string() });

const penalty = z.looseObject({ name: z.string(), points: z.number() });

export const lookupSchema = z.looseObject({
  results: z.array(
    z.looseObject({
      matches: z.array(
        z.looseObject({
          score: z.number(),
          kind: z.string(),
          unit: z.string(),
          document: z.string(),
          source: text,
          targets: z.record(
            z.string(),
            z.looseObject({
              text: z.string(),
              state: z.string().optional(),
              score: z.number().optional(),
              penalties: z.array(penalty).default([]),
              adapted: z.boolean().default(false),
              original: z.string().optional(),
            }),
          ),
          ambiguous: z.boolean().default(false),
          via: text.optional(),
          explanation: z.looseObject({ numbers: z.array(z.unknown()).default([]) }).optional(),
        }),
      ),
      truncated: z.boolean().optional(),
    }),
  ),
});

export const findingsSchema = z.looseObject({
  findings: z.array(
    z.looseObject({
      check: z.string(),
      severity: z.string(),
      certainty: z.string().optional(),
      /** Id of a stored unit, or place in the list that was sent. */
      unit: z.union([z.string(), z.number()]),
      languages: z.array(z.string()),
      message: z.string(),
    }),
  ),
});
export type CliFinding = z.infer<typeof findingsSchema>["findings"][number];

export const termsSchema = z.looseObject({
  terms: z.array(
    z.looseObject({
      concept: z.string(),
      term: z.string(),
      start: z.number(),
      end: z.number(),
      certainty: z.string(),
    }),
  ),
});

export const publicSettingsSchema = z.looseObject({
  everything: z.boolean(),
  domains: z.array(z.looseObject({ domain: z.string(), concepts: z.number(), public: z.boolean() })),
  collections: z.array(z.string()),
  documents: z.array(z.string()),
});

export const glossaryImportSchema = z.looseObject({
  import: z.string().nullable().default(null),
  counts: z.record(z.string(), z.number()),
  columns: z.array(z.object({ column: z.string(), role: z.string().nullable() })).default([]),
  concepts: z
    .array(
      z.looseObject({
        id: z.string(),
        result: z.string(),
        name: z.string().default(""),
        entry: z.string().optional(),
      }),
    )
    .default([]),
  warnings: z.array(words).default([]),
  rejected: z.array(words).default([]),
});

const hitSchema = z.looseObject({ start: z.number(), end: z.number() });
export type CliHit = z.infer<typeof hitSchema>;
const hitVariant = z.looseObject({ text: z.string(), hits: z.array(hitSchema) }).optional();
export const concordanceSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      document: z.string(),
      key: z.string(),
      variants: z.looseObject({ en: hitVariant, ru: hitVariant, zh: hitVariant }),
    }),
  ),
  total: z.number(),
  complete: z.boolean(),
  next: z.string().nullable(),
});
