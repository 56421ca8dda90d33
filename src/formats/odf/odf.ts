import { type Language, languageOf } from "../../domain/language.ts";
import type { Limits } from "../contract.ts";
import type { OptionalText } from "../traits.ts";
import { codecOf, type OfficeFormat, type Outline } from "../office/document.ts";
import { visibleFormat } from "../office/visible-format.ts";
import type { BlockInfo, ParagraphFacts, Vocabulary } from "../office/vocabulary.ts";
import { invalidDocument } from "../package/open-package.ts";
import type { Note } from "../../domain/unit.ts";
import type { XmlElement } from "../xml/reader.ts";
import { type Comments, placeKey, readComments } from "../office/comments.ts";
import { titleIn } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import type { Edit } from "../edits.ts";
import { attributeEdit } from "../xml/edits.ts";
import {
  attributeNamed,
  odfRole,
  PLACEHOLDER_SHAPE,
  sheetChartRole,
  sheetNameOf,
  sheetRole,
} from "./roles.ts";
import { readChanges, withChange } from "./changes.ts";
import { followSpreadsheet } from "./spreadsheet.ts";
import { NO_STYLES, odfHint, type OdfStyles, readOdfStyles } from "./styles.ts";

type Kind = "text" | "presentation" | "spreadsheet";

const CONTENT = "content.xml";
const STYLES = "styles.xml";
/** Documents inside of a document: charts. */
const OBJECT = /^(?:\.\/)?Object[ \w-]*\/content\.xml$/u;
/** Scopes whose name says where a text stands. */
const PLACES: ReadonlySet<string> = new Set(["footnote", "endnote", "header", "footer", "notes", "text-box"]);

const NO_CHANGES: ReadonlyMap<string, string> = new Map();

const vocabularyOf = (kind: Kind, styles: OdfStyles, changes = NO_CHANGES): Vocabulary => ({
  role: kind === "spreadsheet" ? sheetRole : (element) => withChange(odfRole(element), changes),
  textAttributes: kind === "spreadsheet" ? sheetNameOf : () => [],
  property: () => undefined,
  block: (facts) => blockOf(facts, kind, styles),
  formatProperty: () => undefined,
  formatAttributes: () => new Map(),
  styleFormat: (attributes) => styles.format(attributeNamed({ attributes }, "style-name") ?? ""),
  visibleFormat: ({ attributes, local, scopes }) => {
    if (local === "title" || local === "desc") return (format) => format;
    const usual = styles.paragraphFormat(attributeNamed({ attributes }, "style-name") ?? "");
    // Shapes and cells have formats of their own. So what is off there may mean something.
    const isWhole = kind === "text" && !scopes.some(({ name }) => name === "shape");
    return (format) => visibleFormat(format, usual, isWhole);
  },
  formatHint: odfHint,
  isHidden: (format) => format.get("display") === "none",
  collapses: true,
  keepsLines: false,
  flatRuns: false,
  textElementAttributes: "",
  elements: new Map([
    ["\t", { xml: "<*tab/>" }],
    ["\n", { xml: "<*line-break/>" }],
    ["  ", { xml: "<*s/>" }],
  ]),
  // Spans name styles. The styles say which language they are in.
  runInLanguage: (xml) => xml,
});

/** Classes of shapes that a slide has of its own: those of its master hold prompts. Footers and dates show on the slides. */
const PROMPTS: ReadonlySet<string> = new Set(["title", "outline", "subtitle", "text", "notes"]);

function blockOf({ scopes, local, attributes }: ParagraphFacts, kind: Kind, styles: OdfStyles): BlockInfo {
  const names = scopes.map(({ name }) => name);
  const place = names.findLast((name) => PLACES.has(name));
  const inMaster = names.includes("master");
  // A text document has its headers and footers there; in others they are texts of the design.
  const optional: OptionalText | undefined = names.includes("comment")
    ? "comments"
    : inMaster && (kind !== "text" || place === undefined)
      ? "masters"
      : undefined;
  const more = optional === undefined ? {} : { optional };
  if (local === "title" || local === "desc")
    return { kind: "attribute", place: `attribute ${local}`, ...more };
  if (names.includes("chart-data")) return { kind: "table-cell", hasNoUnit: true };
  const shape = scopes.findLast(({ name }) => name === "shape")?.label ?? "";
  if (shape === PLACEHOLDER_SHAPE || (inMaster && PROMPTS.has(shape)))
    return { kind: "paragraph", hasNoUnit: true };
  const level = attributeNamed({ attributes }, "outline-level");
  const style = styles.paragraph(attributeNamed({ attributes }, "style-name") ?? "");
  if (style === "Title") return { kind: "heading", level: 1, isTitle: true, ...more };
  if (level !== undefined && local === "h") return { kind: "heading", level: Number(level) || 1, ...more };
  if (shape === "title" && place !== "notes") return { kind: "heading", level: 1, ...more };
  if (optional === "comments") return { kind: "paragraph", place: "comment", ...more };
  // Every text of a slide stands in a box.
  if (place !== undefined && !(place === "text-box" && kind === "presentation"))
    return { kind: "paragraph", place, ...more };
  if (/^(?:Caption|Illustration|Table|Drawing|Figure)$/u.test(style)) return { kind: "caption", ...more };
  if (names.includes("cell")) return { kind: "table-cell", ...more };
  const lists = names.filter((name) => name === "list").length;
  return lists > 0
    ? { kind: "list-item", level: Math.min(10, lists), ...more }
    : { kind: "paragraph", ...more };
}

