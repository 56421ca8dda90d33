import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { isCode, plainText } from "../../../src/domain/segment.ts";
import { openArchive } from "../../../src/formats/package/zip.ts";
import { readExchange, spliceExchange } from "../../../src/formats/registry.ts";
import { relationships } from "../generated/package.ts";

const run = (text: string) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const FILES = {
  docx: {
    part: "word/document.xml",
    parts: {
      "_rels/.rels": relationships(["officeDocument", "word/document.xml"]),
      "word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>${run("We meet in ")}<w:r><w:ruby><w:rubyPr/><w:rt>${run("ha-er-bin")}</w:rt><w:rubyBase>${run("Harbin")}</w:rubyBase></w:ruby></w:r>${run(" in winter.")}</w:p></w:body></w:document>`,
    },
    written:
      /<w:r><w:ruby><w:rubyPr\/><w:rt>.*?ha-er-bin.*?<\/w:rt><w:rubyBase><w:r>.*?Харбине<\/w:t><\/w:r><\/w:rubyBase><\/w:ruby><\/w:r>/u,
  },
  odt: {
    part: "content.xml",
    parts: {
      mimetype: "application/vnd.oasis.opendocument.text",
      "content.xml":
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>We meet in <text:ruby><text:ruby-base>Harbin</text:ruby-base><text:ruby-text>ha-er-bin</text:ruby-text></text:ruby> in winter.</text:p></office:text></office:body></office:document-content>',
    },
    written:
      /<text:ruby><text:ruby-base>Харбине<\/text:ruby-base><text:ruby-text>ha-er-bin<\/text:ruby-text><\/text:ruby>/u,
  },
} as const;

test.each(["docx", "odt"] as const)(
  "%s: the base of ruby is text, and a translation keeps the reading over it",
  (format) => {
    const { part, parts, written } = FILES[format];
    const bytes = zipSync(
      Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, [strToU8(xml), { level: 0 }]])),
    );
    const file = readExchange(bytes, { format, source: "en" });
    const content = file.units[0]?.variants.en?.content ?? [];
    expect([plainText(content), content.filter(isCode).length]).toEqual(["We meet in Harbin in winter.", 2]);
    const translated = content.map((one) => (one === "Harbin" ? "Харбине" : one));
    const units = file.units.map((unit) => ({
      ...unit,
      variants: { ru: { content: translated, state: "translated" as const } },
    }));
    const out = spliceExchange(bytes, { ...file, units }, { templateLanguage: "en", target: "ru" });
    const archive = openArchive(out?.bytes ?? bytes, 1e7, () => new Error("damaged") as never);
    expect(new TextDecoder().decode(archive.read(part))).toMatch(written);
  },
);
