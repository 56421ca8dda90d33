import { strToU8, zipSync } from "fflate";
import { bytes } from "../helpers.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const zip = (parts: Readonly<Record<string, string>>, mtime: string): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)])), { mtime });
const relationships = (type: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
const odf = "urn:oasis:names:tc:opendocument:xmlns";
const P = "http://schemas.openxmlformats.org/presentationml/2006/main";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const time = (at: number) => `00:00:${String(at).padStart(2, "0")}`;

/** A small file of each format in one language that holds these paragraphs; `mtime` dates the parts of a package. */
const MAKERS = {
  txt: (texts) => bytes(`${texts.join("\n\n")}\n`),
  md: (texts) => bytes(`# ${texts.join("\n\n")}\n`),
  html: (texts) => bytes(`<body>${texts.map((text) => `<p>${text}</p>`).join("\n")}</body>`),
  srt: (texts) =>
    bytes(
      texts
        .map((text, at) => `${at + 1}\n${time(at * 2)},000 --> ${time(at * 2 + 1)},500\n${text}\n`)
        .join("\n"),
    ),
  vtt: (texts) =>
    bytes(
      `WEBVTT\n\n${texts.map((text, at) => `${time(at * 2)}.000 --> ${time(at * 2 + 1)}.500\n${text}\n`).join("\n")}`,
    ),
  docx: (texts, mtime) =>
    zip(
      {
        "word/document.xml": `<w:document xmlns:w="${W}"><w:body>${texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join("")}</w:body></w:document>`,
      },
      mtime,
    ),
  pptx: (texts, mtime) =>
    zip(
      {
        "_rels/.rels": relationships("officeDocument", "ppt/presentation.xml"),
        "ppt/presentation.xml": `<p:presentation xmlns:p="${P}" xmlns:r="${OFFICE}"><p:sldIdLst><p:sldId r:id="rId1"/></p:sldIdLst></p:presentation>`,
        "ppt/_rels/presentation.xml.rels": relationships("slide", "slides/slide1.xml"),
        "ppt/slides/slide1.xml": `<p:sld xmlns:p="${P}" xmlns:a="${A}"><p:sp><p:txBody>${texts.map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`).join("")}</p:txBody></p:sp></p:sld>`,
      },
      mtime,
    ),
  xlsx: (texts, mtime) =>
    zip(
      {
        "_rels/.rels": relationships("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": `<workbook xmlns="${X}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relationships("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": `<worksheet xmlns="${X}"><sheetData>${texts.map((text, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`).join("")}</sheetData></worksheet>`,
      },
      mtime,
    ),
  odt: (texts, mtime) =>
    zip(
      {
        mimetype: "application/vnd.oasis.opendocument.text",
        "content.xml": `<office:document-content xmlns:office="${odf}:office:1.0" xmlns:text="${odf}:text:1.0"><office:body><office:text>${texts.map((text) => `<text:p>${text}</text:p>`).join("")}</office:text></office:body></office:document-content>`,
      },
      mtime,
    ),
} satisfies Record<string, (texts: readonly string[], mtime: string) => Uint8Array>;

export type SmallFormat = keyof typeof MAKERS;
export const SMALL_FORMATS = Object.keys(MAKERS) as SmallFormat[];

export const smallFile = (
  format: SmallFormat,
  texts: readonly string[],
  mtime = "2026-01-01T00:00:00Z",
): Uint8Array => MAKERS[format](texts, mtime);
