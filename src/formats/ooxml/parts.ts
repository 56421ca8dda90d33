import type { Limits } from "../contract.ts";
import type { OptionalText } from "../traits.ts";
import type { Outline, Part } from "../office/document.ts";
import type { Vocabulary } from "../office/vocabulary.ts";
import { invalidDocument } from "../package/open-package.ts";
import type { Archive } from "../package/zip.ts";
import { titleIn, walkPart } from "../package/walk-part.ts";
import { cellComments, type CommentReader, slideComments, wordComments } from "./comments.ts";
import { contentTypes, listedIds, relationshipsOf } from "./package.ts";
import {
  designVocabulary,
  drawingVocabulary,
  SHEET_VOCABULARY,
  WORKBOOK_CHART,
  wordVocabulary,
} from "./vocabularies.ts";
import { readWordFormats } from "./word-formats.ts";
import { readWordStyles } from "./word-styles.ts";

/** What the parts of one kind hold. */
interface PartKind {
  readonly vocabulary: Vocabulary;
  readonly optional?: OptionalText;
  readonly repeats?: true;
}

/** A kind of package, by the end of the media type of its parts. */
export interface PackageKind {
  readonly format: "docx" | "pptx" | "xlsx";
  /** Media types of the main part. Those with macros are the same documents. */
  readonly main: RegExp;
  /** Usual name of the main part, and its root element. */
  readonly usual: string;
  readonly root: string;
  /** Element and relationship of the parts that come in an order of their own. */
  readonly listed?: { readonly element: string; readonly type: string };
}

export const DOCX: PackageKind = {
  format: "docx",
  usual: "word/document.xml",
  root: "document",
  main: /wordprocessingml\.(?:document|template)\.main\+xml$|ms-word\.(?:document|template)\.macroEnabled\w*\.main\+xml$/iu,
};
export const PPTX: PackageKind = {
  format: "pptx",
  usual: "ppt/presentation.xml",
  root: "presentation",
  main: /presentationml\.(?:presentation|template|slideshow)\.main\+xml$|ms-powerpoint\.\w+\.macroEnabled\w*\.main\+xml$/iu,
  listed: { element: "sldId", type: "slide" },
};
export const XLSX: PackageKind = {
  format: "xlsx",
  usual: "xl/workbook.xml",
  root: "workbook",
  main: /spreadsheetml\.(?:sheet|template)\.main\+xml$|ms-excel\.(?:sheet|template)\.macroEnabled\w*\.main\+xml$/iu,
  listed: { element: "sheet", type: "worksheet" },
};

/** Kinds of parts by the last word of their relationship. */
function partKinds(word: Vocabulary, isWorkbook: boolean): ReadonlyMap<string, PartKind> {
  const drawing = { vocabulary: drawingVocabulary() };
  const design = { vocabulary: designVocabulary(), optional: "masters" } as const;
  // Charts of a workbook repeat the texts of its cells; in other documents their texts stand nowhere else.
  const chart = isWorkbook ? { vocabulary: WORKBOOK_CHART } : drawing;
  return new Map<string, PartKind>([
    ["header", { vocabulary: word }],
    ["footer", { vocabulary: word }],
    ["footnotes", { vocabulary: word }],
    ["endnotes", { vocabulary: word }],
    ["slide", drawing],
    ["notesSlide", { vocabulary: drawingVocabulary("notes") }],
    ["slideLayout", design],
    ["slideMaster", design],
    ["chart", chart],
    ["chartUserShapes", drawing],
    ["drawing", drawing],
    ["diagramData", drawing],
    ["diagramDrawing", { ...drawing, repeats: true }],
    ["sharedStrings", { vocabulary: SHEET_VOCABULARY }],
    ["worksheet", { vocabulary: SHEET_VOCABULARY }],
  ]);
}

/**
 * Parts of an Office Open XML document that hold texts, in reading order: each part is followed by those that it refers
 * to.
 *
 * @throws {Problem} `document-invalid`, and as the archive and the XML reader
 */
