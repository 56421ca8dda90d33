import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { type Language, LANGUAGES } from "../src/domain/language.ts";
import { escapeAttribute, escapeText } from "../src/formats/xml/xml-characters.ts";

/**
 * Makes Word documents of the seminar in `tm/`, one for each language: headings, lists, bold, italics, links, a header
 * and page numbers. `npx node tools/seminar-documents.ts` writes them to `tm/documents`. Equal texts give equal files.
 */

const ROOT = join(import.meta.dirname, "..");
export const SEMINAR = "arkhangelsk-2023";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NAMESPACES = `xmlns:w="${W}" xmlns:r="${R}"`;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TIME = new Date(1980, 0, 1);

/** Links of a document: each address has one relationship. */
interface Links {
  readonly addresses: string[];
}

const run = (text: string, properties = ""): string => {
  const format = properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`;
  return text === "" ? "" : `<w:r>${format}<w:t xml:space="preserve">${escapeText(text)}</w:t></w:r>`;
};

/** Bold, italics, links and line breaks of Markdown as runs. */
function inline(markdown: string, links: Links, properties = ""): string {
  const found = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]*)\]\(([^)]*)\)|<br>/u.exec(markdown);
  if (found === null) return run(markdown, properties);
  const [whole, bold, italic, label, address] = found;
  const before = run(markdown.slice(0, found.index), properties);
  const after = inline(markdown.slice(found.index + whole.length), links, properties);
  return before + marked() + after;

  function marked(): string {
    if (bold !== undefined) return inline(bold, links, `${properties}<w:b/>`);
    if (italic !== undefined) return inline(italic, links, `${properties}<w:i/>`);
    if (label === undefined || address === undefined) return "<w:r><w:br/></w:r>";
    const known = links.addresses.indexOf(address);
    const at = known >= 0 ? known : links.addresses.push(address) - 1;
    return `<w:hyperlink r:id="link${at + 1}">${inline(label, links, '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`;
  }
}

const paragraph = (style: string, content: string, numbering = ""): string =>
  `<w:p><w:pPr>${style === "" ? "" : `<w:pStyle w:val="${style}"/>`}${numbering}</w:pPr>${content}</w:p>`;
const numbered = (list: number): string => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`;

/** The paragraphs of a text in Markdown: headings, lists with bullets or numbers, and running text. */
function body(markdown: string, links: Links): { readonly xml: string; readonly lists: number } {
  let xml = "";
  let lists = 1;
  let inNumbers = false;
  for (const line of markdown.split("\n")) {
    if (line.trim() === "") continue;
    const heading = /^(#{1,4}) (.*)$/u.exec(line);
    const bullet = /^- (.*)$/u.exec(line);
    const number = /^\d+\. (.*)$/u.exec(line);
    if (number !== null && !inNumbers) lists += 1;
    inNumbers = number !== null;
    if (heading !== null) {
      const level = heading[1]?.length ?? 1;
      xml += paragraph(level === 1 ? "Title" : `Heading${level - 1}`, inline(heading[2] ?? "", links));
    } else if (bullet !== null)
      xml += paragraph("ListParagraph", inline(bullet[1] ?? "", links), numbered(1));
    else if (number !== null)
      xml += paragraph("ListParagraph", inline(number[1] ?? "", links), numbered(lists));
    else xml += paragraph("BodyText", inline(line, links));
  }
  return { xml, lists };
}

const style = (id: string, name: string, format: string, properties = "", more = ""): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${name}"/>${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/>'}<w:pPr>${properties}</w:pPr><w:rPr>${format}</w:rPr></w:style>`;
const size = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/>`;

function styles(language: Language): string {
  const tag = { en: "en-US", ru: "ru-RU", zh: "en-US" }[language];
  const heading = (level: number, points: number) =>
    style(
      `Heading${level}`,
      `heading ${level}`,
      `<w:b/><w:color w:val="1F4E79"/>${size(points * 2)}`,
      `<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/>`,
    );
  return `<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>${size(22)}<w:lang w:val="${tag}" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
    style("Normal", "Normal", "", "", ' w:default="1"'),
    style("Title", "Title", `<w:b/><w:color w:val="1F4E79"/>${size(40)}`, '<w:spacing w:after="200"/>'),
    heading(1, 16),
    heading(2, 13),
    heading(3, 12),
    style("BodyText", "Body Text", ""),
    style("ListParagraph", "List Paragraph", "", '<w:spacing w:after="60"/><w:ind w:left="720"/>'),
    style("Header", "header", `<w:color w:val="595959"/>${size(18)}`),
    style("Footer", "footer", `<w:color w:val="595959"/>${size(18)}`, '<w:jc w:val="center"/>'),
  ].join(
    "",
  )}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`;
}

/** One list with bullets, and one with numbers for each numbered list of the text. */
function numbering(lists: number): string {
  const level = (format: string, text: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>`;
  const numbers = Array.from({ length: lists }, (_, at) => at + 1);
  return `<w:numbering ${NAMESPACES}>${numbers
    .map(
      (one) =>
        `<w:abstractNum w:abstractNumId="${one}">${one === 1 ? level("bullet", "•") : level("decimal", "%1.")}</w:abstractNum>`,
    )
    .join("")}${numbers
    .map((one) => `<w:num w:numId="${one}"><w:abstractNumId w:val="${one}"/></w:num>`)
    .join("")}</w:numbering>`;
}

