import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { relationships } from "../generated/package.ts";

const textsOf = (bytes: Uint8Array, format: "pptx" | "odp") =>
  readExchange(bytes, { format, source: "en", optionalTexts: ["masters"] }).units.map(({ variants }) =>
    plainText(variants.en?.content ?? []),
  );

const NAMES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const shape = (placeholder: string, text: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
const slide = (root: string, ...shapes: string[]) =>
  `<p:${root} ${NAMES}><p:cSld><p:spTree>${shapes.join("")}</p:spTree></p:cSld></p:${root}>`;

test("PPTX: of a master its own texts are units, and no prompts of placeholders", () => {
  const parts: Record<string, string> = {
    "_rels/.rels": relationships(["officeDocument", "ppt/presentation.xml"]),
    "ppt/presentation.xml": `<p:presentation ${NAMES}/>`,
    "ppt/_rels/presentation.xml.rels": relationships(
      ["slide", "slides/slide1.xml"],
      ["slideMaster", "slideMasters/slideMaster1.xml"],
    ),
    "ppt/slides/slide1.xml": slide("sld", shape('<p:ph type="title"/>', "The ice")),
    "ppt/slideMasters/slideMaster1.xml": slide(
      "sldMaster",
      shape('<p:ph type="title"/>', "Click to edit the title text format"),
      shape('<p:ph type="ftr"/>', "&lt;footer&gt;"),
      shape("<p:ph/>", "Second outline level"),
      shape('<p:ph type="body" hasCustomPrompt="1"/>', "Write the name of the ship"),
      shape("", "Arctic Council 2026"),
    ),
  };
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
  const texts = ["The ice", "Write the name of the ship", "Arctic Council 2026"];
  expect(textsOf(bytes, "pptx")).toEqual(texts);
  const file = readExchange(bytes, { format: "pptx", source: "en", optionalTexts: ["masters"] });
  expect(spliceExchange(bytes, file, { templateLanguage: "en", target: "en" })?.bytes).toEqual(bytes);
});

test("ODP: of a master its own texts are units, and no prompts of placeholders", () => {
  const names =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"';
  const frame = (attributes: string, text: string) =>
    `<draw:frame ${attributes}><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`;
  const parts: Record<string, string> = {
    mimetype: "application/vnd.oasis.opendocument.presentation",
    "content.xml": `<office:document-content ${names}><office:body><office:presentation><draw:page>${frame('presentation:class="title"', "The ice")}${frame('presentation:class="outline" presentation:placeholder="true"', "Click to add text")}</draw:page></office:presentation></office:body></office:document-content>`,
    "styles.xml": `<office:document-styles ${names}><office:master-styles><style:master-page style:name="m">${frame('presentation:class="title" presentation:placeholder="true"', "Click to edit the title")}${frame('presentation:class="outline"', "Second outline level")}${frame('presentation:class="footer"', "Arctic Council 2026")}${frame("", "Logo")}</style:master-page></office:master-styles></office:document-styles>`,
  };
  const bytes = zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, [strToU8(xml), { level: 0 }]])),
  );
  expect(textsOf(bytes, "odp")).toEqual(["The ice", "Arctic Council 2026", "Logo"]);
});
