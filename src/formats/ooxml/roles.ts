import type { Role, TextAttribute } from "../office/vocabulary.ts";
import type { XmlElement } from "../xml/reader.ts";
import { familyOf } from "./namespaces.ts";

type Rule = Role | ((element: XmlElement) => Role | undefined);

/** Value of an attribute in the namespace of its element, or in none. */
export const attributeOf = ({ attributes, prefix }: XmlElement, name: string): string | undefined =>
  attributes[`${prefix}:${name}`] ?? attributes[name];

const character = (text: string): Role => ({ is: "character", text });
const object = (hint: string): Role => ({ is: "object", hint });
const scope = (name: string): Role => ({ is: "scope", name });
const BEFORE: Role = { is: "mark", side: "before" };
const AFTER: Role = { is: "mark", side: "after" };
const DROP: Role = { is: "drop" };
const SKIP: Role = { is: "skip" };
const PLAIN: Role = { is: "plain" };
const PARAGRAPH: Role = { is: "paragraph" };

const comment = (side: "before" | "after", element: XmlElement): Role => {
  const id = attributeOf(element, "id");
  return { is: "mark", side, ...(id === undefined ? {} : { comment: id }) };
};
const note =
  (name: string) =>
  (element: XmlElement): Role =>
    object(`${name} ${attributeOf(element, "id") ?? ""}`.trim());
/** Notes of separators are no texts. */
const noteBody =
  (name: string) =>
  (element: XmlElement): Role =>
    attributeOf(element, "type") === undefined ? scope(name) : SKIP;

const rules = (names: string, rule: Rule): [string, Rule][] => names.split(" ").map((name) => [name, rule]);

/** Elements of WordprocessingML (ECMA-376 part 1, §17). */
const WORD: [string, Rule][] = [
  ...rules("p", PARAGRAPH),
  ...rules("r", { is: "run" }),
  ...rules("rPr", { is: "format" }),
  ...rules("t", { is: "text" }),
  ...rules("pPr", { is: "properties" }),
  ...rules("tblPr tblGrid trPr tcPr tblPrEx sectPr sdtPr sdtEndPr smartTagPr customXmlPr rubyPr rt", SKIP),
  ...rules("ptab tab", character("\t")),
  ...rules("cr", character("\n")),
  ...rules("noBreakHyphen", character("\u2011")),
  ...rules("softHyphen", character("\u00AD")),
  [
    "br",
    (element) => {
      const type = attributeOf(element, "type");
      return type === "page" || type === "column" ? object(`${type} break`) : character("\n");
    },
  ],
  ...rules("hyperlink", { is: "span", hint: "link" }),
  ...rules("ins moveTo", { is: "span", hint: "inserted" }),
  ...rules("sdt", { is: "span", hint: "content control" }),
  ...rules("dir bdo", { is: "span", hint: "direction" }),
  ...rules("smartTag customXml", PLAIN),
  ...rules("ruby", { is: "span", hint: "ruby" }),
  ...rules("sdtContent rubyBase", { is: "content" }),
  ...rules("del moveFrom", object("deleted")),
  ...rules("drawing pict", object("image")),
  ...rules("object", object("embedded object")),
  ...rules("sym", object("symbol")),
  [
    "fldSimple",
    (element) => object(`field ${/\w+/u.exec(attributeOf(element, "instr") ?? "")?.[0] ?? ""}`.trim()),
  ],
  ["fldChar", (element) => ({ is: "field", limit: attributeOf(element, "fldCharType") ?? "" })],
  ...rules("instrText delInstrText", { is: "instruction" }),
  ["footnoteReference", note("footnote")],
  ["endnoteReference", note("endnote")],
  ["footnote", noteBody("footnote")],
  ["endnote", noteBody("endnote")],
  ...rules("lastRenderedPageBreak proofErr", DROP),
  ["commentRangeStart", (element) => comment("before", element)],
  ["commentRangeEnd", () => AFTER],
  ["commentReference", (element) => comment("after", element)],
  ...rules("bookmarkStart moveFromRangeStart moveToRangeStart permStart", BEFORE),
  ...rules(
    "customXmlInsRangeStart customXmlDelRangeStart customXmlMoveFromRangeStart customXmlMoveToRangeStart",
    BEFORE,
  ),
  ...rules("bookmarkEnd moveFromRangeEnd moveToRangeEnd permEnd", AFTER),
  ...rules(
    "customXmlInsRangeEnd customXmlDelRangeEnd customXmlMoveFromRangeEnd customXmlMoveToRangeEnd",
    AFTER,
  ),
  ...rules("tc", scope("cell")),
  ...rules("txbxContent", scope("text-box")),
  ...rules("comment", scope("comment")),
  ...rules("hdr", scope("header")),
  ...rules("ftr", scope("footer")),
];

