import { allowedTerms, type Concept, type RelationType, type Term } from "../../domain/concept.ts";
import { reachedFrom } from "../../domain/concept-relations.ts";
import { DEFAULT_TAGS, type Language, LANGUAGES } from "../../domain/language.ts";

/** A concept with what SKOS says of it beside its terms. */
export interface SkosConcept {
  readonly concept: Concept;
  /** Day of the last change, ISO 8601. */
  readonly day: string;
  readonly version: number;
  /** Sentences that show its use. */
  readonly examples?: readonly { readonly [language in Language]?: string }[];
  /** Other concepts of the glossary, from both ends of each relation. */
  readonly related?: readonly SkosRelation[];
}

interface SkosRelation {
  readonly type: RelationType;
  readonly concept: Pick<Concept, "id">;
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
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  foaf: "http://xmlns.com/foaf/0.1/",
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
  scopeNote: text("skos:scopeNote"),
  notation: "skos:notation",
  broader: link("skos:broader"),
  narrower: link("skos:narrower"),
  related: link("skos:related"),
  seeAlso: link("rdfs:seeAlso"),
  depiction: link("foaf:depiction"),
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
  const related = withoutShortcuts(concepts);
  const graph = [
    schemeNode(scheme, concepts),
    ...concepts.map((concept) => conceptNode(scheme, { ...concept, related: related(concept) })),
  ];
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
  license: irisOf(licence)[0],
  hasTopConcept: concepts.filter(isTop).map(({ concept }) => conceptAddress(address, concept.id)),
});

const isTop = ({ related = [] }: SkosConcept): boolean => related.every(({ type }) => type !== "broader");

/**
 * Relations of each concept without what SKOS forbids (S27): a concept is not `related` to one that is broader than it,
 * directly or through others.
 */
function withoutShortcuts(
  concepts: readonly SkosConcept[],
): (concept: SkosConcept) => readonly SkosRelation[] {
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, id: string, other: string) => {
    const known = to.get(id);
    if (known === undefined) to.set(id, [other]);
    else known.push(other);
  };
  for (const { concept, related = [] } of concepts)
    for (const { type, concept: other } of related)
      if (type === "broader") {
        add(above, concept.id, other.id);
        add(below, other.id, concept.id);
      }
  // One search up and one down for a concept, however many it is related to.
  return ({ concept: { id }, related = [] }) => {
    if (!related.some(({ type }) => type === "related")) return related;
    const narrower = related.flatMap(({ type, concept }) => (type === "narrower" ? [concept.id] : []));
    const inLine = new Set([...narrower, ...reachedFrom(id, above), ...reachedFrom(id, below)]);
    return related.filter(({ type, concept }) => type !== "related" || !inLine.has(concept.id));
  };
}

function conceptNode({ address }: SkosScheme, skos: SkosConcept) {
  const { concept, day, version, examples = [], related = [] } = skos;
  const { definitions = {}, links = [] } = concept;
  const relatedAs = (wanted: RelationType): string[] =>
    related
      .filter(({ type }) => type === wanted)
      .map(({ concept: other }) => conceptAddress(address, other.id));
  return {
    id: conceptAddress(address, concept.id),
    type: "Concept",
    inScheme: address,
    topConceptOf: isTop(skos) ? address : undefined,
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
    scopeNote: byTag(
      concept.terms.map((term) => [
        tagOf(term),
        term.usageNote === undefined ? "" : `${term.text}: ${term.usageNote}`,
      ]),
    ),
    broader: unlessEmpty(relatedAs("broader")),
    narrower: unlessEmpty(relatedAs("narrower")),
    related: unlessEmpty(relatedAs("related")),
    seeAlso: unlessEmpty([...relatedAs("see"), ...links.flatMap(({ url }) => irisOf(url))]),
    depiction: irisOf(concept.picture)[0],
    subject: concept.domain,
    source: sourcesOf(concept),
    modified: day,
    version: String(version),
  };
}

const unlessEmpty = (list: readonly string[]): readonly string[] | undefined =>
  list.length === 0 ? undefined : list;

/** An address as RDF wants it, without blanks; none for a text that is no address. */
const irisOf = (address: string | undefined): string[] =>
  address !== undefined && URL.canParse(address) ? [new URL(address).href] : [];

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
      .map((term): Tagged => [tagOf(term), term.text])
      .filter((label) => {
        if (seen.has(String(label))) return false;
        seen.add(String(label));
        return true;
      });
  const alternative = others(true);
  return { prefLabel: byTag(preferred), altLabel: byTag(alternative), hiddenLabel: byTag(others(false)) };
}

/** The language tag of a term as RDF wants it: well-formed, and always spelt in one way. */
function tagOf({ tag, language }: Term): string {
  try {
    return (tag === undefined ? undefined : Intl.getCanonicalLocales(tag)[0]) ?? DEFAULT_TAGS[language];
  } catch {
    return DEFAULT_TAGS[language];
  }
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
