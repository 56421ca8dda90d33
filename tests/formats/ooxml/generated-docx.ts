import { strToU8, zipSync } from "fflate";
import fc from "fast-check";

/** Documents with every construct of running text that Word writes, nested at random. */

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NAMESPACES = `xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`;
const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>';
const relationships = (entries: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${R}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const word = fc.constantFrom(
  "Floating",
  "ice",
  "drifts",
  "slowly",
  "past",
  "harbour",
  "R&amp;D",
  "ships",
  "wait",
  "&lt;north&gt;",
);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
const end = fc.constantFrom("", "", ". ", ", ");
const phrase = fc.tuple(words, end).map(([text, mark]) => text + (mark === "" ? " " : mark));

const format = fc.constantFrom(
  "",
  "",
  "<w:rPr><w:b/></w:rPr>",
  '<w:rPr><w:i/><w:lang w:val="en-US"/></w:rPr>',
  '<w:rPr><w:rStyle w:val="Strong"/><w:color w:val="FF0000"/></w:rPr>',
  '<w:rPr><w:noProof/><w:lang w:val="en-GB"/></w:rPr>',
);
const revision = fc.constantFrom("", "", ' w:rsidR="00A1"', ' w:rsidRPr="00B2"');
const space = ' xml:space="preserve"';
const run = fc
  .tuple(revision, format, phrase)
  .map(([rsid, rPr, text]) => `<w:r${rsid}>${rPr}<w:t${space}>${text}</w:t></w:r>`);
const specials = fc.constantFrom(
  "<w:r><w:tab/></w:r>",
  `<w:r><w:t${space}>one</w:t><w:br/><w:t>two </w:t></w:r>`,
  "<w:r><w:lastRenderedPageBreak/><w:t>page </w:t></w:r>",
  '<w:proofErr w:type="spellStart"/><w:r><w:t>mispelled </w:t></w:r><w:proofErr w:type="spellEnd"/>',
  '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
  '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
  '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:r><w:t>Table </w:t></w:r><w:fldSimple w:instr=" SEQ Table "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:bookmarkEnd w:id="1"/>',
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>a link </w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
  '<w:del w:id="5" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>',
  "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
  "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
  "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>guide</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base </w:t></w:r></w:rubyBase></w:ruby></w:r>",
  '<w:commentRangeStart w:id="0"/><w:r><w:t>noted </w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
);

const nested = fc.letrec<{ inline: string; paragraph: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    run,
    run,
    specials,
    fc
      .array(tie("inline"), { minLength: 1, maxLength: 3 })
      .chain((parts) =>
        fc.constantFrom(
          `<w:hyperlink r:id="rId9">${parts.join("")}</w:hyperlink>`,
          `<w:ins w:id="3" w:author="A">${parts.join("")}</w:ins>`,
          `<w:sdt><w:sdtPr><w:id w:val="4"/></w:sdtPr><w:sdtContent>${parts.join("")}</w:sdtContent></w:sdt>`,
          `<w:smartTag w:element="place">${parts.join("")}</w:smartTag>`,
        ),
      ),
    tie("paragraph").map(
      (inner) =>
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:docPr id="1" name="x" descr="A map of the route"/><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt="A map of the route"><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
  ),
  paragraph: fc
    .tuple(
      fc.constantFrom("", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'),
      fc.array(tie("inline"), { maxLength: 6 }),
    )
    .map(([properties, parts]) => `<w:p>${properties}${parts.join("")}</w:p>`),
}));

const block = fc.oneof(
  nested.paragraph,
  nested.paragraph.map((one) => `<w:tbl><w:tr><w:tc>${one}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`),
  nested.paragraph.map((one) => `<w:sdt><w:sdtPr/><w:sdtContent>${one}</w:sdtContent></w:sdt>`),
);

/** A package with one visible sentence at least. */
export const generatedDocx = fc
  .tuple(fc.array(block, { maxLength: 6 }), nested.paragraph, nested.paragraph)
  .map(([blocks, note, header]) =>
    packed({
      "[Content_Types].xml": TYPES,
      "_rels/.rels": relationships([["officeDocument", "word/document.xml"]]),
      "word/_rels/document.xml.rels": relationships([
        ["footnotes", "footnotes.xml"],
        ["header", "header1.xml"],
      ]),
      "word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document ${NAMESPACES}><w:body><w:p><w:r><w:t>Start here.</w:t></w:r></w:p>${blocks.join("\n")}<w:sectPr/></w:body></w:document>`,
      "word/footnotes.xml": `<w:footnotes ${NAMESPACES}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">${note}</w:footnote></w:footnotes>`,
      "word/header1.xml": `<w:hdr ${NAMESPACES}>${header}</w:hdr>`,
      "word/media/image1.png": "not read",
    }),
  );

/** A package of parts. */
const packed = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    mtime: new Date("2026-01-02T03:04:06Z"),
  });
