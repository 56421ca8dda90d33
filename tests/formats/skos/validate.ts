import { readFileSync } from "node:fs";
import { join } from "node:path";
import jsonld from "jsonld";
import { Parser, Store } from "n3";
import SHACLValidator from "rdf-validate-shacl";

const SHAPES = readFileSync(join(import.meta.dirname, "skos-shapes.ttl"), "utf8");

/** For a file with one concept of several the other ends of its relations are elsewhere. */
const ofPart = () => SHAPES.slice(0, SHAPES.indexOf(":whole"));

/** What of SKOS a JSON-LD document does not keep: the node, the property and the rule. Empty for a valid one. */
export async function skosFaults(text: string, isWhole = true): Promise<string[]> {
  const quads: unknown = await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" });
  if (typeof quads !== "string") throw new Error("no N-Quads");
  const data = new Store(new Parser({ format: "N-Quads" }).parse(quads));
  const shapes = new Store(new Parser().parse(isWhole ? SHAPES : ofPart()));
  const { results } = await new SHACLValidator(shapes).validate(data);
  const nameOf = (term: { readonly termType: string; readonly value: string } | null | undefined) =>
    term?.termType === "NamedNode" ? term.value.split(/[#/]/u).at(-1) : "";
  return results.map(({ focusNode, path, sourceConstraintComponent }) =>
    [focusNode, path, sourceConstraintComponent].map(nameOf).join(" "),
  );
}