export function outlineOf(kind: PackageKind, archive: Archive, limits: Limits): Outline {
  const main = mainPart(kind, archive, limits);
  const related = relationshipsOf(archive, main, limits);
  const stylesPart = related.find(({ type }) => type === "styles")?.target ?? "word/styles.xml";
  const isWord = kind.format === "docx";
  const styles = isWord ? readWordStyles(archive, stylesPart, limits) : new Map();
  const word = wordVocabulary(styles, readWordFormats(archive, stylesPart, limits));
  const kinds = partKinds(word, kind.format === "xlsx");
  const parts: Part[] = [];
  const labels = new Set<string>();
  const seen = new Set<string>([main]);
  const comments = commentReader(kind, archive, main, limits);
  const add = (name: string, { vocabulary, optional, repeats }: PartKind, label = labelOf(name, labels)) => {
    parts.push({
      name,
      label,
      vocabulary,
      ...(optional === undefined ? {} : { optional }),
      ...(repeats === undefined ? {} : { repeats }),
    });
  };
  const follow = (part: string, depth: number) => {
    const found = relationshipsOf(archive, part, limits);
    comments.read(part, found);
    for (const { type, target } of inListedOrder(kind, archive, part, found, limits)) {
      if (seen.has(target) || !archive.names.includes(target)) continue;
      seen.add(target);
      if (type === "comments") {
        const vocabulary = isWord
          ? word
          : kind.format === "xlsx"
            ? SHEET_VOCABULARY
            : drawingVocabulary("comment");
        add(target, { vocabulary, optional: "comments" });
        continue;
      }
      const known = kinds.get(type);
      if (known !== undefined) add(target, known);
      if (known !== undefined && depth < DEEPEST) follow(target, depth + 1);
    }
  };
  if (isWord) add(main, { vocabulary: word }, "");
  if (kind.format === "xlsx") add(main, { vocabulary: SHEET_VOCABULARY, optional: "sheet-names" });
  follow(main, 0);
  const title = titleIn(archive, "docProps/core.xml", limits);
  // A list of strings comes first, as most texts of a workbook stand there; what repeats others comes last.
  const rank = ({ name, repeats }: Part) =>
    repeats === true ? 2 : name.endsWith("sharedStrings.xml") ? 0 : 1;
  return {
    parts: parts.toSorted((a, b) => rank(a) - rank(b)),
    comments: comments.comments,
    ...(title === undefined ? {} : { title }),
  };
}

const DEEPEST = 4;

function commentReader(
  { format }: PackageKind,
  archive: Archive,
  main: string,
  limits: Limits,
): CommentReader {
  switch (format) {
    case "docx":
      return wordComments(archive, limits);
    case "pptx":
      return slideComments(archive, main, limits);
    case "xlsx":
      return cellComments(archive, main, limits);
  }
}

/** Checks that the package is of this kind, and names its main part. Small programs leave out types and relationships. */
function mainPart(kind: PackageKind, archive: Archive, limits: Limits): string {
  const stated = relationshipsOf(archive, "", limits).find(({ type }) => type === "officeDocument");
  const main = stated?.target ?? kind.usual;
  const type = contentTypes(archive, limits).get(`/${main}`);
  let root: string | undefined;
  walkPart(archive, main, limits, { open: ({ local }) => (root ??= local) });
  if (root !== kind.root || (type !== undefined && !kind.main.test(type))) throw invalidDocument(kind.format);
  return main;
}

/** The relationships with those of slides or sheets in the order of the document. */
function inListedOrder(
  { listed }: PackageKind,
  archive: Archive,
  part: string,
  found: ReturnType<typeof relationshipsOf>,
  limits: Limits,
) {
  if (listed === undefined || !found.some(({ type }) => type === listed.type)) return found;
  const order = new Map(listedIds(archive, part, listed.element, limits).map((id, at) => [id, at]));
  const place = ({ id, type }: (typeof found)[number]) =>
    type === listed.type ? (order.get(id) ?? order.size) : type === "slideMaster" ? order.size + 1 : -1;
  return found.toSorted((a, b) => place(a) - place(b));
}

/** Name of a part without folder and extension, unique in the document. */
function labelOf(name: string, labels: Set<string>): string {
  const stem = name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/\.[^.]*$/u, "")
    .replace(/[^\w-]/gu, "");
  let label = stem;
  for (let n = 2; labels.has(label); n += 1) label = `${stem}-${n}`;
  labels.add(label);
  return label;
}
