import fc from "fast-check";
import { declared, type Parts, xmlLabel, xmlPhrase } from "./package.ts";

/** Documents of OpenDocument with every construct of text, nested at random. */

const OASIS = "urn:oasis:names:tc:opendocument:xmlns";
const NAMESPACES = declared({
  office: `${OASIS}:office:1.0`,
  text: `${OASIS}:text:1.0`,
  style: `${OASIS}:style:1.0`,
  table: `${OASIS}:table:1.0`,
  draw: `${OASIS}:drawing:1.0`,
  presentation: `${OASIS}:presentation:1.0`,
  chart: `${OASIS}:chart:1.0`,
  fo: `${OASIS}:xsl-fo-compatible:1.0`,
  svg: `${OASIS}:svg-compatible:1.0`,
  xlink: "http://www.w3.org/1999/xlink",
  dc: "http://purl.org/dc/elements/1.1/",
  o: "http://openoffice.org/2009/office",
});

const STYLES = [
  ["T1", 'fo:font-weight="bold"'],
  ["T2", 'fo:language="en" fo:country="US" o:rsid="1"'],
  ["T3", 'text:display="none"'],
  ["T5", 'fo:font-weight="normal"'],
  ["T4", 'style:text-underline-style="solid" fo:color="#ff0000"'],
]
  .map(
    ([name, properties]) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`,
  )
  .join("")
  .concat(
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Bold"/><style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>',
  );

const special = fc.constantFrom(
  "<text:tab/>",
  "<text:line-break/>",
  '<text:s text:c="2"/>',
  "<text:s/>",
  "\n  ",
  "<text:soft-page-break/>",
  '<text:bookmark-start text:name="b"/>named <text:bookmark-end text:name="b"/>',
  '<text:reference-mark text:name="r"/>',
  '<text:bookmark-ref text:ref-name="b">4</text:bookmark-ref>',
  "<text:page-number>4</text:page-number>",
  '<text:sequence text:name="Table">1</text:sequence>',
  '<text:change-start text:change-id="c"/>new <text:change-end text:change-id="c"/>',
  '<text:change text:change-id="d"/>',
  "<office:annotation><dc:creator>A</dc:creator><dc:date>2026-01-02</dc:date><text:p>Is it so?</text:p></office:annotation>",
  '<text:span text:style-name="T3">secret</text:span>',
  "<text:ruby><text:ruby-base>base </text:ruby-base><text:ruby-text>guide</text:ruby-text></text:ruby>",
  "<!-- a remark -->",
);

const { paragraph } = fc.letrec<{ inline: string; paragraph: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    xmlPhrase,
    xmlPhrase,
    special,
    fc
      .array(tie("inline"), { minLength: 1, maxLength: 3 })
      .chain((parts) =>
        fc.constantFrom(
          ...["T1", "T2", "T4", "T5"].map(
            (name) => `<text:span text:style-name="${name}">${parts.join("")}</text:span>`,
          ),
          `<text:a xlink:href="http://example.org/">${parts.join("")}</text:a>`,
          `<text:a xlink:href="#a">${parts.join("")}</text:a><text:a xlink:href="#a">and on </text:a>`,
          `<text:meta>${parts.join("")}</text:meta>`,
        ),
      ),
    fc
      .tuple(tie("paragraph"), fc.constantFrom("footnote", "endnote"))
      .map(
        ([body, kind]) =>
          `<text:note text:note-class="${kind}" text:id="f1"><text:note-citation>1</text:note-citation><text:note-body>${body}</text:note-body></text:note>`,
      ),
    fc
      .tuple(tie("paragraph"), xmlLabel)
      .map(
        ([body, alt]) =>
          `<draw:frame draw:name="i"><draw:text-box>${body}</draw:text-box><svg:desc>${alt}</svg:desc></draw:frame>`,
      ),
  ),
  paragraph: fc
    .array(tie("inline"), { maxLength: 6 })
    .chain((parts) =>
      fc.constantFrom(
        `<text:p>${parts.join("")}</text:p>`,
        `<text:p text:style-name="Title">${parts.join("")}</text:p>`,
        `<text:p text:style-name="P1">${parts.join("")}</text:p>`,
        `<text:h text:outline-level="2">${parts.join("")}</text:h>`,
      ),
    ),
}));
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2 },
    paragraph,
    paragraph,
    tie("block").map((one) => `<text:list><text:list-item>${one}</text:list-item></text:list>`),
    tie("block").map((one) => `<text:section text:name="s">${one}</text:section>`),
    tie("block").map(
      (one) =>
        `<table:table><table:table-row><table:table-cell>${one}</table:table-cell></table:table-row></table:table>`,
    ),
  ),
}));
const blocks = fc.array(block, { maxLength: 6 }).map((list) => list.join("\n"));

const CHANGES =
  '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>';

type Kind = "text" | "presentation" | "spreadsheet";

/** A package of one kind. */
const document = (kind: Kind, body: string, masters: string, more: Parts = {}): Parts => ({
  mimetype: `application/vnd.oasis.opendocument.${kind}`,
  "content.xml": `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMESPACES}><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
  "styles.xml": `<office:document-styles ${NAMESPACES}><office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="US"/></style:default-style></office:styles><office:master-styles>${masters}</office:master-styles></office:document-styles>`,
  ...more,
  "META-INF/manifest.xml": "<manifest/>",
});

