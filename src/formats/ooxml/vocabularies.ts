import {
  type BlockInfo,
  JOINS_NEXT,
  type ParagraphFacts,
  type TextFormat,
  type Vocabulary,
} from "../office/vocabulary.ts";
import type { XmlElement } from "../xml/reader.ts";
import {
  drawingRunInLanguage,
  formatAttributes,
  formatHint,
  formatProperty,
  isHiddenFormat,
  wordRunInLanguage,
} from "./formats.ts";
import { attributeOf, OWN_PROMPT, roleOf, textAttributesOf } from "./roles.ts";
import { visibleFormat } from "../office/visible-format.ts";
import type { WordFormats } from "./word-formats.ts";
import { isTitle, wordBlock, type WordStyles } from "./word-styles.ts";

const NO_FORMAT: TextFormat = new Map();

const COMMON = {
  role: roleOf,
  textAttributes: textAttributesOf,
  formatProperty,
  formatAttributes,
  formatHint,
  styleFormat: () => NO_FORMAT,
  // What slides and cells look like without properties is not known: it comes from their layouts and styles.
  visibleFormat: () => (format: TextFormat) => visibleFormat(format, NO_FORMAT, true),
  isHidden: isHiddenFormat,
  collapses: false,
  keepsLines: false,
  flatRuns: true,
  textElement: "t",
} as const;

/** Scopes whose name says where a text stands. */
const PLACES: ReadonlySet<string> = new Set([
  "footnote",
  "endnote",
  "header",
  "footer",
  "comment",
  "text-box",
]);

const placeOf = ({ scopes }: ParagraphFacts): string | undefined =>
  scopes.findLast(({ name }) => PLACES.has(name))?.name;

/** The vocabulary of Word documents with these styles. */
export const wordVocabulary = (styles: WordStyles, formats: WordFormats): Vocabulary => ({
  ...COMMON,
  textElementAttributes: ' xml:space="preserve"',
  elements: new Map([
    ["\t", { xml: "<*tab/>" }],
    ["\n", { xml: "<*br/>" }],
    ["\u2011", { xml: "<*noBreakHyphen/>" }],
    ["\u00AD", { xml: "<*softHyphen/>" }],
  ]),
  property: wordProperty,
  block: (facts) => {
    const { style, outline, list } = facts.properties;
    const inCell = facts.scopes.some(({ name }) => name === "cell");
    const place = placeOf(facts);
    const block = wordBlock(
      styles,
      {
        ...(style === undefined ? {} : { style }),
        ...(outline === undefined ? {} : { outline }),
        ...(list === undefined ? {} : { list }),
      },
      inCell,
    );
    if (isTitle(styles, style)) return { ...block, isTitle: true };
    return place === undefined || block.kind === "heading" ? block : { ...block, place };
  },
  visibleFormat: ({ properties: { style }, scopes }) => {
    const usual = formats.paragraph(style);
    // The style of a table may format its cells.
    const isWhole = !scopes.some(({ name }) => name === "cell");
    return (format) => visibleFormat(formats.run(format, style), usual, isWhole);
  },
  runInLanguage: wordRunInLanguage,
});

function wordProperty(properties: Record<string, string>, element: XmlElement): void {
  const value = attributeOf(element, "val");
  if (element.local === "pStyle" && value !== undefined) properties["style"] = value;
  else if (element.local === "outlineLvl" && value !== undefined) properties["outline"] = value;
  else if (element.local === "numPr") properties["list"] ??= "1";
  else if (element.local === "ilvl")
    properties["list"] = String(Math.min(9, Math.max(0, Number(value) || 0)) + 1);
  // The end of the paragraph is deleted: once accepted, it is one with the next.
  else if (element.local === "del" || element.local === "moveFrom") properties[JOINS_NEXT] = "1";
  // Zero removes the paragraph from the list of its style.
  else if (element.local === "numId" && value === "0") properties["list"] = "none";
}

/** The vocabulary of slides, charts and drawings. */
export const drawingVocabulary = (place?: string): Vocabulary => ({
  ...COMMON,
  textElementAttributes: "",
  elements: new Map([["\n", { xml: "<*br></*br>", outside: true }]]),
  property: (properties, { local, attributes }) => {
    if (local === "pPr") properties["level"] = attributes["lvl"] ?? "0";
  },
  block: (facts) => drawingBlock(facts, place),
  runInLanguage: drawingRunInLanguage,
});

/**
 * The vocabulary of masters and layouts. What stands in their placeholders (“Click to edit Master title style”) shows on
 * no slide, unless the author of the design has written a prompt of their own.
 */
export const designVocabulary = (): Vocabulary => {
  const drawing = drawingVocabulary();
  return {
    ...drawing,
    block: (facts) => {
      const label = placeholderOf(facts);
      const isUsual = label !== "" && !label.endsWith(OWN_PROMPT);
      return isUsual ? { ...drawing.block(facts), hasNoUnit: true } : drawing.block(facts);
    },
  };
};

/** Type of the placeholder around a paragraph; "" for none. */
const placeholderOf = ({ scopes }: ParagraphFacts): string =>
  scopes.findLast(({ name }) => name === "shape")?.label ?? "";

function drawingBlock(facts: ParagraphFacts, place: string | undefined): BlockInfo {
  const { scopes } = facts;
  const label = placeholderOf(facts).replace(OWN_PROMPT, "");
  if (scopes.some(({ name }) => name === "comment")) return { kind: "paragraph", place: "comment" };
  if (place !== undefined) return { kind: "paragraph", place };
  if (label === "title" || label === "ctrTitle") return { kind: "heading", level: 1 };
  if (scopes.some(({ name }) => name === "cell")) return { kind: "table-cell" };
  return { kind: "paragraph" };
}

const CHART = drawingVocabulary();
/** The vocabulary of charts in workbooks: names of series and categories are copies of cells. */
export const WORKBOOK_CHART: Vocabulary = {
  ...CHART,
  block: (facts) =>
    facts.scopes.some(({ name }) => name === "strings")
      ? { kind: "paragraph", hasNoUnit: true }
      : CHART.block(facts),
};

/** The vocabulary of workbooks. */
export const SHEET_VOCABULARY: Vocabulary = {
  ...COMMON,
  keepsLines: true,
  textElementAttributes: ' xml:space="preserve"',
  elements: new Map(),
  property: () => undefined,
  block: ({ scopes }) =>
    scopes.some(({ name }) => name === "comment")
      ? { kind: "paragraph", place: "comment" }
      : { kind: "table-cell" },
  // Cells have no language.
  runInLanguage: (xml) => xml,
};
