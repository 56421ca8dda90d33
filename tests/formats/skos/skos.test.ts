import { describe, expect, test } from "vitest";
import type { Concept, RelationType, Term } from "../../../src/domain/concept.ts";
import { publicConceptsOf } from "../../../src/services/public-glossary/public-concept.ts";
import { writeSkos } from "../../../src/formats/skos/skos.ts";
import { skosFaults } from "./validate.ts";

const SCHEME = { address: "https://example.org/terms", title: "Arctic terms" };

const term = (language: Term["language"], text: string, more: Partial<Term> = {}): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
  ...more,
});

const concept = (
  id: string,
  relations: readonly (readonly [RelationType, string])[] = [],
  more: Partial<Concept> = {},
): Concept => ({
  id,
  status: "approved",
  terms: [term("en", id), term("ru", `понятие ${id}`)],
  relations: relations.map(([type, other]) => ({ type, concept: other })),
  ...more,
});

const skosOf = (...concepts: Concept[]): string =>
  writeSkos(
    { ...SCHEME, licence: "https://creativecommons.org/licenses/by/4.0/" },
    publicConceptsOf(
      concepts.map((one) => ({ concept: one, version: 1, time: "2026-11-29T00:00:00Z", author: "a" })),
    ),
  );

interface Node {
  readonly id: string;
  readonly [property: string]: unknown;
}
const nodesOf = (text: string): ReadonlyMap<string, Node> =>
  new Map(
    (JSON.parse(text) as { graph: Node[] }).graph.map((node) => [node.id.split("/").at(-1) ?? "", node]),
  );

describe("a glossary as SKOS", () => {
  test("keeps the integrity conditions, whatever its terms and relations are", async () => {
    const terms = [
      term("en", "floe"),
      term("en", "floe", { tag: "en-GB" }),
      term("en", "floe", { tag: "EN-gb", administrativeStatus: "admitted" }),
      term("en", "ice floe", { administrativeStatus: "admitted" }),
      term("en", "ice floe", { administrativeStatus: "deprecated", forbidden: true, tag: "en" }),
      term("ru", "льдина", { usageNote: "в лоциях" }),
      term("zh", "浮冰", { tag: "zh_Hans" }),
      term("zh", "浮冰塊", { tag: "zh-Hant", administrativeStatus: "superseded" }),
    ];
    const floe = concept(
      "floe",
      [
        ["broader", "drift-ice"],
        ["related", "sea-ice"],
        ["related", "lead"],
        ["see", "pack"],
      ],
      {
        terms,
        definitions: { en: { text: "A piece of ice.", source: "WMO" } },
        links: [{ url: "https://example.org/a b" }, { url: "http://[", text: "no address" }],
        picture: "https://example.org/floe.png",
        domain: "ice",
      },
    );
    const text = skosOf(
      floe,
      concept("drift-ice", [["broader", "sea-ice"]]),
      concept("sea-ice", [
        ["narrower", "pack"],
        ["related", "floe"],
      ]),
      concept("pack", [
        ["related", "drift-ice"],
        ["broader", "no-longer-there"],
      ]),
      concept("lead"),
      concept("bare", [], { terms: [term("ru", "шуга", { administrativeStatus: "deprecated" })] }),
    );
    expect(await skosFaults(text)).toEqual([]);
    const nodes = nodesOf(text);
    expect(nodes.get("floe")).toMatchObject({
      broader: [`${SCHEME.address}/drift-ice`],
      // “sea ice” is above it, so it is not “related” too.
      related: [`${SCHEME.address}/lead`],
      seeAlso: [`${SCHEME.address}/pack`, "https://example.org/a%20b"],
      depiction: "https://example.org/floe.png",
      scopeNote: { ru: "льдина: в лоциях" },
    });
    expect(nodes.get("sea-ice")).toMatchObject({
      narrower: [`${SCHEME.address}/pack`, `${SCHEME.address}/drift-ice`],
      topConceptOf: SCHEME.address,
    });
    expect(nodes.get("sea-ice")?.["related"]).toBeUndefined();
    expect(nodes.get("floe")?.["topConceptOf"]).toBeUndefined();
    expect(nodes.get("pack")?.["related"]).toEqual([`${SCHEME.address}/drift-ice`]);
    expect(nodes.get("terms")?.["hasTopConcept"]).toEqual(
      ["sea-ice", "lead", "bare"].map((id) => `${SCHEME.address}/${id}`),
    );
  });

  test("keeps them for one concept, whose relations lead elsewhere", async () => {
    const [one] = publicConceptsOf(
      [concept("floe", [["broader", "ice"]]), concept("ice")].map((own) => ({
        concept: own,
        version: 1,
        time: "2026-11-29",
        author: "a",
      })),
    );
    if (one === undefined) throw new Error("no concept");
    const text = writeSkos(SCHEME, [one]);
    expect(await skosFaults(text, false)).toEqual([]);
    expect(await skosFaults(text)).toEqual(["floe broader ClassConstraintComponent"]);
  });
});

/** A valid graph, with something changed in the node of a concept. */
function spoilt(change: object): string {
  const document = JSON.parse(
    skosOf(concept("a", [["broader", "b"]]), concept("b", [["broader", "c"]]), concept("c")),
  ) as {
    graph: object[];
  };
  document.graph[1] = { ...document.graph[1], ...change };
  return JSON.stringify(document);
}

test.each([
  [
    "two preferred labels of a language",
    { prefLabel: { en: ["a", "a2"] } },
    "a prefLabel UniqueLangConstraintComponent",
  ],
  [
    "a label that is preferred and alternative",
    { altLabel: { en: "a" } },
    "a prefLabel DisjointConstraintComponent",
  ],
  [
    "a label that is preferred and hidden",
    { hiddenLabel: { en: "a" } },
    "a prefLabel DisjointConstraintComponent",
  ],
  [
    "a label that is alternative and hidden",
    { altLabel: { en: "x" }, hiddenLabel: { en: "x" } },
    "a altLabel DisjointConstraintComponent",
  ],
  ["a label without a language", { "skos:altLabel": "x" }, "a altLabel DatatypeConstraintComponent"],
  [
    "a concept related to one above it",
    { related: ["https://example.org/terms/c"] },
    "a  DisjointConstraintComponent",
  ],
  ["a concept that is a scheme", { type: ["Concept", "ConceptScheme"] }, "a  NotConstraintComponent"],
  ["a concept outside any scheme", { inScheme: undefined }, "a inScheme MinCountConstraintComponent"],
  ["a day that is none", { modified: "yesterday" }, "a modified DatatypeConstraintComponent"],
])("the rules find %s", async (_, change, fault) => {
  expect(await skosFaults(spoilt({}))).toEqual([]);
  expect(await skosFaults(spoilt(change))).toContain(fault);
});