/** A text document with one visible sentence at least. */
export const odt: fc.Arbitrary<Parts> = fc
  .tuple(blocks, block, block)
  .map(([body, header, footer]) =>
    document(
      "text",
      `${CHANGES}<text:p>Start here.</text:p>${body}`,
      `<style:master-page style:name="Standard"><style:header>${header}</style:header><style:footer>${footer}</style:footer></style:master-page>`,
    ),
  );

const frame = fc.oneof(
  fc
    .tuple(fc.constantFrom("title", "outline", "subtitle"), fc.array(paragraph, { maxLength: 3 }), xmlLabel)
    .map(
      ([kind, text, alt]) =>
        `<draw:frame presentation:class="${kind}"><draw:text-box>${text.join("")}</draw:text-box><svg:title>${alt}</svg:title></draw:frame>`,
    ),
  paragraph.map((text) => `<draw:custom-shape>${text}</draw:custom-shape>`),
  paragraph.map(
    (text) =>
      `<draw:g><draw:frame><table:table><table:table-row><table:table-cell>${text}</table:table-cell></table:table-row></table:table></draw:frame></draw:g>`,
  ),
);
const page = fc
  .tuple(fc.array(frame, { maxLength: 3 }), paragraph)
  .map(
    ([frames, notes]) =>
      `<draw:page>${frames.join("")}<presentation:notes><draw:page-thumbnail/><draw:frame presentation:class="notes"><draw:text-box>${notes}</draw:text-box></draw:frame></presentation:notes></draw:page>`,
  );

/** A presentation with notes and texts of its design. */
export const odp: fc.Arbitrary<Parts> = fc
  .tuple(fc.array(page, { maxLength: 3 }), frame)
  .map(([pages, master]) =>
    document(
      "presentation",
      `<draw:page><draw:frame><draw:text-box><text:p>Start here.</text:p></draw:text-box></draw:frame></draw:page>${pages.join("")}`,
      `<style:master-page style:name="Standard">${master}</style:master-page>`,
    ),
  );

const typed = (type: string, text: string) =>
  `<table:table-cell office:value-type="${type}">${text}</table:table-cell>`;
const cell = fc.oneof(
  { weight: 3, arbitrary: paragraph.map((text) => typed("string", text)) },
  {
    weight: 1,
    arbitrary: xmlLabel.map(
      (text) =>
        `<table:table-cell office:value-type="string" office:string-value="${text}"><text:p>${text}</text:p></table:table-cell>`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      typed("float", "<text:p>12</text:p>"),
      typed("date", "<text:p>2 May</text:p>"),
      '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"><text:p>copy</text:p></table:table-cell>',
      '<table:table-cell table:number-columns-repeated="3"/>',
      "<table:covered-table-cell/>",
    ),
  },
);
const sheet = (name: string) =>
  fc
    .array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 })
    .map(
      (rows) =>
        `<table:table table:name="${name}">${rows.map((cells) => `<table:table-row>${cells.join("")}</table:table-row>`).join("")}</table:table>`,
    );

/** A spreadsheet of two sheets with a chart. */
export const ods: fc.Arbitrary<Parts> = fc
  .tuple(sheet("Data"), sheet("Old year"), paragraph, xmlLabel)
  .map(([one, two, title, name]) =>
    document(
      "spreadsheet",
      `<table:table table:name="First"><table:table-row>${typed("string", "<text:p>Start here.</text:p>")}</table:table-row></table:table>${one}${two}`,
      "",
      {
        "Object 1/content.xml": `<office:document-content ${NAMESPACES}><office:body><office:chart><chart:chart><chart:title>${title}</chart:title><table:table table:name="local"><table:table-row>${typed("string", `<text:p>${name}</text:p>`)}</table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>`,
      },
    ),
  );
