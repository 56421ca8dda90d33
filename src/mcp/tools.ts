import { z } from "zod";
import { CHECK_IDS } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import { type Ask, type Asked, at, jsonOf, textOf } from "./ask.ts";
import { type ListedUnit, shortUnit } from "./units.ts";

/** A tool for an agent. */
export interface Tool {
  readonly name: string;
  /** For the agent; its title for people is in `locales/`. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** True when it writes: always proposals, or taking them back. */
  readonly writes?: true;
  /** The answer: text for the agent, or data. @throws {Refused} */
  readonly run: (ask: Ask, input: unknown) => Promise<string | object>;
}

/** Gives the function the input in the type of its schema. */
function tool<Input extends z.ZodObject>(
  parts: Omit<Tool, "input" | "run"> & {
    readonly input: Input;
    readonly run: (ask: Ask, input: z.output<Input>) => Promise<string | object>;
  },
): Tool {
  return { ...parts, run: (ask, input) => parts.run(ask, parts.input.parse(input)) };
}

// A lone dot or two would lead to another path.
const Id = z
  .string()
  .max(200)
  .regex(/^(?!\.{1,2}$)./u);
const Language = z.enum(LANGUAGES);
const Text = z.string().max(20_000);
const Texts = z.object({ en: Text.optional(), ru: Text.optional(), zh: Text.optional() });
const Work = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe("Name of your work. Use the same name in all calls: then one undo takes all of it back");

const post = (path: string, body: object): Asked => ({ method: "POST", path, body });
const get = (path: string, query?: Asked["query"]): Asked => ({
  method: "GET",
  path,
  ...(query === undefined ? {} : { query }),
});