const field = (name: string): string =>
  ["begin", "separate", "end"]
    .map((limit) => {
      const instruction = `<w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r>`;
      const mark = `<w:r><w:fldChar w:fldCharType="${limit}"/></w:r>`;
      return limit === "begin"
        ? mark + instruction
        : limit === "separate"
          ? `${mark}<w:r><w:t>1</w:t></w:r>`
          : mark;
    })
    .join("");

const RELATED = ["styles", "numbering", "header", "footer", "settings"] as const;

/** A Word document of a text in Markdown. */
export function documentOf(markdown: string, language: Language): Uint8Array {
  const links: Links = { addresses: [] };
  const title = /^# (.*)$/mu.exec(markdown)?.[1] ?? "";
  const { xml, lists } = body(markdown, links);
  const kind = (name: string) =>
    `application/vnd.openxmlformats-officedocument.wordprocessingml.${name === "document" ? "document.main" : name}+xml`;
  const external = links.addresses
    .map(
      (address, at) =>
        `<Relationship Id="link${at + 1}" Type="${R}/hyperlink" Target="${escapeAttribute(address)}" TargetMode="External"/>`,
    )
    .join("");
  const relationships = (content: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
      "document",
      ...RELATED,
    ]
      .map((name) => `<Override PartName="/word/${name}.xml" ContentType="${kind(name)}"/>`)
      .join("")}</Types>`,
    "_rels/.rels": relationships(
      `<Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/>`,
    ),
    "word/_rels/document.xml.rels": relationships(
      RELATED.map((name) => `<Relationship Id="${name}" Type="${R}/${name}" Target="${name}.xml"/>`).join(
        "",
      ) + external,
    ),
    "word/document.xml": `<w:document ${NAMESPACES}><w:body>${xml}<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    "word/styles.xml": styles(language),
    "word/numbering.xml": numbering(lists),
    "word/header.xml": `<w:hdr ${NAMESPACES}>${paragraph("Header", inline(title, links))}</w:hdr>`,
    "word/footer.xml": `<w:ftr ${NAMESPACES}>${paragraph("Footer", field("PAGE"))}</w:ftr>`,
    "word/settings.xml": `<w:settings ${NAMESPACES}><w:autoHyphenation/></w:settings>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, [strToU8(XML + text), { mtime: TIME }]]),
    ),
  );
}

/** Path of the document in a language, from the root of the project. */
export const documentPath = (language: Language): string => `tm/documents/${SEMINAR}.${language}.docx`;

/** The text of the seminar in a language. */
export const seminarText = (language: Language): string =>
  readFileSync(join(ROOT, "tm", "seminars", SEMINAR, `${language}.md`), "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(ROOT, "tm", "documents"), { recursive: true });
  for (const language of LANGUAGES)
    writeFileSync(join(ROOT, documentPath(language)), documentOf(seminarText(language), language));
}
