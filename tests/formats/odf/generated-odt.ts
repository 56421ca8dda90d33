import { strToU8, zipSync } from "fflate";
import fc from "fast-check";

/** Text documents of OpenDocument with every construct of running text, nested at random. */

const NAMESPACES = ["office", "text", "style", "table", "draw"]
  .map((name) => {
    const family = name === "draw" ? "drawing" : name;
    return `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${family}:1.0"`;
  })
  .concat([
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:o="http://openoffice.org/2009/office"',
  ])
  .join(" ");

const STYLES =
  '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties fo:language="en" fo:country="US" o:rsid="1"/></style:style><style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>';

const word = fc.constantFrom(
  "Floating",
  "ice",
  "drifts",
  "slowly",
  "past",
  "R&amp;D",
  "ships",
  "&lt;north&gt;",
);
const phrase = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom(" ", ". ", ", "))
  .map(([words, end]) => words.join(" ") + end);
const special = fc.constantFrom(
  "<text:tab/>",
  "<text:line-break/>",
  '<text:s text:c="2"/>',
  "<text:soft-page-break/>",
  '<text:bookmark-start text:name="b"/>named <text:bookmark-end text:name="b"/>',
  '<text:note text:note-class="footnote" text:id="f1"><text:note-citation>1</text:note-citation><text:note-body><text:p>Seen from a ship.</text:p></text:note-body></text:note>',
  "<text:page-number>4</text:page-number>",
  '<draw:frame draw:name="i"><draw:text-box><text:p>In a box.</text:p></draw:text-box><svg:desc>A map of the route</svg:desc></draw:frame>',
  "<office:annotation><text:p>Is it so?</text:p></office:annotation>",
  '<text:span text:style-name="T3">secret</text:span>',
  "<text:ruby><text:ruby-base>base </text:ruby-base><text:ruby-text>guide</text:ruby-text></text:ruby>",
);

const { paragraph } = fc.letrec<{ inline: string; paragraph: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    phrase,
    phrase,
    special,
    fc
      .array(tie("inline"), { minLength: 1, maxLength: 3 })
      .chain((parts) =>
        fc.constantFrom(
          `<text:span text:style-name="T1">${parts.join("")}</text:span>`,
          `<text:span text:style-name="T2">${parts.join("")}</text:span>`,
          `<text:a xlink:href="http://example.org/">${parts.join("")}</text:a>`,
        ),
      ),
  ),
  paragraph: fc
    .array(tie("inline"), { maxLength: 6 })
    .chain((parts) =>
      fc.constantFrom(
        `<text:p>${parts.join("")}</text:p>`,
        `<text:h text:outline-level="2">${parts.join("")}</text:h>`,
        `<text:list><text:list-item><text:p>${parts.join("")}</text:p></text:list-item></text:list>`,
        `<table:table><table:table-row><table:table-cell><text:p>${parts.join("")}</text:p></table:table-cell></table:table-row></table:table>`,
      ),
    ),
}));

/** A package with one visible sentence at least. */
export const generatedOdt = fc.tuple(fc.array(paragraph, { maxLength: 6 }), paragraph).map(([body, header]) =>
  zipSync(
    {
      mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
      "content.xml": strToU8(
        `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMESPACES}><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:text><text:p>Start here.</text:p>${body.join("\n")}</office:text></office:body></office:document-content>`,
      ),
      "styles.xml": strToU8(
        `<office:document-styles ${NAMESPACES}><office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="US"/></style:default-style></office:styles><office:master-styles><style:master-page style:name="Standard"><style:header>${header}</style:header></style:master-page></office:master-styles></office:document-styles>`,
      ),
      "META-INF/manifest.xml": strToU8("<manifest/>"),
    },
    { mtime: new Date("2026-01-02T03:04:06Z") },
  ),
);
