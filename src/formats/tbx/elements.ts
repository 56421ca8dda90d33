import { Problem } from "../../domain/problem.ts";
import type { Limits } from "../contract.ts";
import { parseXml } from "../xml/reader.ts";
import type { XmlElement } from "../xml/reader.ts";
import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";

/** An element of a TBX entry. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly line: number;
}

export const isElement = (child: Element | string): child is Element => typeof child !== "string";

export const elementsOf = (parent: Element): readonly Element[] => parent.children.filter(isElement);

/** All text inside the element, trimmed. */
export function textOf(element: Element): string {
  const collect = (parent: Element): string =>
    parent.children.map((child) => (isElement(child) ? collect(child) : child)).join("");
  return collect(element).trim();
}

/** The first element with this name inside the element, in document order. */
export function findFirst(element: Element, name: string): Element | undefined {
  for (const child of elementsOf(element)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Reads the entries of a file as trees and passes on each one when it ends, so that the file is never one big tree.
 *
 * @param shape `root` throws for the root of another format; `isEntry` selects the elements that become trees; `element`
 *   makes an empty element; `take` receives each finished tree
 * @throws {Problem} `too-long`, and as `parseXml`
 */
export function readEntries(
  text: string,
  shape: {
    readonly root: (xml: XmlElement) => void;
    readonly isEntry: (xml: XmlElement) => boolean;
    readonly element: (xml: XmlElement) => Element;
    readonly take: (entry: Element) => void;
  },
  limits: Limits,
): void {
  const stack: Element[] = [];
  let isRoot = true;
  parseXml(
    text,
    {
      open: (xml) => {
        if (isRoot) shape.root(xml);
        isRoot = false;
        if (stack.length > 0 || shape.isEntry(xml)) stack.push(shape.element(xml));
      },
      text: (part) => {
        const parent = stack.at(-1);
        if (parent === undefined) return;
        if (part.length > limits.text)
          throw new Problem("too-long", { limit: limits.text }, { line: parent.line });
        const last = parent.children.at(-1);
        if (typeof last === "string") parent.children[parent.children.length - 1] = last + part;
        else parent.children.push(part);
      },
      close: () => {
        const element = stack.pop();
        const parent = stack.at(-1);
        if (element === undefined) return;
        if (parent === undefined) shape.take(element);
        else parent.children.push(element);
      },
      undeclared: () => undefined,
    },
    limits,
  );
}

/** The element as markup, without white space between elements. */
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
 * The meta-category of each data category in the TBX modules Core, Min and Basic and in TBX-Basic v2. Style DCA writes
 * the meta-category as the element and the category as its type. Style DCT has an element for each category.
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
