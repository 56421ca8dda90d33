import { describe, expect, test } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import { plainText } from "../../src/domain/segment.ts";
import { encode } from "../../src/formats/encoding.ts";
import { readGlossary } from "../../src/formats/glossary/glossary-registry.ts";
import { readExchange } from "../../src/formats/registry.ts";

const RUSSIAN = "ТБО ПДК ВВП КНР РФ грот Ёж шлюпка Эхо юг км Щит дебаркадер Управление".split(" ");
const WORDS = {
  ru: [...RUSSIAN, "Северный полюс", "мёртвая зыбь"],
  "zh-Hans": "港 海冰 船舶 联合国 北极航道 吨 渔业 网络".split(" "),
  "zh-Hant": "港 海冰 船舶 聯合國 北極航道 噸 漁業 網路".split(" "),
} as const;
const ENCODINGS = {
  "windows-1251": ["ru"],
  "koi8-r": ["ru"],
  ibm866: ["ru"],
  "x-mac-cyrillic": ["ru"],
  "iso-8859-5": ["ru"],
  gbk: ["zh-Hans"],
  gb18030: ["zh-Hans"],
  big5: ["zh-Hant"],
  "utf-16le": ["ru", "zh-Hans", "zh-Hant"],
  "utf-16be": ["ru", "zh-Hans", "zh-Hant"],
} as const;

/** A file with one word, read as a document or as a glossary. */
interface Shape {
  readonly name: (language: "ru" | "zh") => string;
  readonly text: (word: string, language: "ru" | "zh") => string;
  readonly isGlossary?: true;
}

const TABLE = (word: string, language: string) => `key,en,${language}\na,waste,${word}\n`;
const TMX = (word: string, language: string) =>
  `<?xml version="1.0"?><tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body><tu><tuv xml:lang="en"><seg>waste</seg></tuv><tuv xml:lang="${language}"><seg>${word}</seg></tuv></tu></body></tmx>`;
const XLIFF = (word: string, language: string) =>
  `<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="${language}" datatype="plaintext" original="x"><body><trans-unit id="a"><source>waste</source><target>${word}</target></trans-unit></body></file></xliff>`;
const TBX = (word: string, language: string) =>
  `<?xml version="1.0"?><tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>waste</term></termSec></langSec><langSec xml:lang="${language}"><termSec><term>${word}</term></termSec></langSec></conceptEntry></body></text></tbx>`;
const all = (name: string) => () => name;

const SHAPES: Readonly<Record<string, Shape>> = {
  csv: { name: all("x.csv"), text: TABLE },
  "csv of three languages": {
    name: all("x.csv"),
    text: (word, language) =>
      `en,ru,zh\nwaste,${language === "ru" ? word : ""},${language === "zh" ? word : ""}\n`,
  },
  tsv: { name: all("x.tsv"), text: (word, language) => TABLE(word, language).replaceAll(",", "\t") },
  "wide glossary": {
    name: all("x.csv"),
    isGlossary: true,
    text: (word, language) => `en;${language}\nwaste;${word}\n`,
  },
  "long glossary": {
    name: all("x.csv"),
    isGlossary: true,
    text: (word, language) => `concept,language,term\n1,en,waste\n1,${language},${word}\n`,
  },
  "glossary of named languages": {
    name: all("x.tsv"),
    isGlossary: true,
    text: (word, language) => `English\t${language === "ru" ? "Русский" : "中文"}\nwaste\t${word}\n`,
  },
  utx: {
    name: all("x.utx"),
    isGlossary: true,
    text: (word, language) => `#UTX 1.20; en/${language}; 2013-12-20T17:00:00Z\n#src\ttgt\nwaste\t${word}\n`,
  },
  text: { name: all("x.txt"), text: (word) => `${word}\n` },
  markdown: { name: all("x.md"), text: (word) => `# Waste\n\n${word}\n` },
  tmx: { name: all("x.tmx"), text: TMX },
  xliff: { name: all("x.xlf"), text: XLIFF },
  tbx: { name: all("x.tbx"), isGlossary: true, text: TBX },
  json: { name: (language) => `${language}.json`, text: (word) => JSON.stringify({ a: word }) },
};

/** The texts of a file that was read. */
function textsOf(bytes: Uint8Array, shape: Shape, language: "ru" | "zh"): string[] {
  const filename = shape.name(language);
  if (shape.isGlossary)
    return readGlossary(bytes, { filename }).concepts.flatMap(({ terms }) => terms.map(({ text }) => text));
  return readExchange(bytes, { filename, source: language }).units.flatMap(({ variants }) =>
    Object.values(variants).map(({ content }) => plainText(content)),
  );
}

describe("a file of one word in an encoding that it does not declare", () => {
  const counts = { right: 0, doubtful: 0 };
  describe.each(Object.entries(SHAPES))("%s", (_, shape) => {
    test.each(Object.entries(ENCODINGS))("in %s is read correctly or refused", (encoding, scripts) => {
      const outcomes = scripts.flatMap((script) =>
        WORDS[script].flatMap((word) => {
          const language = script === "ru" ? "ru" : "zh";
          let bytes: Uint8Array;
          try {
            bytes = encode(shape.text(word, language), encoding);
          } catch {
            return [];
          }
          try {
            return [textsOf(bytes, shape, language).includes(word) ? "right" : `wrong: ${word}`];
          } catch (error) {
            return [error instanceof Problem ? error.code : String(error)];
          }
        }),
      );
      // XML and JSON are UTF-8 or UTF-16 where they do not declare anything else: there nothing is guessed.
      const allowed = new Set(["right", "encoding-doubtful", "encoding-invalid"]);
      expect(outcomes.filter((outcome) => !allowed.has(outcome))).toEqual([]);
      counts.right += outcomes.filter((outcome) => outcome === "right").length;
      counts.doubtful += outcomes.filter((outcome) => outcome === "encoding-doubtful").length;
    });
  });

  test("is read more often than it is refused", () => {
    expect(counts.right).toBeGreaterThan(2 * counts.doubtful);
  });
});