export const TOOLS: readonly Tool[] = [
  tool({
    name: "lookup",
    description:
      "Finds earlier translations of segments in the translation memory: exact, in context, fuzzy (with score), or through the third language.",
    input: z.object({
      source: Language,
      targets: z.array(Language).max(3).optional(),
      segments: z
        .array(z.object({ text: Text, previous: Text.optional(), next: Text.optional() }))
        .min(1)
        .max(50),
      threshold: z.number().min(0).max(1).optional().describe("Least score / 100; 0.7 unless told"),
      limit: z.int().min(1).max(10).default(3),
    }),
    run: (ask, input) => jsonOf(ask, post(at`/lookup`, { ...input, explain: false })),
  }),
  tool({
    name: "concordance",
    description:
      "Searches inside all segments, in three languages. Inflected forms of Russian and English words are found too.",
    input: z.object({
      q: z.string().min(1).max(200),
      language: Language.optional(),
      collection: Id.optional(),
      limit: z.int().min(1).max(50).default(10),
      after: z.string().max(60).optional().describe("`next` of the page before"),
    }),
    run: (ask, input) => jsonOf(ask, get(at`/concordance`, input)),
  }),
  tool({
    name: "terms_in_text",
    description:
      "Finds the glossary's terms in a text, inflected or not. For each concept: its terms in all languages with status (preferred, admitted, deprecated, forbidden), who prescribes them, and definitions.",
    input: z.object({ language: Language, text: Text }),
    run: async (ask, input) => {
      const { terms } = (await jsonOf(ask, post(at`/terms/recognise`, input))) as {
        terms: { concept: string }[];
      };
      const ids = [...new Set(terms.map(({ concept }) => concept))].slice(0, 50);
      const concepts = await Promise.all(ids.map((id) => jsonOf(ask, get(at`/concepts/${id}`))));
      return { terms, concepts: concepts.map(shortConcept) };
    },
  }),
  tool({
    name: "brief",
    description:
      "All that one has to know to translate segments: earlier translations, terms with the forms that may occur and that are forbidden, numbers in the target's notation, neighbours, the third language, inline codes, checks. Ask for it before you translate.",
    input: z.object({
      source: Language,
      targets: z.array(Language).max(2).optional(),
      segments: z
        .array(z.union([z.object({ unit: Id }), z.object({ text: Text })]))
        .min(1)
        .max(50)
        .describe("Ids of stored units, or texts"),
      document: Id.optional(),
      budget: z.int().min(500).max(100_000).default(12_000).describe("Size of all briefs, in tokens"),
    }),
    run: (ask, input) =>
      textOf(ask, { ...post(at`/brief`, { ...input, measure: "tokens" }), accept: "text/markdown" }),
  }),
  tool({
    name: "check_translation",
    description:
      "Checks translations: terminology in inflected forms, numbers and dates by value, omissions, codes, punctuation, spelling. Check your translation and repair it before you propose it.",
    input: z.object({
      units: z.array(Texts).min(1).max(50).describe("Texts of one unit by language"),
      checks: z.array(z.enum(CHECK_IDS)).optional(),
      collection: Id.optional().describe("Whose settings hold"),
    }),
    run: (ask, input) => jsonOf(ask, post(at`/check`, input)),
  }),
  tool({
    name: "list_work",
    description:
      "What there is to do. Without parameters: the collections. With a collection: its documents with counts by state. With a document: its units that lack a translation, are not confirmed, are stale, or have findings.",
    input: z.object({
      collection: Id.optional(),
      document: Id.optional(),
      language: Language.optional().describe("The language to translate into"),
      kind: z.enum(["missing", "initial", "stale", "findings"]).default("missing"),
      limit: z.int().min(1).max(100).default(20),
      after: z.string().max(200).optional().describe("`next` of the page before"),
    }),
    run: async (ask, { collection, document, language, kind, limit, after }) => {
      const page = { limit, after };
      if (document === undefined)
        return jsonOf(
          ask,
          get(collection === undefined ? at`/collections` : at`/collections/${collection}/documents`, page),
        );
      if (kind === "findings") return jsonOf(ask, get(at`/findings`, { document, language, ...page }));
      return unitPage(ask, document, { language, state: kind, ...page });
    },
  }),
  tool({
    name: "get_document",
    description: "Units of a document in order, with their texts in all languages.",
    input: z.object({
      document: Id,
      limit: z.int().min(1).max(200).default(50),
      after: z.string().max(200).optional().describe("`next` of the page before"),
    }),
    run: (ask, { document, ...page }) => unitPage(ask, document, page),
  }),
  tool({
    name: "align",
    description: "Says which sentences of texts in two or three languages belong together. Saves nothing.",
    input: z.object({
      texts: z.object({
        en: z.string().max(100_000).optional(),
        ru: z.string().max(100_000).optional(),
        zh: z.string().max(100_000).optional(),
      }),
    }),
    run: (ask, input) => jsonOf(ask, post(at`/align`, input)),
  }),
  tool({
    name: "propose_translation",
    description:
      "Proposes translations of stored units. They wait for a person, and are no part of the memory until then. A text by a person is never replaced: the proposal stands beside it as a suggestion (`conflict`).",
    writes: true,
    input: z.object({
      work: Work,
      translations: z
        .array(
          z.object({
            unit: Id,
            language: Language,
            source: Language.optional().describe("The language that you translated from"),
            text: Text.optional().describe("A text without inline codes"),
            content: z
              .array(z.union([Text, z.record(z.string(), z.unknown())]))
              .max(1000)
              .optional()
              .describe("A text with inline codes: strings and the codes of the source, in order"),
          }),
        )
        .min(1)
        .max(100),
    }),
    run: (ask, input) => jsonOf(ask, post(at`/proposals`, input)),
  }),
  tool({
    name: "propose_concept",
    description:
      "Proposes concepts for the glossary, with their terms. They wait for a terminologist. What the glossary has already is `same`.",
    writes: true,
    input: z.object({
      work: Work,
      concepts: z
        .array(
          z.object({
            domain: z.string().max(500).optional(),
            terms: z
              .array(
                z.object({
                  language: Language,
                  text: z.string().min(1).max(500),
                  administrativeStatus: z.enum(["preferred", "admitted", "deprecated"]).optional(),
                  institution: z.string().max(500).optional().describe("Who uses or prescribes it"),
                  citation: Text.optional().describe("Where it was found"),
                }),
              )
              .min(1)
              .max(30),
            definitions: z
              .partialRecord(Language, z.object({ text: Text, source: z.string().max(500).optional() }))
              .optional(),
            notes: z.array(Text).max(20).optional(),
          }),
        )
        .min(1)
        .max(20),
    }),
    run: (ask, input) => jsonOf(ask, post(at`/proposals`, input)),
  }),
  tool({
    name: "undo",
    description:
      "Takes your work back as a whole: the `proposal` of a receipt, with all calls of the same work. What people changed since stays and is listed.",
    writes: true,
    input: z.object({ proposal: Id.describe("`proposal` of a receipt, such as p3") }),
    run: (ask, { proposal }) => jsonOf(ask, post(at`/proposals/${proposal}/undo`, {})),
  }),
];

async function unitPage(ask: Ask, document: string, query: Asked["query"]): Promise<object> {
  const { items, next } = (await jsonOf(ask, get(at`/documents/${document}/units`, query))) as {
    items: ListedUnit[];
    next: string | null;
  };
  return { document, units: items.map(shortUnit), next };
}

interface FoundTerm {
  readonly language: string;
  readonly text: string;
  readonly administrativeStatus: string;
  readonly forbidden?: boolean;
  readonly institution?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** A concept without what a translation does not need. */
function shortConcept(concept: Readonly<Record<string, unknown>>): object {
  const { id, domain, status, mandatory, definitions, terms } = concept;
  return {
    ...{ id, domain, status, mandatory, definitions },
    terms: (terms as readonly FoundTerm[]).map(
      ({ language, text, administrativeStatus, forbidden, institution, validFrom, validUntil }) => ({
        ...{ language, text, institution, validFrom, validUntil },
        status: forbidden === true ? "forbidden" : administrativeStatus,
      }),
    ),
  };
}
