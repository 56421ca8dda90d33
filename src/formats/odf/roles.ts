import type { Limit, Role, TextAttribute } from "../office/vocabulary.ts";
import type { XmlElement } from "../xml/reader.ts";

type Rule = Role | ((element: XmlElement) => Role | undefined);

const FAMILY = /^urn:oasis:names:tc:opendocument:xmlns:([\w-]+):1\.\d$/u;

const LIBRE_OFFICE = "http://openoffice.org/2009/office";

const scope = (name: string): Role => ({ is: "scope", name });
const BEFORE: Role = { is: "mark", side: "before" };
const AFTER: Role = { is: "mark", side: "after" };
const DROP: Role = { is: "drop" };
const SKIP: Role = { is: "skip" };
const PLAIN: Role = { is: "plain" };
const PARAGRAPH: Role = { is: "paragraph", mixed: true };

const rules = (names: string, rule: Rule): [string, Rule][] => names.split(" ").map((name) => [name, rule]);

/** Value of an attribute by its local name, whatever its prefix. */
export function attributeNamed(
  { attributes }: Pick<XmlElement, "attributes">,
  name: string,
): string | undefined {
  for (const key in attributes) {
    if (key === name || (key.endsWith(name) && key.charAt(key.length - name.length - 1) === ":"))
      return attributes[key];
  }
  return undefined;
}

/** Label of a shape whose text is a prompt: an empty placeholder. */
export const PLACEHOLDER_SHAPE = "placeholder";

/** A drawing may stand in a text or beside it; its title on a slide is a heading. */
const shape = (element: XmlElement): Role => ({
  is: "object",
  hint: "image",
  scope: {
    name: "shape",
    label:
      attributeNamed(element, "placeholder") === "true"
        ? PLACEHOLDER_SHAPE
        : (attributeNamed(element, "class") ?? ""),
  },
});

/** One end of a tracked change: of an insertion, unless its region says something else. */
const changeLimit = (side: Limit["side"], element: XmlElement): Role => ({
  is: "object",
  hint: "inserted",
  limit: { side, id: attributeNamed(element, "change-id") ?? "" },
});

/** Elements of texts (OASIS OpenDocument 1.3 part 3, §5 to §8). */
const TEXT: [string, Rule][] = [
  ...rules("p h", PARAGRAPH),
  ...rules("span", { is: "run", styled: true }),
  ...rules("a", { is: "span", hint: "link" }),
  [
    "s",
    (element) => ({
      is: "character",
      text: " ".repeat(Math.min(1000, Math.max(1, Number(attributeNamed(element, "c") ?? 1) || 1))),
    }),
  ],
  ...rules("tab", { is: "character", text: "\t" }),
  ...rules("line-break", { is: "character", text: "\n" }),
  ...rules("soft-page-break number", DROP),
  ...rules("bookmark bookmark-start reference-mark reference-mark-start toc-mark toc-mark-start", BEFORE),
  ...rules(
    "user-index-mark user-index-mark-start alphabetical-index-mark alphabetical-index-mark-start",
    BEFORE,
  ),
  ...rules("change", { is: "object", hint: "deleted" }),
  ["change-start", (element) => changeLimit("start", element)],
  ["change-end", (element) => changeLimit("end", element)],
  ...rules(
    "bookmark-end reference-mark-end toc-mark-end user-index-mark-end alphabetical-index-mark-end",
    AFTER,
  ),
  [
    "note",
    (element) => ({
      is: "object",
      hint: attributeNamed(element, "note-class") ?? "footnote",
      scope: { name: attributeNamed(element, "note-class") ?? "footnote", label: "" },
    }),
  ],
  ...rules(
    "note-citation ruby-text tracked-changes sequence-decls variable-decls user-field-decls dde-connection-decls",
    SKIP,
  ),
  ...rules("table-of-content-source illustration-index-source table-index-source object-index-source", SKIP),
  ...rules("user-index-source alphabetical-index-source bibliography-source", SKIP),
  ...rules("ruby", { is: "span", hint: "ruby" }),
  ...rules("meta meta-field", PLAIN),
  ...rules("ruby-base", { is: "content" }),
  ...rules("list", scope("list")),
];

