import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  characterReference,
  escapeAttribute,
  escapeText,
  illegalCharacter,
} from "../../../src/formats/xml/xml-characters.ts";
import { declaredEncoding, decodeXml } from "../../../src/formats/xml/decode.ts";
import { createXmlParser, parseXml, type XmlHandlers } from "../../../src/formats/xml/reader.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { problemOf } from "../problem-of.ts";

/** All events of a document, one per line. */
function events(text: string, sliceLength = text.length): string[] {
  const heard: string[] = [];
  const handlers: XmlHandlers = {
    open: (element) => {
      const { local, uri, line, contentStart } = element;
      heard.push(`<${local} {${uri}} line ${line} to ${contentStart} ${JSON.stringify(element.attributes)}`);
    },
    close: ({ local }, end) => heard.push(`>${local} ${end}`),
    text: (data) => {
      if (heard.at(-1)?.startsWith("text ") === true) heard.push(`${heard.pop() ?? ""}${data}`);
      else heard.push(`text ${data}`);
    },
  };
  const parser = createXmlParser(handlers);
  for (let at = 0; at < text.length; at += sliceLength) parser.write(text.slice(at, at + sliceLength));
  parser.close();
  return heard;
}

describe("parseXml", () => {
  it("reports elements with namespaces, lines and exact offsets, for text in any slices", () => {
    const text =
      '\uFEFF<?xml version="1.0"?>\r\n<!DOCTYPE a SYSTEM "a.dtd">\n<a xmlns="urn:a"\n xmlns:b="urn:b"><b:c\r\nb:d="1&#10;2" e=" x\ty"/>т𝒳&lt;<![CDATA[<&]]>\r\n<f xmlns="">]]</f></a>\n';
    const whole = events(text);
    expect(whole).toEqual([
      `<a {urn:a} line 3 to ${text.indexOf("<b:c")} {"xmlns":"urn:a","xmlns:b":"urn:b"}`,
      `<c {urn:b} line 4 to ${text.indexOf("т")} {"b:d":"1\\n2","e":" x y"}`,
      `>c ${text.indexOf("т")}`,
      "text т𝒳<<&\n",
      `<f {} line 6 to ${text.indexOf("]]</f")} {"xmlns":""}`,
      "text ]]",
      `>f ${text.indexOf("</a>")}`,
      `>a ${text.indexOf("</a>") + 4}`,
    ]);
    expect(events(text, 1000)).toEqual(whole);
    for (const cut of [1, 2, 3, 7]) {
      // A decoder never cuts a surrogate pair, so the slices here must not either.
      const safe = text.replaceAll("𝒳", "ж");
      expect(events(safe, cut)).toEqual(events(safe));
    }
  });

  it.each([
    ["xml-tags-crossed", "<a><b></a></b>"],
    ["xml-tags-crossed", "<a></b>"],
    ["xml-truncated", "<a><b>text"],
    ["xml-truncated", "<a><b attr='1"],
    ["xml-malformed", "<a/><b/>text"],
    ["xml-malformed", "text"],
    ["xml-malformed", "  "],
    ["xml-malformed", "<a b=1/>"],
    ["xml-malformed", "<a b='<'/>"],
    ["xml-malformed", "<a>]]></a>"],
    ["xml-malformed", "<a><!-- -- --></a>"],
    ["xml-attribute-duplicate", "<a b='1' b='2'/>"],
    ["xml-prefix", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"],
    ["xml-prefix", "<p:a/>"],
    ["xml-prefix", "<a p:b='1'/>"],
    ["xml-prefix", "<a><b xmlns:p='u'/><p:c/></a>"],
    ["xml-prefix", "<a xmlns:p=''/>"],
    ["xml-prefix", "<a xmlns:xml='urn:x'/>"],
    ["xml-prefix", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>"],
    ["xml-prefix", "<a xmlns:p='u'><p:1/></a>"],
    ["xml-entity", "<a>&nbsp;</a>"],
    ["xml-doctype", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"],
    ["xml-doctype", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"],
    ["character-invalid", "<a>\u0001</a>"],
    ["character-invalid", "<a>\uFFFE</a>"],
    ["character-invalid", "<a>&#0;</a>"],
    ["character-invalid", "<a>&#xD800;</a>"],
    ["character-invalid", "<a>&#x110000;</a>"],
    ["character-invalid", "<a>x\uD83Dy</a>"],
    ["character-invalid", "<a b='\uDC00'/>"],
  ])("refuses as %s: %s", (code, text) => {
    expect(problemOf(() => parseXml(text, {})).code).toBe(code);
  });

  it("reports the place of a problem", () => {
    expect(problemOf(() => parseXml("<a>\n  <b></c>\n</a>", {})).place).toMatchObject({ line: 2 });
  });

  it("treats hostile names as names", () => {
    expect(events('<__proto__ constructor="1" __proto__="2"/>')[0]).toBe(
      '<__proto__ {} line 1 to 42 {"constructor":"1","__proto__":"2"}',
    );
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("asks the listener only about text of only white space, and passes on all other text", () => {
    const heard: string[] = [];
    let isWanted = false;
    parseXml("<a> <b> </b>\n<c> x </c> </a>", {
      open: ({ name }) => void (isWanted = name === "b"),
      close: () => void (isWanted = false),
      text: (data) => void heard.push(data),
      wantsSpace: () => isWanted,
    });
    expect(heard).toEqual([" ", " x "]);
  });

  it("restores namespaces when an element ends", () => {
    const text = "<a xmlns='1'><b xmlns='2' xmlns:p='3'><p:c/></b><d xmlns:p='4'><p:e/></d></a>";
    const names = events(text)
      .filter((event) => event.startsWith("<"))
      .map((event) => event.split(" line")[0]);
    expect(names).toEqual(["<a {1}", "<b {2}", "<c {3}", "<d {1}", "<e {4}"]);
  });
});

describe("attacks", () => {
  const wrap = (inner: string) =>
    `<xliff xmlns="urn:x"><source>${inner}</source><target>${inner}</target></xliff>`;
  const repeat = (make: (at: number) => string, times: number) =>
    Array.from({ length: times }, (_, at) => make(at)).join("");
  const laughs = `<!DOCTYPE x [<!ENTITY a "${"A".repeat(1000)}">${repeat((at) => `<!ENTITY b${at} "${"&a;".repeat(10)}">`, 9)}]>${wrap("&b8;")}`;

  it.each([
    ["1 M character references in one text", wrap("&#65;".repeat(1e6)), "xml-too-long"],
    ["1 M entity references in one text", wrap("&amp;".repeat(1e6)), "xml-too-long"],
    ["100,000 nested elements", wrap("<g>".repeat(1e5) + "</g>".repeat(1e5)), "xml-too-deep"],
    ["1 M nested elements", wrap("<g id='1'>".repeat(1e6)), "xml-too-deep"],
    [
      "100,000 attributes",
      wrap(`<x ${repeat((at) => `a${at}="v"`, 1e5).replaceAll('"a', '" a')}/>`),
      "xml-too-many-attributes",
    ],
    ["an attribute of 10 MB", wrap(`<x a="${"v".repeat(1e7)}"/>`), "xml-too-long"],
    ["an attribute of 1 M references", wrap(`<x a="${"&#65;".repeat(1e6)}"/>`), "xml-too-long"],
    ["a name of 10 MB", wrap(`<${"v".repeat(1e7)}/>`), "xml-too-long"],
    ["a comment of 10 MB", wrap(`<!--${"v".repeat(1e7)}-->`), "xml-too-long"],
    ["a processing instruction of 10 MB", wrap(`<?p ${"v".repeat(1e7)}?>`), "xml-too-long"],
    [
      "20,000 nested namespaces",
      wrap(repeat((at) => `<p${at}:g xmlns:p${at}="u${at}">`, 20_000)),
      "xml-too-deep",
    ],
    ["200,000 opening brackets", wrap("<".repeat(200_000)), "xml-malformed"],
    ["200,000 opened comments", wrap("<!-- ".repeat(200_000)), "xml-malformed"],
    ["200,000 opened instructions", wrap("<?a ".repeat(200_000)), "xml-too-long"],
    ["200,000 opened CDATA sections", wrap("<![CDATA[".repeat(200_000)), "xml-truncated"],
    [
      "an end tag of 2 MB of blanks",
      wrap("x").replace("</xliff>", `</xliff${" ".repeat(2e6)}!>`),
      "xml-too-long",
    ],
    ["billion laughs", laughs, "xml-doctype"],
  ])("refuses %s in bounded time", (_name, text, code) => {
    const start = performance.now();
    expect(problemOf(() => parseXml(text, {})).code).toBe(code);
    // The goal is 250 ms on an idle machine; this test only catches a hang.
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("accepts a megabyte of plain text in one element, as in embedded skeletons", () => {
    let length = 0;
    parseXml(wrap("QUJD".repeat(300_000)), { text: (data) => void (length += data.length) });
    expect(length).toBe(2_400_000);
  });

  it("reads a million shallow elements below a deep one without walking up to the root for each", () => {
    const deep = `<a xmlns="u">${"<b>".repeat(250)}${"<c/>".repeat(100_000)}${"</b>".repeat(250)}</a>`;
    let elements = 0;
    parseXml(deep, { open: () => void elements++ });
    expect(elements).toBe(100_251);
  });
});

describe("escaping", () => {
  it("any text is read back from an element and an attribute, or is refused with its problem code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, value) => {
        if (illegalCharacter(text + value) !== undefined) {
          expect(problemOf(() => escapeText(text) + escapeAttribute(value)).code).toBe("character-invalid");
          return;
        }
        let seenText = "";
        let seenValue: string | undefined;
        parseXml(`<a b="${escapeAttribute(value)}">${escapeText(text)}</a>`, {
          open: (element) => void (seenValue = element.attributes["b"]),
          text: (data) => void (seenText += data),
        });
        expect(seenText).toBe(text);
        expect(seenValue).toBe(value);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("decodeXml", () => {
  const document = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n<a>Привет</a>`;

  it.each(["windows-1251", "koi8-r", "utf-8", "gb18030"])("follows the declaration: %s", (encoding) => {
    expect(decodeXml(encode(document(encoding), encoding))).toMatchObject({
      text: document(encoding),
      encoding,
    });
  });

  it.each(["utf-16le", "utf-16be"])("knows %s by its first bytes, with and without a BOM", (encoding) => {
    for (const bom of [true, false]) {
      expect(decodeXml(encode(document("UTF-16"), encoding, bom))).toMatchObject({
        text: document("UTF-16"),
        bom,
      });
    }
  });

  it("does not believe an eight-bit file that declares UTF-16", () => {
    expect(decodeXml(encode(document("UTF-16"))).encoding).toBe("utf-8");
  });

  it("does not guess the encoding of an XML file that is neither UTF-8 nor declared", () => {
    const text = `<a>${"Северный морской путь открыт. ".repeat(20)}</a>`;
    expect(problemOf(() => decodeXml(encode(text, "windows-1251"))).code).toBe("encoding-invalid");
    expect(decodeXml(encode(text, "windows-1251"), { encoding: "windows-1251" })).toMatchObject({
      text,
      certainty: "given",
    });
  });

  it("refuses a file that is wrongly declared as UTF-8, and a file that is too large", () => {
    const text = '<?xml version="1.0" encoding="UTF-8"?><a>Привет</a>';
    expect(problemOf(() => decodeXml(encode(text, "windows-1251"))).code).toBe("encoding-invalid");
    expect(problemOf(() => decodeXml(encode(text), { limits: { bytes: 10 } })).code).toBe("too-large");
  });

  it("reads a declaration in any valid notation", () => {
    expect(declaredEncoding(encode("<?xml version = '1.0' encoding = 'x-sjis' standalone='yes'?><a/>"))).toBe(
      "x-sjis",
    );
    expect(declaredEncoding(encode("<a encoding='x'/>"))).toBeUndefined();
  });

  it("writes a reference for a character that the encoding lacks", () => {
    expect(characterReference("北")).toBe("&#x5317;");
  });
});

describe.each([
  ["text behind the root element", "<a>\n</a>\n\n  rest", 4, 3],
  ["text in front of it", "\n\n x<a/>", 3, 2],
  ["an end of CDATA in a text", "<a>\none\n two ]]> </a>", 3, 6],
  ["a character that XML forbids", "<a>\none\n\u0001</a>", 3, 1],
  ["a reference to nothing", "<a>one\n\n  &nothing; </a>", 3, 3],
])("the place of %s", (_, text, line, column) => {
  it.each([[text.length], [1], [2], [3], [5]])("is right in parts of %d characters", (size) => {
    const parser = createXmlParser({});
    const feed = () => {
      for (let at = 0; at < text.length; at += size) parser.write(text.slice(at, at + size));
      parser.close();
    };
    expect(problemOf(feed)?.place).toEqual({ line, column });
  });
});