function outlineOf(kind: Kind, format: string, archive: Archive, limits: Limits): Outline {
  const type = new TextDecoder().decode(archive.read("mimetype") ?? new Uint8Array()).trim();
  // Templates and parts of books are the same documents: `text-template`, `text-web`.
  const [, own] = /^application\/vnd\.oasis\.opendocument\.(\w+)(?:-\w+)?$/u.exec(type) ?? [];
  if (own !== kind || !archive.names.includes(CONTENT)) throw invalidDocument(format);
  const styles = readOdfStyles(archive, limits);
  const vocabulary = vocabularyOf(kind, styles, readChanges(archive, [CONTENT, STYLES], limits));
  // A chart of a spreadsheet repeats the texts of its cells; in other documents they stand nowhere else.
  const chart = { ...vocabularyOf(kind, styles), role: kind === "spreadsheet" ? sheetChartRole : odfRole };
  const objects = archive.names.flatMap((name) => OBJECT.exec(name) ?? []);
  const title = titleIn(archive, "meta.xml", limits);
  return {
    parts: [
      { name: CONTENT, label: "", vocabulary },
      { name: STYLES, label: "styles", vocabulary },
      ...objects.map((name) => ({
        name,
        label: name.replace(/\/content\.xml$/u, "").replace(/[^\w-]/gu, ""),
        vocabulary: { ...chart, textAttributes: () => [] },
      })),
    ],
    comments: commentsOf(archive, limits),
    ...(title === undefined ? {} : { title }),
  };
}

/** Comments on sentences, cells and slides. */
function commentsOf(archive: Archive, limits: Limits): Comments {
  const comments = new Map<string, Note[]>();
  for (const part of [CONTENT, STYLES]) {
    const comment = ({ local, start }: XmlElement, around: readonly XmlElement[]) => {
      if (local !== "annotation") return undefined;
      const holder = around.findLast((one) => HOLDERS.has(one.local));
      const place = holder === undefined || TEXTS.has(holder.local) ? start : holder.start;
      return { key: placeKey(part, String(place)) };
    };
    readComments(archive, part, limits, { comment, texts: COMMENT_TEXTS, author: "creator" }, comments);
  }
  return comments;
}

/** What a comment may be on: the text or heading that it stands in, or else a cell or slide. */
const TEXTS: ReadonlySet<string> = new Set(["p", "h"]);
const HOLDERS: ReadonlySet<string> = new Set([...TEXTS, "table-cell", "covered-table-cell", "page"]);
const COMMENT_TEXTS: ReadonlySet<string> = new Set(["p", "h", "span", "a"]);

/** What a style says of Western and of East Asian text one by one. */
const BY_SCRIPT = ["font-weight", "font-style", "font-size"] as const;

/** A text in the other script keeps the format that the style gives to the script of the file alone. */
function scriptEdits(
  xml: string,
  { index: start, 0: tag }: RegExpExecArray,
  language: Language,
  own: Language,
): Edit[] {
  if ((language === "zh") === (own === "zh")) return [];
  return BY_SCRIPT.flatMap((property) => {
    const names = [`fo:${property}`, `style:${property}-asian`] as const;
    const [from, to] = language === "zh" ? names : names.toReversed();
    const value = new RegExp(`\\s${from}="([^"]*)"`, "u").exec(tag)?.[1];
    if (value === undefined || to === undefined || new RegExp(`\\s${to}=`, "u").test(tag)) return [];
    return attributeEdit(xml, start, start + tag.length, to, value);
  });
}

/**
 * Edits that name the language of the document: in the default styles, and in styles that name the language of the
 * file. Hyphenation and line breaking follow from it. Bold, italic and sizes hold for the script of the language.
 */
function languageEdits(
  _name: string,
  xml: string,
  language: Language,
  tag: string,
  own: Language,
): readonly Edit[] {
  const suffix = language === "zh" ? "-asian" : "";
  const prefix = language === "zh" ? "style:" : "fo:";
  const [code = language, ...rest] = tag.split("-");
  const country =
    rest.find((part) => /^[A-Z]{2}$/u.test(part)) ??
    { en: "US", ru: "RU", zh: /hant/iu.test(tag) ? "TW" : "CN" }[language];
  const edits: Edit[] = [];
  let isDefault = false;
  for (const match of xml.matchAll(/<(\/?)(?:style:(default-style|text-properties))\b[^>]*>/gu)) {
    if (match[2] === "default-style") {
      isDefault = match[1] === "" && !match[0].endsWith("/>");
      continue;
    }
    if (match[1] === "/") continue;
    edits.push(...scriptEdits(xml, match, language, own));
    const stated = new RegExp(`\\s${prefix}language${suffix}="([^"]*)"`, "u").exec(match[0])?.[1];
    if (!isDefault && (stated === undefined || languageOf(stated) !== own)) continue;
    const end = match.index + match[0].length;
    edits.push(...attributeEdit(xml, match.index, end, `${prefix}language${suffix}`, code));
    edits.push(...attributeEdit(xml, match.index, end, `${prefix}country${suffix}`, country));
  }
  return edits;
}

const odfFormat = (name: OfficeFormat["name"], kind: Kind): OfficeFormat => ({
  name,
  outline: (archive, limits) => outlineOf(kind, name, archive, limits),
  languageEdits,
  settings: [CONTENT, STYLES],
});

/** Text documents of OpenDocument 1.3: read into units, and written back with other texts. */
export const odt = codecOf(odfFormat("odt", "text"));
/** Presentations. */
export const odp = codecOf(odfFormat("odp", "presentation"));
/** Spreadsheets: texts of cells, and no formulas, numbers or dates. */
export const ods = codecOf({
  ...odfFormat("ods", "spreadsheet"),
  follow: (before, changed, limits) =>
    followSpreadsheet(before, changed, limits, vocabularyOf("spreadsheet", NO_STYLES)),
});
