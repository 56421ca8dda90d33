import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import type { Block, TextDocument } from "../text/blocks.ts";
import { documentReader } from "../text/document.ts";
import { decodeXml } from "../xml/decode.ts";
import { createXmlParser, type XmlElement } from "../xml/reader.ts";
import { unpack } from "./parts.ts";

const DOCUMENT = "word/document.xml";
const STYLES = "word/styles.xml";
const CORE = "docProps/core.xml";
/** Elements without current text: deletions, moved text at its old place, field codes, old formatting, fallbacks. */
const SKIPPED: ReadonlySet<string> = new Set([
  "del",
  "moveFrom",
  "instrText",
  "delText",
  "Fallback",
  "rPrChange",
  "pPrChange",
]);

/** Properties of a paragraph style. */
interface Style {
  name: string;
  outline?: number;
  list: boolean;
  base?: string;
}

/**
 * Reads a WordprocessingML document (ECMA-376 part 1, §17) as blocks: headings (by outline level or style), list items,
 * captions, table cells and plain paragraphs. Tracked insertions are read, tracked deletions are left out. Notes,
 * headers and footers are not read.
 *
 * @throws {Problem} `docx-invalid`, `archive-too-large`, and as `decodeXml` and the XML parser
 */
export function parseDocx(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): TextDocument {
  const parts = unpack(bytes, new Set([DOCUMENT, STYLES, CORE]), limits.bytes);
  const document = parts.get(DOCUMENT);
  if (document === undefined || document.length === 0) throw new Problem("docx-invalid");
  const styles = parts.get(STYLES);
  const read = readBody(document, styles === undefined ? new Map() : readStyles(styles, limits), limits);
  const core = parts.get(CORE);
  const title = read.title ?? (core === undefined ? undefined : readTitle(core, limits));
  return title === undefined ? { blocks: read.blocks } : { title, blocks: read.blocks };
}

const value = (element: XmlElement): string | undefined =>
  element.attributes[`${element.prefix}:val`] ?? element.attributes["val"];

function walk(bytes: Uint8Array, limits: Limits, handlers: Parameters<typeof createXmlParser>[0]): void {
  const parser = createXmlParser(handlers, limits);
  parser.write(decodeXml(bytes, { limits }).text);
  parser.close();
}

function readStyles(bytes: Uint8Array, limits: Limits): Map<string, Style> {
  const styles = new Map<string, Style>();
  let open: Style | undefined;
  walk(bytes, limits, {
    open: (element) => {
      if (element.local === "style") {
        const id = element.attributes[`${element.prefix}:styleId`];
        open = { name: "", list: false };
        if (id !== undefined) styles.set(id, open);
      } else if (open === undefined) return;
      else if (element.local === "name") open.name = value(element) ?? "";
      else if (element.local === "basedOn") {
        const base = value(element);
        if (base !== undefined) open.base = base;
      } else if (element.local === "outlineLvl") open.outline = Number(value(element));
      else if (element.local === "numPr") open.list = true;
    },
    close: (element) => {
      if (element.local === "style") open = undefined;
    },
  });
  return styles;
}

/** Level of a heading style, from 1; `undefined` for other styles. */
function headingLevel(styles: ReadonlyMap<string, Style>, id: string | undefined): number | undefined {
  const seen = new Set<string>();
  for (let at = id; at !== undefined && !seen.has(at); at = styles.get(at)?.base) {
    seen.add(at);
    const style = styles.get(at);
    const named = /^(?:heading|заголовок|标题)\s*([1-9])$/iu.exec(style?.name ?? at)?.[1];
    if (named !== undefined) return Number(named);
    if (/^(?:title|название|标题)$/iu.test(style?.name ?? at)) return 1;
    if (style?.outline !== undefined && style.outline < 9) return style.outline + 1;
  }
  return undefined;
}

interface Paragraph {
  text: string;
  style?: string;
  outline?: number;
  list?: number;
  readonly inCell: boolean;
  readonly line: number;
}

