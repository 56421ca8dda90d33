import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { decodeXml } from "../../../src/formats/xml/decode.ts";
import { createXmlParser } from "../../../src/formats/xml/reader.ts";
import { DATA_NOTE, type DataFile, dataFiles, fixtureFiles, hasData } from "../data.ts";

/*
 * Compares our reader with saxes, which is known to follow XML 1.0 strictly: both must accept and refuse the same files
 * and report the same events. Only our reader gives the problems below.
 */
const OURS_ALONE: ReadonlySet<string> = new Set(["xml-doctype", "xml-too-deep", "xml-too-many-attributes"]);

type Reading = { readonly events: readonly string[] } | { readonly refused: string };

/** A listener that joins text that came in several parts. */
function listener() {
  const events: string[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") events.push(`text ${text}`);
    text = "";
  };
  return {
    add(event: string) {
      flush();
      events.push(event);
    },
    text: (data: string) => void (text += data),
    events() {
      flush();
      return events;
    },
  };
}

function ours(text: string, parts: readonly number[] = []): Reading {
  const { add, text: hear, events } = listener();
  try {
    const parser = createXmlParser({
      open: ({ name, local, uri, attributes, line, contentStart, selfClosing, start }) => {
        expect(text[start]).toBe("<");
        expect(text.slice(start + 1, start + 1 + name.length)).toBe(name);
        add(
          `<${name} ${local} {${uri}} ${line} ${contentStart} ${selfClosing} ${JSON.stringify(Object.entries(attributes))}`,
        );
      },
      close: ({ name }, end, contentEnd) => {
        expect(text.startsWith("</", contentEnd) || contentEnd === end).toBe(true);
        add(`>${name} ${end}`);
      },
      text: hear,
    });
    let at = 0;
    for (const part of parts) {
      const end = at + part;
      // Decoders never cut a character in two.
      const whole = end + ((text.codePointAt(end - 1) ?? 0) > 0xffff ? 1 : 0);
      parser.write(text.slice(at, whole));
      at = Math.max(at, whole);
    }
    parser.write(text.slice(at));
    parser.close();
    return { events: events() };
  } catch (error) {
    if (error instanceof Problem) return { refused: error.code };
    throw error;
  }
}

function theirs(text: string): Reading {
  const { add, text: hear, events } = listener();
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  let depth = 0;
  let line = 0;
  let refused: string | undefined;
  parser.on("error", (error) => void (refused ??= error.message));
  parser.on("opentagstart", () => void (line = parser.column === 0 ? parser.line - 1 : parser.line));
  parser.on("opentag", ({ name, local, uri, attributes, isSelfClosing }) => {
    depth += 1;
    const values = Object.values(attributes).map((one) => [one.name, one.value]);
    add(`<${name} ${local} {${uri}} ${line} ${parser.position} ${isSelfClosing} ${JSON.stringify(values)}`);
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    add(`>${name} ${parser.position}`);
  });
  const heard = (data: string) => void (depth > 0 && hear(data));
  parser.on("text", heard);
  parser.on("cdata", heard);
  parser.write(text).close();
  return refused === undefined ? { events: events() } : { refused };
}

/** Names that saxes accepts but Namespaces in XML forbids: the local part is not an NCName. */
const hasBadLocalName = (text: string) => /:(?:[\d.\-\s/>=:\u00B7\u203F\u2040]|\p{M})/u.test(text);

function compare(text: string, name: string, parts: readonly number[] = []) {
  const mine = ours(text, parts);
  if (!text.isWellFormed()) {
    expect("refused" in mine, name).toBe(true);
    return;
  }
  const other = theirs(text);
  if ("refused" in other) expect("refused" in mine, `${name}: ${other.refused}`).toBe(true);
  else if (
    "refused" in mine &&
    (OURS_ALONE.has(mine.refused) || (mine.refused === "xml-prefix" && hasBadLocalName(text)))
  )
    return;
  else expect(mine, name).toEqual(other);
}

const XML_FILES = /\.(xlf|xliff|\w+xliff|tmx|tbx|xml|xsd|xhtml|html|rng|sch|dtd)$/iu;

