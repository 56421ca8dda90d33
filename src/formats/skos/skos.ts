import { allowedTerms, type Concept } from "../../domain/concept.ts";
import { DEFAULT_TAGS, type Language, LANGUAGES } from "../../domain/language.ts";

/** A concept with what SKOS says of it beside its terms. */
export interface SkosConcept {
  readonly concept: Concept;
  /** Day of the last change, ISO 8601. */
  readonly day: string;
  readonly version: number;
  /** Sentences that show its use. */
  readonly examples?: readonly { readonly [language in Language]?: string }[];
}

/** The glossary that the concepts belong to. */
export interface SkosScheme {
  /** Absolute address of the glossary; a concept stands at this address, `/` and its id. */
  readonly address: string;
  readonly title: string;
  readonly publisher?: string;
  /** Absolute address of the licence. */
  readonly licence?: string;
}

const text = (id: string) => ({ "@id": id, "@container": "@language" });
const link = (id: string) => ({ "@id": id, "@type": "@id" });

/** Names of SKOS and Dublin Core, so that the rest reads as plain JSON. */
const CONTEXT = {
  skos: "http://www.w3.org/2004/02/skos/core#",
  dct: "http://purl.org/dc/terms/",
  dc: "http://purl.org/dc/elements/1.1/",
  owl: "http://www.w3.org/2002/07/owl#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  id: "@id",
  type: "@type",
  graph: "@graph",
  Concept: "skos:Concept",
  ConceptScheme: "skos:ConceptScheme",
  prefLabel: text("skos:prefLabel"),
  altLabel: text("skos:altLabel"),
  hiddenLabel: text("skos:hiddenLabel"),
  definition: text("skos:definition"),
  example: text("skos:example"),
  notation: "skos:notation",
  inScheme: link("skos:inScheme"),
  topConceptOf: link("skos:topConceptOf"),
  hasTopConcept: link("skos:hasTopConcept"),
  subject: "dc:subject",
  source: "dc:source",
  publisher: "dc:publisher",
  title: "dct:title",
  license: link("dct:license"),
  modified: { "@id": "dct:modified", "@type": "xsd:date" },
  version: "owl:versionInfo",
} as const;

/** Absolute address of a concept. */
export const conceptAddress = (scheme: string, id: string): string => `${scheme}/${encodeURIComponent(id)}`;

/**
 * Writes concepts as SKOS (W3C Recommendation 2009-08-18) in JSON-LD 1.1. A language has one preferred label; admitted
 * terms are alternative labels; terms that may not be used are hidden labels, by which the concept is found.
 */
export function writeSkos(scheme: SkosScheme, concepts: readonly SkosConcept[]): string {
  const graph = [schemeNode(scheme, concepts), ...concepts.map((concept) => conceptNode(scheme, concept))];
  return JSON.stringify({ "@context": CONTEXT, graph });
}

const schemeNode = (
  { address, title, publisher, licence }: SkosScheme,
  concepts: readonly SkosConcept[],
) => ({
  id: address,
  type: "ConceptScheme",
  title,
  publisher,
  license: licence,
  hasTopConcept: concepts.map(({ concept }) => conceptAddress(address, concept.id)),
});

function conceptNode({ address }: SkosScheme, { concept, day, version, examples = [] }: SkosConcept) {
  const { definitions = {} } = concept;
  return {
    id: conceptAddress(address, concept.id),
    type: "Concept",
    inScheme: address,
    topConceptOf: address,
    notation: concept.id,
    ...labelsOf(concept),
    definition: byTag(
      LANGUAGES.map((language) => [DEFAULT_TAGS[language], definitions[language]?.text ?? ""]),
    ),
    example: byTag(
      examples.flatMap((texts) =>
        LANGUAGES.map((language) => [DEFAULT_TAGS[language], texts[language] ?? ""]),
      ),
    ),
    subject: concept.domain,
    source: sourcesOf(concept),
    modified: day,
    version: String(version),
  };
}

type Tagged = readonly [tag: string, text: string];

/** The labels of a concept. No text is two kinds of label in one language (SKOS S13). */
function labelsOf(concept: Concept) {
  const preferred = LANGUAGES.flatMap((language): Tagged[] => {
    const name = allowedTerms(concept, language)[0];
    return name === undefined ? [] : [[DEFAULT_TAGS[language], name.text]];
  });
  const allowed = new Set(LANGUAGES.flatMap((language) => allowedTerms(concept, language)));
  const seen = new Set(preferred.map(String));
  const others = (wanted: boolean): Tagged[] =>
    concept.terms
      .filter((term) => allowed.has(term) === wanted)
      .map((term): Tagged => [term.tag ?? DEFAULT_TAGS[term.language], term.text])
      .filter((label) => {
        if (seen.has(String(label))) return false;
        seen.add(String(label));
        return true;
      });
  const alternative = others(true);
  return { prefLabel: byTag(preferred), altLabel: byTag(alternative), hiddenLabel: byTag(others(false)) };
}

/** Texts by tag, as JSON-LD writes a language map; `undefined` if there is none. */
function byTag(tagged: readonly Tagged[]): Readonly<Record<string, string | string[]>> | undefined {
  const filled = tagged.filter(([, value]) => value !== "");
  if (filled.length === 0) return undefined;
  const groups = Map.groupBy(filled, ([tag]) => tag);
  return Object.fromEntries(
    [...groups].map(([tag, items]) => {
      const texts = [...new Set(items.map(([, value]) => value))];
      return [tag, texts.length === 1 && texts[0] !== undefined ? texts[0] : texts];
    }),
  );
}

function sourcesOf({ source, definitions = {} }: Concept): string[] | undefined {
  const sources = [source, ...LANGUAGES.map((language) => definitions[language]?.source)];
  const named = [...new Set(sources.filter((one) => one !== undefined && one !== ""))];
  return named.length === 0 ? undefined : named.filter((one) => one !== undefined);
}