function readBody(
  bytes: Uint8Array,
  styles: ReadonlyMap<string, Style>,
  limits: Limits,
): { title: string | undefined; blocks: Block[] } {
  const blocks: Block[] = [];
  const paragraphs: Paragraph[] = [];
  let title: string | undefined;
  let cells = 0;
  let skipped = 0;
  let inText = false;
  let isDocument = false;
  const add = (text: string) => {
    const open = paragraphs.at(-1);
    if (open !== undefined && skipped === 0) open.text += text;
  };
  walk(bytes, limits, {
    open: (element) => {
      if (element.local === "document") isDocument = true;
      if (SKIPPED.has(element.local)) skipped += 1;
      if (skipped > 0) return;
      const open = paragraphs.at(-1);
      switch (element.local) {
        case "p":
          paragraphs.push({ text: "", inCell: cells > 0, line: element.line });
          break;
        case "tc":
          cells += 1;
          break;
        case "t":
          inText = true;
          break;
        case "tab":
          // With a position the element is a tab stop among the properties and no character.
          if (!("pos" in element.attributes || `${element.prefix}:pos` in element.attributes)) add("\t");
          break;
        case "br":
        case "cr":
          if (element.attributes[`${element.prefix}:type`] !== "page") add("\n");
          break;
        case "noBreakHyphen":
          add("\u2011");
          break;
        case "pStyle": {
          const style = value(element);
          if (open !== undefined && style !== undefined) open.style = style;
          break;
        }
        case "outlineLvl":
          if (open !== undefined) open.outline = Number(value(element));
          break;
        case "numPr":
          if (open !== undefined) open.list = 1;
          break;
        case "ilvl":
          if (open !== undefined) open.list = Math.min(9, Math.max(0, Number(value(element)) || 0)) + 1;
          break;
        case "numId":
          // Zero removes the paragraph from the list of its style.
          if (open !== undefined && value(element) === "0") delete open.list;
          break;
        default:
      }
    },
    text: (text) => {
      if (inText) add(text);
    },
    close: (element) => {
      if (SKIPPED.has(element.local)) skipped -= 1;
      else if (skipped > 0) return;
      else if (element.local === "t") inText = false;
      else if (element.local === "tc") cells -= 1;
      else if (element.local === "p") {
        const done = paragraphs.pop();
        const text = done?.text.replace(/\t+/gu, " ").trim() ?? "";
        if (done === undefined || text === "") return;
        const block = { ...kindOf(done, styles), text, line: 0 };
        if (
          title === undefined &&
          /^(?:title|название)$/iu.test(styles.get(done.style ?? "")?.name ?? done.style ?? "")
        ) {
          title = text;
        }
        blocks.push(block);
      }
    },
  });
  if (!isDocument) throw new Problem("docx-invalid");
  return {
    title: title ?? blocks.find((block) => block.kind === "heading" && block.level === 1)?.text,
    blocks,
  };
}

function kindOf(paragraph: Paragraph, styles: ReadonlyMap<string, Style>): Pick<Block, "kind" | "level"> {
  const { outline, style } = paragraph;
  const level = outline !== undefined && outline < 9 ? outline + 1 : headingLevel(styles, style);
  if (level !== undefined) return { kind: "heading", level };
  const name = styles.get(style ?? "")?.name ?? style ?? "";
  if (/^(?:caption|название объекта|题注)$/iu.test(name)) return { kind: "caption" };
  if (paragraph.inCell) return { kind: "table-cell" };
  if (paragraph.list !== undefined) return { kind: "list-item", level: paragraph.list };
  if (styles.get(style ?? "")?.list === true || /^list (?:bullet|number)/iu.test(name)) {
    return { kind: "list-item", level: 1 };
  }
  return { kind: "paragraph" };
}

function readTitle(bytes: Uint8Array, limits: Limits): string | undefined {
  let title = "";
  let inside = false;
  walk(bytes, limits, {
    open: (element) => {
      inside = element.local === "title";
    },
    text: (text) => {
      if (inside) title += text;
    },
    close: () => {
      inside = false;
    },
  });
  const clean = title.replace(/\s+/gu, " ").trim();
  return clean === "" ? undefined : clean;
}

/**
 * Reads a DOCX file as a document in one language.
 *
 * @throws {Problem} `too-large`, and as `parseDocx` and `unitsOfDocument`
 */
export const readDocx = documentReader("docx", (bytes, _options, limits) => parseDocx(bytes, limits));