/** Marks the label of a placeholder with a prompt that the author of the design has written. */
export const OWN_PROMPT = " prompt";

/** A placeholder of a slide or of its design. */
const placeholder = ({ attributes }: XmlElement): Role => {
  const { type = "body", hasCustomPrompt = "0" } = attributes;
  const isOwn = hasCustomPrompt === "1" || hasCustomPrompt === "true";
  return { is: "label", label: isOwn ? `${type}${OWN_PROMPT}` : type };
};

/** Elements of DrawingML (§21.1): texts of slides, charts and shapes. */
const DRAWING: [string, Rule][] = [
  ...rules("p", PARAGRAPH),
  ...rules("r", { is: "run" }),
  ...rules("rPr", { is: "format" }),
  ...rules("t", { is: "text" }),
  ...rules("pPr", { is: "properties" }),
  ...rules("endParaRPr bodyPr lstStyle tcPr tblPr tblGrid", SKIP),
  ...rules("br", character("\n")),
  ["fld", (element) => object(`field ${element.attributes["type"] ?? ""}`.trim())],
  ...rules("tc", scope("cell")),
];

/** Elements of PresentationML (§19). */
const PRESENTATION: [string, Rule][] = [
  ...rules("sp", scope("shape")),
  ...rules("graphicFrame", scope("frame")),
  ["cNvPr", (element) => ({ is: "label", anchor: element.attributes["id"] ?? "" })],
  ["ph", placeholder],
  ...rules("cm", scope("comment")),
  // The text of a comment stands in its element directly.
  ...rules("text", { is: "paragraph", mixed: true }),
];

/** Elements of SpreadsheetML (§18). */
const SPREADSHEET: [string, Rule][] = [
  ...rules("si is text", PARAGRAPH),
  ...rules("r", { is: "run" }),
  ...rules("rPr", { is: "format" }),
  ...rules("t", { is: "text" }),
  ...rules("rPh phoneticPr", SKIP),
  ["c", (element) => ({ is: "scope", name: "cell", anchor: element.attributes["r"] ?? "" })],
  ...rules("comment", scope("comment")),
];

/** Elements of charts (§21.2): names of series and categories. */
const CHART: [string, Rule][] = [
  ...rules("strCache lvl", scope("strings")),
  ...rules("numCache", SKIP),
  ...rules("v", { is: "paragraph", mixed: true }),
];

const VML: [string, Rule][] = [];

/** Two forms of the same (part 3, §10.2.1). */
const COMPATIBILITY: [string, Rule][] = [
  ...rules("AlternateContent", { is: "alternatives" }),
  ...rules("Fallback", { is: "fallback" }),
];

const FORMULA: [string, Rule][] = rules("oMath oMathPara", object("formula"));

const RULES: Readonly<Record<string, ReadonlyMap<string, Rule>>> = {
  w: new Map(WORD),
  a: new Map(DRAWING),
  p: new Map(PRESENTATION),
  x: new Map(SPREADSHEET),
  c: new Map(CHART),
  m: new Map(FORMULA),
  mc: new Map(COMPATIBILITY),
  v: new Map(VML),
};

/** The role of an element of Office Open XML. */
export function roleOf(element: XmlElement): Role | undefined {
  const rule = RULES[familyOf(element.uri)]?.get(element.local);
  return typeof rule === "function" ? rule(element) : rule;
}

const ALTERNATIVE: readonly TextAttribute[] = [{ name: "title" }, { name: "descr" }];
const SHEET_NAME: readonly TextAttribute[] = [{ name: "name", place: "sheet name", optional: "sheet-names" }];
/** Alternative texts, and the names of sheets. */
const TEXT_ATTRIBUTES: Readonly<Record<string, readonly TextAttribute[]>> = {
  "wp docPr": ALTERNATIVE,
  "p cNvPr": ALTERNATIVE,
  "xdr cNvPr": ALTERNATIVE,
  "pic cNvPr": ALTERNATIVE,
  "v shape": [{ name: "alt" }],
  "x sheet": SHEET_NAME,
};
const LOCALS: ReadonlySet<string> = new Set(["docPr", "cNvPr", "shape", "sheet"]);
const NOTHING: readonly TextAttribute[] = [];

/** Attributes with texts for readers. */
export const textAttributesOf = ({ local, uri }: XmlElement): readonly TextAttribute[] =>
  LOCALS.has(local) ? (TEXT_ATTRIBUTES[`${familyOf(uri)} ${local}`] ?? NOTHING) : NOTHING;
