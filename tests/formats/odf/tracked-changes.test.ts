import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Content } from "../../../src/domain/segment.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { expectRoundTrip, spliced, textsOf, translated } from "../round-trip.ts";

const NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"';
const region = (id: string, change: string) =>
  `<text:changed-region text:id="${id}"><text:${change}><office:change-info/></text:${change}></text:changed-region>`;
const REGIONS = `<text:tracked-changes>${region("i", "insertion")}${region("j", "insertion")}${region("d", "deletion")}${region("f", "format-change")}</text:tracked-changes>`;

function textDocument(body: string): Uint8Array {
  return zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content ${NAMESPACES}><office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>${REGIONS}${body}</office:text></office:body></office:document-content>`,
    ),
  });
}

const from = (id: string) => `<text:change-start text:change-id="${id}"/>`;
const to = (id: string) => `<text:change-end text:change-id="${id}"/>`;
const GONE = '<text:change text:change-id="d"/>';
const p = (inner: string) => `<text:p>${inner}</text:p>`;
const bold = (text: string) => `<text:span text:style-name="B">${text}</text:span>`;

const read = (file: Uint8Array) => readExchange(file, { format: "odt", source: "en" });
const texts = (body: string) => textsOf(read(textDocument(body)), "en");
const bodyOf = (file: Uint8Array) =>
  /<\/text:tracked-changes>(.*)<\/office:text>/su.exec(
    strFromU8(unzipSync(file)["content.xml"] ?? new Uint8Array()),
  )?.[1];

/** The body after these sentences got other texts. */
function inRussian(body: string, contents: Readonly<Record<string, (own: Content) => Content>>) {
  const file = textDocument(body);
  const { units, ...rest } = read(file);
  const changed = units.map((unit) => {
    const content = contents[unit.key]?.(unit.variants.en?.content ?? []);
    if (content === undefined) return unit;
    return { ...unit, variants: { ...unit.variants, ru: { content, state: "translated" as const } } };
  });
  return bodyOf(spliced(file, { ...rest, units: changed }, { target: "ru", templateLanguage: "en" }));
}

const SENTENCE = `Ships need ${GONE}${from("i")}a written ${to("i")}permit.`;

describe("tracked changes of an OpenDocument text", () => {
  test.each([
    ["an insertion and a deletion", p(SENTENCE), "Ships need ‹1 deleted›‹2 inserted|a written |2›permit."],
    [
      "a change of the format",
      p(`It ${from("f")}${bold("melts")}${to("f")} now.`),
      "It ‹1 format changed|‹2 bold|melts|2›|1› now.",
    ],
    [
      "an insertion in a bold text",
      p(`It ${bold(`melts ${from("i")}very ${to("i")}fast`)} in the warm and sunny spring.`),
      "It ‹1 bold|melts |1›‹2 inserted|‹3 bold|very |3›|2›‹4 bold|fast|4› in the warm and sunny spring.",
    ],
    [
      "a link in an insertion",
      p(`It ${from("i")}is <text:a xlink:href="#a">here</text:a> ${to("i")}now.`),
      "It ‹1 inserted|is ‹2 link|here|2› |1›now.",
    ],
    [
      "a change in a change",
      p(`It ${from("i")}melts ${from("f")}very${to("f")} ${to("i")}fast.`),
      "It ‹1 inserted|melts ‹2 format changed|very|2› |1›fast.",
    ],
    [
      "an insertion at the beginning",
      p(`${from("i")}Today ${to("i")}it melts.`),
      "‹1 inserted|Today |1›it melts.",
    ],
    ["an insertion at the end", p(`It melts${from("i")} today.${to("i")}`), "It melts‹1 inserted| today.|1›"],
    [
      "a cell",
      `<table:table><table:table-row><table:table-cell>${p(SENTENCE)}</table:table-cell></table:table-row></table:table>`,
      "Ships need ‹1 deleted›‹2 inserted|a written |2›permit.",
    ],
    [
      "a frame",
      `<draw:frame><draw:text-box>${p(SENTENCE)}</draw:text-box></draw:frame>`,
      "Ships need ‹1 deleted›‹2 inserted|a written |2›permit.",
    ],
  ])("%s: codes in their place, also in a translation", (_, body, shown) => {
    expect(Object.values(texts(body))).toEqual([shown]);
    const file = textDocument(body);
    expectRoundTrip("odt", file);
    expect(spliced(file, read(file), { source: "en" })).toEqual(file);
  });

  test("the translator says what is inserted", () => {
    const moved = inRussian(p(SENTENCE), {
      "1.1": ([, gone = "", open = "", , close = ""]) => [
        "Судам нужно ",
        open,
        "письменное",
        close,
        " разрешение",
        gone,
        ".",
      ],
    });
    expect(moved).toBe(p(`Судам нужно ${from("i")}письменное${to("i")} разрешение${GONE}.`));
  });

  test("a translation without the codes, or with two of one, keeps each change once and takes no text into it", () => {
    expect(inRussian(p(SENTENCE), { "1.1": () => ["Нужно разрешение."] })).toBe(
      p(`Нужно разрешение.${GONE}${from("i")}${to("i")}`),
    );
    const twice = inRussian(p(SENTENCE), {
      "1.1": ([, , open = "", , close = ""]) => [open, "Раз", close, " и ", open, "два", close, "."],
    });
    expect(twice).toBe(p(`${from("i")}Раз${to("i")} и два.${GONE}`));
  });

  test.each([
    [
      "begins in one sentence and ends in the next",
      p(`The ice ${from("i")}melts. All${to("i")} ships wait.`),
      { "1.1": "The ice ‹1 inserted from here›melts.", "1.2": "All‹1 inserted up to here› ships wait." },
    ],
    [
      "begins in one paragraph and ends in the next",
      p(`The ice ${from("i")}melts.`) + p(`All${to("i")} ships wait.`),
      { "1.1": "The ice ‹1 inserted from here›melts.", "2.1": "All‹1 inserted up to here› ships wait." },
    ],
    [
      "begins in a link and ends outside",
      p(`The <text:a xlink:href="#a">new ${from("i")}ice</text:a> melts${to("i")} now.`),
      { "1.1": "The ‹1 link|new ‹2 inserted from here›ice|1› melts‹3 inserted up to here› now." },
    ],
    [
      "crosses another one",
      p(`The ${from("i")}new ${from("j")}ice ${to("i")}melts ${to("j")}now.`),
      { "1.1": "The ‹1 inserted from here›new ‹2 inserted|ice ‹3 inserted up to here›melts |2›now." },
    ],
    [
      "holds whole sentences",
      p(`The ice melts. ${from("i")}All ships wait. ${to("i")}It is cold.`),
      { "1.1": "The ice melts.", "1.2": "All ships wait.", "1.3": "It is cold." },
    ],
    [
      "takes in the blank after a sentence",
      p(`The ice melts${from("i")} today. ${to("i")}It is cold.`),
      { "1.1": "The ice melts‹1 inserted from here› today.", "1.2": "It is cold." },
    ],
    [
      "touches another one between two sentences",
      p(`It melts${from("i")} now.${to("i")} ${from("j")}Today ${to("j")}it is cold.`),
      { "1.1": "It melts‹1 inserted| now.|1›", "1.2": "‹1 inserted|Today |1›it is cold." },
    ],
  ])("a change that %s", (_, body, shown) => {
    expect(texts(body)).toEqual(shown);
    const file = textDocument(body);
    expectRoundTrip("odt", file);
    // Each end stands in the file once, in the order of before.
    const marks = (xml = "") => xml.match(/<text:change\b[^>]*>|<text:change-(?:start|end)[^>]*>/gu);
    for (const wants of [() => true, (key: string) => key === "1.1", (key: string) => key !== "1.1"]) {
      const written = spliced(file, translated(read(file), "ru", undefined, wants), {
        target: "ru",
        templateLanguage: "en",
      });
      expect(marks(bodyOf(written))).toEqual(marks(body));
    }
  });

  test("a sentence beside a change keeps its bytes", () => {
    const beside = `${SENTENCE} `;
    const written = inRussian(p(`${beside}The end.`), { "1.2": () => ["Конец."] });
    expect(written).toBe(p(`${beside}Конец.`));
    const other = inRussian(p(`The end. ${SENTENCE}`), { "1.1": () => ["Конец."] });
    expect(other).toBe(p(`Конец. ${SENTENCE}`));
  });
});