/** The texts of the files that can be decoded. */
function textsOf(files: readonly DataFile[]): [name: string, text: string][] {
  return files.flatMap(({ name, bytes }): [string, string][] => {
    try {
      return [[name, decodeXml(bytes).text]];
    } catch (error) {
      if (error instanceof Problem) return [];
      throw error;
    }
  });
}

const SEEDS = [
  '\uFEFF<?xml version="1.0" encoding=\'UTF-8\' standalone="yes" ?>\r\n<!DOCTYPE a SYSTEM "a.dtd">\n<!-- c -->\n<a xmlns="urn:a"\n xmlns:b="urn:b"><b:c\r\nb:d="1&#10;2" e=\' x\ty"\'/>т𝒳&lt;<![CDATA[<&]]]>\r\n<f xmlns="">]]&gt;</f></a>\n<?p q?>',
  '<?xml version="1.1"?><?s?><x:xliff version="1.2" xmlns:x="urn:x" xml:lang="ru"><x:g id="1" x:id="2">a\rb &amp;&#x41;&#65;</x:g ><x:h/></x:xliff>',
  "<a><!DOCTYPE b><?xml version='1.0'?>]]><b a='1' a='2' c=1 d>&nbsp;&#0;</c><!-- a -- b --></a>text<d/>",
];
const FRAGMENTS = [
  ..."<>&\"'=/?!-[]: \t\r\nax1.;#é·×\u0301\u200C\u2028\uFFFD\u0085\u007F",
  ..."</a>,<a>,<b:c/>,<!--,-->,--,<![CDATA[,]]>,]],<?,?>,<?xml ?>,<?XML?>,<!DOCTYPE a>,<!DOCTYPE,&lt;,&#13;,&#xD;,&#X41;,&#1114112;,&#xFFFE;,&a;,xmlns,xmlns:b='u', xmlns:p=\"\", xmlns:xml='u', xmlns:q='http://www.w3.org/2000/xmlns/', xml:a='1', b:a='1', p:a='1'".split(
    ",",
  ),
  "\u0000",
  "\u000B",
  "\uFFFE",
  "\uFEFF",
  "𝒳",
  "\uD800",
];

describe("the reader is as strict as saxes", () => {
  it("on all our own XML files", () => {
    const texts = textsOf(fixtureFiles("", XML_FILES));
    expect(texts.length).toBeGreaterThan(190);
    for (const [name, text] of texts) {
      compare(text, name);
      compare(
        text,
        `${name}, in parts`,
        Array.from({ length: Math.ceil(text.length / 7) }, () => 7),
      );
    }
  });

  it.skipIf(!hasData)(`on all XML files of the data${DATA_NOTE}`, () => {
    const texts = textsOf(dataFiles("", XML_FILES));
    expect(texts.length).toBeGreaterThan(600);
    for (const [name, text] of texts) {
      compare(text, name);
      if (text.length < 20_000)
        compare(
          text,
          `${name}, in parts`,
          Array.from({ length: Math.ceil(text.length / 7) }, () => 7),
        );
    }
  });

  it("on documents with any damage, in any slices", () => {
    const damage = fc.record({
      at: fc.nat(1000),
      remove: fc.nat(6),
      insert: fc.constantFrom(...FRAGMENTS, ""),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...SEEDS),
        fc.array(damage, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }),
        (seed, damages, parts) => {
          let text = seed;
          for (const { at, remove, insert } of damages) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + insert + text.slice(place + remove);
          }
          compare(text, JSON.stringify(text));
          compare(text, `${JSON.stringify(text)} in parts`, parts);
        },
      ),
      { seed: 11, numRuns: 1500 },
    );
  });

  it("on any sequence of fragments", () => {
    const heap = fc.array(fc.constantFrom(...FRAGMENTS, "<a b='c'>", "</a>", "<a>", "</a>", "text"), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(heap, fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }), (parts, cuts) => {
        const inner = parts.join("");
        for (const text of [
          inner,
          `<a xmlns:b="u">${inner}</a>`,
          `<a ${inner}/>`,
          `<a b="${inner}"/>`,
          `<?xml version="1.0"${inner}?><a/>`,
        ]) {
          compare(text, JSON.stringify(text));
          compare(text, `${JSON.stringify(text)} in parts`, cuts);
        }
      }),
      { seed: 12, numRuns: 800 },
    );
  });
});