const ANNOTATION: [string, Rule][] = [
  // The place in the file is the number of the comment: an annotation need not have a name.
  ["annotation", ({ start }) => ({ is: "mark", side: "before", comment: String(start) })],
  ...rules("annotation-end", AFTER),
];

const OFFICE: [string, Rule][] = [...ANNOTATION, ...rules("forms scripts settings meta", SKIP)];

const DRAW: [string, Rule][] = [
  ...rules(
    "frame custom-shape rect circle ellipse line polyline polygon path connector caption measure g",
    shape,
  ),
  ...rules("regular-polygon page-thumbnail control", shape),
  ["page", ({ start }) => ({ is: "scope", name: "page", anchor: String(start) })],
  ...rules("text-box", scope("text-box")),
];

const STYLE: [string, Rule][] = [
  ...rules("master-page handout-master", scope("master")),
  ...rules("header header-left header-first", scope("header")),
  ...rules("footer footer-left footer-first", scope("footer")),
];

const PRESENTATION: [string, Rule][] = [
  ...rules("notes", scope("notes")),
  ...rules("footer-decl header-decl date-time-decl", SKIP),
];

const TABLE: [string, Rule][] = [
  ...rules("table-cell covered-table-cell", ({ start }) => ({
    is: "scope",
    name: "cell",
    anchor: String(start),
  })),
  ...rules("tracked-changes", SKIP),
];

/** Descriptions of drawings. */
const SVG: [string, Rule][] = rules("title desc", PARAGRAPH);

const RULES: Readonly<Record<string, ReadonlyMap<string, Rule>>> = {
  text: new Map(TEXT),
  office: new Map(OFFICE),
  drawing: new Map(DRAW),
  style: new Map(STYLE),
  presentation: new Map(PRESENTATION),
  table: new Map(TABLE),
  "svg-compatible": new Map(SVG),
  // LibreOffice writes comments on slides as elements of its own.
  [LIBRE_OFFICE]: new Map(ANNOTATION),
};

const KNOWN = new Map<string, ReadonlyMap<string, Rule> | undefined>();

function rulesOf(uri: string): ReadonlyMap<string, Rule> | undefined {
  const known = KNOWN.get(uri);
  if (known !== undefined) return known;
  const found = RULES[FAMILY.exec(uri)?.[1] ?? uri];
  // A file may name namespaces without end; only those of the standard are remembered.
  if (found !== undefined) KNOWN.set(uri, found);
  return found;
}

/** The role of an element of OpenDocument. */
export function odfRole(element: XmlElement): Role | undefined {
  const rule = rulesOf(element.uri)?.get(element.local);
  return typeof rule === "function" ? rule(element) : rule;
}

/** The role of an element of a spreadsheet: cells with numbers, dates and formulas have no text to translate. */
export function sheetRole(element: XmlElement): Role | undefined {
  if (element.local === "table-cell" && rulesOf(element.uri) === RULES["table"]) {
    const type = attributeNamed(element, "value-type");
    const isComputed = attributeNamed(element, "formula") !== undefined;
    if (isComputed || (type !== undefined && type !== "string")) return SKIP;
  }
  return odfRole(element);
}

/** The role of an element of a chart in a spreadsheet: its own table repeats cells. */
export const sheetChartRole = (element: XmlElement): Role | undefined =>
  element.local === "table" && isTable(element) ? scope("chart-data") : sheetRole(element);

/** True for an element of tables. */
export const isTable = ({ uri }: XmlElement): boolean => rulesOf(uri) === RULES["table"];

const NO_NAME: readonly TextAttribute[] = [];

/** The name of a sheet. */
export const sheetNameOf = (element: XmlElement): readonly TextAttribute[] =>
  element.local === "table" && isTable(element)
    ? [{ name: `${element.prefix}:name`, place: "sheet name", optional: "sheet-names" }]
    : NO_NAME;
