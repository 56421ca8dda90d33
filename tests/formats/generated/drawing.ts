import fc from "fast-check";
import { declared, PROLOG, ROOT, xmlLabel, xmlPhrase } from "./package.ts";

/** Texts of DrawingML: in slides, charts, shapes and SmartArt. */

export const NAMESPACES = { a: `${ROOT}/drawingml/2006/main`, c: `${ROOT}/drawingml/2006/chart` };

const format = fc.constantFrom(
  "",
  '<a:rPr lang="en-US" dirty="0"/>',
  '<a:rPr lang="en-GB" dirty="0" err="1"/>',
  '<a:rPr lang="en-US" b="1"/>',
  '<a:rPr lang="en-US" sz="1800" i="1"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>',
  '<a:rPr lang="en-US"><a:latin typeface="Arial"/><a:ea typeface="SimSun"/></a:rPr>',
  '<a:rPr lang="en-US"><a:hlinkClick r:id="rId9"/></a:rPr>',
  '<a:rPr lang="en-US" baseline="30000"/>',
);
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(format, xmlPhrase).map(([rPr, text]) => `<a:r>${rPr}<a:t>${text}</a:t></a:r>`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "<a:br/>",
      '<a:br><a:rPr lang="en-US"/></a:br>',
      '<a:fld id="{1}" type="slidenum"><a:rPr lang="en-US"/><a:t>4</a:t></a:fld>',
      "<a:r><a:t/></a:r>",
    ),
  },
);

/** A paragraph; it may be empty. */
const drawnParagraph: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", '<a:pPr lvl="1"><a:buNone/></a:pPr>'),
    fc.array(piece, { maxLength: 5 }),
    fc.constantFrom("", '<a:endParaRPr lang="en-US"/>'),
  )
  .map(([properties, pieces, end]) => `<a:p>${properties}${pieces.join("")}${end}</a:p>`);

export const drawnText: fc.Arbitrary<string> = fc
  .array(drawnParagraph, { minLength: 1, maxLength: 3 })
  .map((paragraphs) => paragraphs.join(""));

/** A chart with a title, series, categories and values. */
export const chartOf = (sheet?: string): fc.Arbitrary<string> =>
  fc.tuple(drawnText, fc.array(xmlLabel, { minLength: 1, maxLength: 3 })).map(([title, names]) => {
    const points = names.map((name, at) => `<c:pt idx="${at}"><c:v>${name}</c:v></c:pt>`).join("");
    const from = sheet === undefined ? "" : `<c:f>${sheet}!$A$1:$A$3</c:f>`;
    return `${PROLOG}<c:chartSpace ${declared(NAMESPACES)}><c:chart><c:title><c:tx><c:rich><a:bodyPr/>${title}</c:rich></c:tx></c:title><c:ser><c:cat><c:strRef>${from}<c:strCache>${points}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chart></c:chartSpace>`;
  });

/** The parts of a SmartArt: its data, and the drawing that repeats them, by name in a folder. */
export const graphicOf = (): fc.Arbitrary<(folder: string) => Record<string, string>> =>
  fc.array(drawnText, { minLength: 1, maxLength: 3 }).map((texts) => {
    const names = declared({
      a: NAMESPACES.a,
      dgm: `${ROOT}/drawingml/2006/diagram`,
      dsp: "http://schemas.microsoft.com/office/drawing/2008/diagram",
    });
    const points = texts.map((text) => `<dgm:pt><dgm:t><a:bodyPr/>${text}</dgm:t></dgm:pt>`).join("");
    const shapes = texts.map((text) => `<dsp:sp><dsp:txBody>${text}</dsp:txBody></dsp:sp>`).join("");
    return (folder) => ({
      [`${folder}/data1.xml`]: `<dgm:dataModel ${names}><dgm:ptLst>${points}</dgm:ptLst></dgm:dataModel>`,
      [`${folder}/drawing1.xml`]: `<dsp:drawing ${names}>${shapes}</dsp:drawing>`,
    });
  });
