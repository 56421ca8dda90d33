import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";

/** An element of a TBX entry, names without prefix. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly line: number;
}

export const isElement = (child: Element | string): child is Element => typeof child !== "string";

export const elementsOf = (parent: Element): readonly Element[] => parent.children.filter(isElement);

/** All text below the element, without white space around it. */
export function textOf(element: Element): string {
  const collect = (parent: Element): string =>
    parent.children.map((child) => (isElement(child) ? collect(child) : child)).join("");
  return collect(element).trim();
}

/** The element as markup on one line, white space between elements left out. */
export function serialise(element: Element): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join("");
  const mixed = element.children.some((child) => !isElement(child) && child.trim() !== "");
  const children = element.children.filter((child) => mixed || isElement(child));
  if (children.length === 0) return `<${element.name}${attributes}/>`;
  const content = children.map((child) => (isElement(child) ? serialise(child) : escapeText(child))).join("");
  return `<${element.name}${attributes}>${content}</${element.name}>`;
}

/**
 * The meta-category of each data category of the TBX modules Core, Min, Basic and of TBX-Basic v2: the element
 * that carries it in style DCA, where style DCT has an element of its own.
 */
export const META_CATEGORIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    admin: ["source", "customerSubset", "projectSubset"],
    descrip: ["subjectField", "definition", "context"],
    ref: ["crossReference"],
    termNote: [
      "administrativeStatus",
      "partOfSpeech",
      "termType",
      "grammaticalGender",
      "geographicalUsage",
      "termLocation",
    ],
    transac: ["transactionType"],
    transacNote: ["responsibility"],
    xref: ["externalCrossReference", "xGraphic"],
  }).flatMap(([meta, names]) => names.map((name) => [name, meta] as const)),
);
