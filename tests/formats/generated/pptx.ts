import fc from "fast-check";
import { chartOf, drawnText, graphicOf, NAMESPACES as DRAWING } from "./drawing.ts";
import { declared, type Parts, PROLOG, RELATION, relationships, ROOT, xmlLabel } from "./package.ts";

/** Presentations with every construct of text, nested at random. */

const NAMESPACES = declared({
  ...DRAWING,
  p: `${ROOT}/presentationml/2006/main`,
  r: RELATION,
  mc: `${ROOT}/markup-compatibility/2006`,
});

const named = (content: string, alt: string, placeholder = "") =>
  `<p:nvSpPr><p:cNvPr id="2" name="Shape 1" descr="${alt}"/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr>${content}`;

const { shape } = fc.letrec<{ shape: string }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2 },
    fc
      .tuple(
        drawnText,
        fc.constantFrom(
          "",
          '<p:ph type="title"/>',
          '<p:ph type="body" idx="1"/>',
          '<p:ph type="ftr"/>',
          "<p:ph/>",
        ),
        xmlLabel,
      )
      .map(
        ([text, placeholder, alt]) =>
          `<p:sp>${named(`<p:txBody><a:bodyPr/><a:lstStyle/>${text}</p:txBody>`, alt, placeholder)}</p:sp>`,
      ),
    fc
      .array(drawnText, { minLength: 1, maxLength: 3 })
      .map(
        (cells) =>
          `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr/><a:tblGrid/><a:tr>${cells
            .map((cell) => `<a:tc><a:txBody>${cell}</a:txBody><a:tcPr/></a:tc>`)
            .join("")}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      ),
    fc
      .array(tie("shape"), { minLength: 1, maxLength: 2 })
      .map((shapes) => `<p:grpSp>${shapes.join("")}</p:grpSp>`),
    tie("shape").map(
      (one) =>
        `<mc:AlternateContent><mc:Choice Requires="p14">${one}</mc:Choice><mc:Fallback>${one}</mc:Fallback></mc:AlternateContent>`,
    ),
  ),
}));

const tree = fc
  .array(shape, { maxLength: 3 })
  .map((shapes) => `<p:cSld><p:spTree>${shapes.join("")}</p:spTree></p:cSld>`);
const part = (root: string, content: string) => `${PROLOG}<p:${root} ${NAMESPACES}>${content}</p:${root}>`;
const START = "<p:sp><p:txBody><a:p><a:r><a:t>Start here.</a:t></a:r></a:p></p:txBody></p:sp>";

/** A package of two slides, in another order than that of their names. */
export const pptx: fc.Arbitrary<Parts> = fc
  .record({ first: tree, second: tree, notes: tree, layout: tree, master: tree, comment: xmlLabel })
  .chain((trees) => fc.tuple(fc.constant(trees), chartOf(), graphicOf()))
  .map(([{ first, second, notes, layout, master, comment }, chart, graphic]) => ({
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relationships(["officeDocument", "ppt/presentation.xml"]),
    "ppt/presentation.xml": part(
      "presentation",
      '<p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst>',
    ),
    "ppt/_rels/presentation.xml.rels": relationships(
      ["slide", "slides/slide1.xml"],
      ["slide", "slides/slide2.xml"],
      ["slideMaster", "slideMasters/slideMaster1.xml"],
    ),
    "ppt/slides/slide1.xml": part("sld", second),
    "ppt/slides/slide2.xml": part("sld", first.replace("<p:spTree>", `<p:spTree>${START}`)),
    "ppt/slides/_rels/slide1.xml.rels": relationships(
      ["notesSlide", "../notesSlides/notesSlide1.xml"],
      ["chart", "../charts/chart1.xml"],
      ["diagramData", "../diagrams/data1.xml"],
      ["diagramDrawing", "../diagrams/drawing1.xml"],
      ["slideLayout", "../slideLayouts/slideLayout1.xml"],
      ["comments", "../comments/comment1.xml"],
    ),
    "ppt/notesSlides/notesSlide1.xml": part("notes", notes),
    "ppt/charts/chart1.xml": chart,
    ...graphic("ppt/diagrams"),
    "ppt/slideLayouts/slideLayout1.xml": part("sldLayout", layout),
    "ppt/slideMasters/slideMaster1.xml": part("sldMaster", master),
    "ppt/comments/comment1.xml": part(
      "cmLst",
      `<p:cm authorId="0"><p:pos x="1" y="1"/><p:text>${comment}</p:text></p:cm>`,
    ),
    "ppt/media/image1.png": "not read",
  }));
