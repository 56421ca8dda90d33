import fc from "fast-check";
import { chartOf, graphicOf, NAMESPACES as DRAWING } from "./drawing.ts";
import {
  declared,
  type Parts,
  PROLOG,
  RELATION,
  relationships,
  ROOT,
  xmlLabel,
  xmlPhrase,
} from "./package.ts";

/** Documents with every construct of running text that Word writes, nested at random. */

const NAMESPACES = declared({
  ...DRAWING,
  w: `${ROOT}/wordprocessingml/2006/main`,
  r: RELATION,
  mc: `${ROOT}/markup-compatibility/2006`,
  v: "urn:schemas-microsoft-com:vml",
  o: "urn:schemas-microsoft-com:office:office",
  wp: `${ROOT}/drawingml/2006/wordprocessingDrawing`,
  wps: "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
  m: `${ROOT}/officeDocument/2006/math`,
});

const text = (content: string) => `<w:t xml:space="preserve">${content}</w:t>`;
const run = (content: string, format = "", attributes = "") =>
  `<w:r${attributes}>${format === "" ? "" : `<w:rPr>${format}</w:rPr>`}${content}</w:r>`;

const format = fc.constantFrom(
  "",
  "",
  "<w:b/>",
  '<w:i/><w:lang w:val="en-US"/>',
  '<w:rStyle w:val="Strong"/><w:color w:val="FF0000"/>',
  '<w:noProof/><w:lang w:val="en-GB"/>',
  '<w:spacing w:val="-2"/><w:kern w:val="0"/>',
  '<w:rFonts w:ascii="Arial" w:hint="eastAsia"/><w:u w:val="single"/>',
  "<w:rtl/>",
  '<w:rStyle w:val="Plain"/>',
  '<w:b w:val="0"/>',
);
const revision = fc.constantFrom("", "", ' w:rsidR="00A1"', ' w:rsidRPr="00B2"');
const words = fc
  .tuple(xmlPhrase, format, revision)
  .map(([content, rPr, rsid]) => run(text(content), rPr, rsid));

/** Styles: one that formats a text, one that nobody sees, and one of paragraphs in bold. */
const STYLES = `<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Plain"><w:name w:val="Plain"/></w:style></w:styles>`;

const limit = (kind: string) => run(`<w:fldChar w:fldCharType="${kind}"/>`);
const field = (instruction: string, result: string) =>
  `${limit("begin")}${run(`<w:instrText> ${instruction} </w:instrText>`)}${limit("separate")}${result}${limit("end")}`;

/** What Word puts between words. */
const special = fc.constantFrom(
  run("<w:tab/>"),
  run(`${text("one")}<w:br/>${text("two ")}`),
  run(`${text("co")}<w:noBreakHyphen/>${text("op ")}<w:softHyphen/>`),
  run('<w:br w:type="page"/>'),
  run(`<w:lastRenderedPageBreak/>${text("page ")}`),
  run('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>'),
  `<w:proofErr w:type="spellStart"/>${run(text("mispelled "))}<w:proofErr w:type="spellEnd"/>`,
  run('<w:footnoteReference w:id="2"/>', '<w:vertAlign w:val="superscript"/>'),
  run('<w:endnoteReference w:id="2"/>', '<w:rStyle w:val="EndnoteReference"/>'),
  run('<w:sym w:font="Wingdings" w:char="F0E0"/>'),
  `<w:bookmarkStart w:id="1" w:name="_Ref1"/>${run(text("Table "))}<w:fldSimple w:instr=" SEQ Table ">${run(text("1"))}</w:fldSimple><w:bookmarkEnd w:id="1"/>`,
  field("PAGE", run(text("7"))),
  field('XE "ice"', ""),
  // A program may indent what it writes.
  `<w:r>\n  <w:fldChar w:fldCharType="begin"/>\n</w:r>${run("<w:instrText> DATE </w:instrText>")}${limit("separate")}${run(text("today "))}<w:r>\n  <w:fldChar w:fldCharType="end"/>\n</w:r>`,
  field("REF _Ref1 \\h", `${run(text("Table "))}${field("SEQ Table", run(text("1")))}`),
  limit("begin") + run("<w:instrText> TOC \\o </w:instrText>") + limit("separate"),
  limit("end"),
  `<w:del w:id="5" w:author="A">${run("<w:delText>gone</w:delText>")}</w:del>`,
  `<w:moveFromRangeStart w:id="6" w:name="m"/><w:moveFrom w:id="7" w:author="A">${run(text("away "))}</w:moveFrom><w:moveFromRangeEnd w:id="6"/>`,
  "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
  run(text("secret"), "<w:vanish/>"),
  run(
    `<w:ruby><w:rubyPr/><w:rt>${run(text("guide"))}</w:rt><w:rubyBase>${run(text("base "))}</w:rubyBase></w:ruby>`,
  ),
  `<w:commentRangeStart w:id="0"/>${run(text("noted "))}<w:commentRangeEnd w:id="0"/>${run('<w:commentReference w:id="0"/>')}`,
  run('<w:object><v:shape alt="A drawing of ice"/><o:OLEObject Type="Embed" r:id="rId9"/></w:object>'),
  run(
    '<w:drawing><wp:inline><wp:docPr id="3" name="Picture 1" descr="photo.png" title="A photo"/></wp:inline></w:drawing>',
  ),
);

