import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { spliced, translated } from "../round-trip.ts";

const NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"';

/** A text document with a bold word, and with the default style in a part that has no texts. */
function textDocument(defaults: string, bold: string, text: string): Uint8Array {
  return zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content ${NAMESPACES}><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties ${bold}/></style:style></office:automatic-styles><office:body><office:text><text:p>${text}</text:p></office:text></office:body></office:document-content>`,
    ),
    "styles.xml": strToU8(
      `<office:document-styles ${NAMESPACES}><office:styles><style:default-style style:family="paragraph"><style:text-properties ${defaults}/></style:default-style></office:styles></office:document-styles>`,
    ),
  });
}

/** Attributes of the default style and of the bold one, after all texts were put into another language. */
function stylesIn(bytes: Uint8Array, own: Language, language: Language, text: string) {
  const file = translated(readExchange(bytes, { format: "odt", source: own }), language, () => text);
  const parts = unzipSync(spliced(bytes, file, { target: language, templateLanguage: own }));
  return ["styles.xml", "content.xml"].map(
    (name) => /<style:text-properties ([^>]*)\/>/u.exec(strFromU8(parts[name] ?? new Uint8Array()))?.[1],
  );
}

describe("an OpenDocument text in another language", () => {
  const english = 'The <text:span text:style-name="T1">ice</text:span> melts.';

  test("names it in its default style, also where that stands in a part without texts", () => {
    const bytes = textDocument('fo:language="en" fo:country="US"', 'fo:font-weight="bold"', english);
    expect(stylesIn(bytes, "en", "ru", "Лёд")).toEqual([
      'fo:language="ru" fo:country="RU"',
      'fo:font-weight="bold"',
    ]);
  });

  test("names it where the default style said none", () => {
    const bytes = textDocument('fo:color="#000000"', 'fo:font-weight="bold"', english);
    expect(stylesIn(bytes, "en", "zh", "冰")[0]).toBe(
      'fo:color="#000000" style:language-asian="zh" style:country-asian="CN"',
    );
  });

  test("keeps bold, italic and size: East Asian text has its own of each", () => {
    const bold = 'fo:font-weight="bold" fo:font-style="italic" fo:font-size="20pt"';
    const bytes = textDocument('fo:language="en" fo:country="US"', bold, english);
    expect(stylesIn(bytes, "en", "zh", "冰")[1]).toBe(
      `${bold} style:font-weight-asian="bold" style:font-style-asian="italic" style:font-size-asian="20pt"`,
    );
    const own = 'fo:font-weight="bold" style:font-weight-asian="normal"';
    expect(stylesIn(textDocument("", own, english), "en", "zh", "冰")[1]).toBe(own);
  });

  test("keeps them from Chinese too", () => {
    const bytes = textDocument(
      'style:language-asian="zh" style:country-asian="CN"',
      'style:font-weight-asian="bold"',
      '海<text:span text:style-name="T1">冰</text:span>正在融化。',
    );
    expect(stylesIn(bytes, "zh", "ru", "Лёд")).toEqual([
      'style:language-asian="zh" style:country-asian="CN" fo:language="ru" fo:country="RU"',
      'style:font-weight-asian="bold" fo:font-weight="bold"',
    ]);
  });
});