/** A stretch around other content. */
const around = (content: string) =>
  fc.constantFrom(
    `<w:hyperlink r:id="rId9">${content}</w:hyperlink>`,
    `<w:hyperlink r:id="rId9">${content}</w:hyperlink><w:hyperlink r:id="rId9">${run(text("and on "))}</w:hyperlink>`,
    `<w:ins w:id="3" w:author="A">${content}</w:ins>`,
    `<w:moveTo w:id="8" w:author="A">${content}</w:moveTo>`,
    `<w:sdt><w:sdtPr><w:id w:val="4"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`,
    `<w:smartTag w:element="place">${content}</w:smartTag>`,
    `<w:dir w:val="rtl">${content}</w:dir>`,
    field('HYPERLINK "http://example.org/"', content),
  );

const { paragraph } = fc.letrec<{ inline: string; paragraph: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    words,
    words,
    special,
    fc.array(tie("inline"), { minLength: 1, maxLength: 3 }).chain((parts) => around(parts.join(""))),
    fc
      .tuple(tie("paragraph"), xmlLabel)
      .map(([inner, alt]) =>
        run(
          `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:docPr id="1" name="x" descr="${alt}"/><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt="${alt}"><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`,
        ),
      ),
  ),
  paragraph: fc
    .tuple(
      fc.constantFrom(
        "",
        "",
        '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>',
        "<w:pPr><w:bidi/><w:rPr><w:b/></w:rPr></w:pPr>",
      ),
      fc.array(tie("inline"), { maxLength: 6 }),
    )
    .map(([properties, parts]) => `<w:p>${properties}${parts.join("")}</w:p>`),
}));
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2 },
    paragraph,
    paragraph,
    tie("block").map((one) => `<w:tbl><w:tr><w:tc>${one}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`),
    tie("block").map((one) => `<w:sdt><w:sdtPr/><w:sdtContent>${one}</w:sdtContent></w:sdt>`),
  ),
}));

const notes = (kind: string, body: string) =>
  `<w:${kind}s ${NAMESPACES}><w:${kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:${kind}><w:${kind} w:id="2">${body}</w:${kind}></w:${kind}s>`;

/** A package with one visible sentence at least. */
export const docx: fc.Arbitrary<Parts> = fc
  .tuple(
    fc.array(block, { maxLength: 6 }),
    fc.record({ footnote: paragraph, endnote: paragraph, header: block, footer: block, comment: paragraph }),
    chartOf(),
    graphicOf(),
  )
  .map(([blocks, { footnote, endnote, header, footer, comment }, chart, graphic]) => ({
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relationships(["officeDocument", "word/document.xml"]),
    "word/_rels/document.xml.rels": relationships(
      ["footnotes", "footnotes.xml"],
      ["endnotes", "endnotes.xml"],
      ["header", "header1.xml"],
      ["footer", "footer1.xml"],
      ["comments", "comments.xml"],
      ["styles", "styles.xml"],
      ["chart", "charts/chart1.xml"],
      ["diagramData", "diagrams/data1.xml"],
      ["diagramDrawing", "diagrams/drawing1.xml"],
    ),
    "word/document.xml": `${PROLOG}<w:document ${NAMESPACES}><w:body><w:p>${run(text("Start here."))}</w:p>${blocks.join("\n")}<w:sectPr/></w:body></w:document>`,
    "word/footnotes.xml": notes("footnote", footnote),
    "word/endnotes.xml": notes("endnote", endnote),
    "word/header1.xml": `<w:hdr ${NAMESPACES}>${header}</w:hdr>`,
    "word/footer1.xml": `<w:ftr ${NAMESPACES}>${footer}</w:ftr>`,
    "word/comments.xml": `<w:comments ${NAMESPACES}><w:comment w:id="0" w:author="A">${comment}</w:comment></w:comments>`,
    "word/charts/chart1.xml": chart,
    ...graphic("word/diagrams"),
    "word/styles.xml": STYLES,
    "word/settings.xml": `<w:settings ${NAMESPACES}><w:themeFontLang w:val="en-US"/></w:settings>`,
    "word/media/image1.png": "not read",
  }));
