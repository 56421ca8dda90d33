import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { isCode } from "../../../src/domain/segment.ts";
import { decode, encode } from "../../../src/formats/encoding.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, type TestContext, testContext } from "../helpers.ts";

interface Sample {
  readonly name: string;
  /** A file as another program writes it: odd layout, comments, unknown parts. */
  readonly file: string;
  /** The text that changes, in the language that changes. It stands in the file once. */
  readonly text: string;
  readonly language: Language;
  /** The same file with the unit of that text alone. Absent where a part is no file of its own. */
  readonly part?: string;
  /** Words for the state that change together with the text. */
  readonly states?: readonly [was: string, is: string];
  /** True for formats that change nothing in a file that came in: a changed document is written anew. */
  readonly isFresh?: true;
}

const xliff1 = (version: string, namespace: string) => {
  const file = (units: string) =>
    `<?xml version="1.0"?>\n<!-- kept -->\n<xliff version='${version}'${namespace} >\n <file original="a" source-language="en" target-language='ru' datatype="x-a">\n<header><note>kept</note></header><body>\n${units}</body></file></xliff>\n`;
  const one = `  <trans-unit id="a"\n approved="no"><source>Ice &#x26; sea</source><target >Лёд</target></trans-unit>\n`;
  const two = `  <trans-unit id="b"><source>Snow</source>\n    <target state='translated'>Снег</target><note>kept</note></trans-unit>\n`;
  const three = `  <trans-unit id="c"><source>Fog</source></trans-unit>\n`;
  return { file: file(one + two + three), part: file(two) };
};
const xliff2 = (version: string) => {
  const namespace = `urn:oasis:names:tc:xliff:document:${version === "2.2" ? "2.2" : "2.0"}`;
  const file = (units: string) =>
    `<xliff xmlns='${namespace}' version="${version}"  srcLang="en" trgLang="ru">\n<!-- kept --><file id="f">\n${units}</file></xliff>`;
  const one = `<unit id="a"><segment state="final"><source>Ice</source><target>Лёд</target></segment></unit>\n`;
  const two = `<unit id="b"><notes><note>kept</note></notes><segment  state="translated"><source>Snow</source><target>Снег</target></segment></unit>\n`;
  return { file: file(one + two), part: file(two) };
};
const tmx = (units: string) =>
  `<?xml version="1.0"?>\n<tmx version='1.4'><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>\n<!-- kept --><body>\n${units}</body></tmx>`;
const tus = [
  `<tu tuid="a" creationid="me"><tuv xml:lang="en"><seg>Ice</seg></tuv><tuv xml:lang="ru"><seg>Лёд</seg></tuv><tuv xml:lang="de"><seg>Eis</seg></tuv></tu>\n`,
  `<tu tuid="b"><prop type="x">kept</prop><tuv xml:lang="en"><seg>Snow</seg></tuv>  <tuv xml:lang="ru"><seg>Снег</seg></tuv></tu>\n`,
];
const target = { text: "Снег", language: "ru" } as const;

const SAMPLES: readonly Sample[] = [
  { name: "a.xlf", ...xliff1("1.0", ""), ...target },
  { name: "a.xlf", ...xliff1("1.1", ' xmlns="urn:oasis:names:tc:xliff:document:1.1"'), ...target },
  { name: "a.xlf", ...xliff1("1.2", ' xmlns="urn:oasis:names:tc:xliff:document:1.2"'), ...target },
  { name: "a.xlf", ...xliff2("2.0"), ...target },
  { name: "a.xlf", ...xliff2("2.1"), ...target },
  { name: "a.xlf", ...xliff2("2.2"), ...target },
  { name: "a.tmx", file: tmx(tus.join("")), part: tmx(tus[1] ?? ""), ...target },
  {
    name: "a.csv",
    file: 'key;"en";ru;comment\na;Ice;"Лёд";"x\ny"\n\nb;Snow;Снег;kept\n',
    part: "key;en;ru\nb;Snow;Снег\n",
    ...target,
  },
  {
    name: "a.tsv",
    file: "key\ten\tru\tcomment\na\tIce\tЛёд\tx\nb\tSnow\tСнег\tkept\n",
    part: "key\ten\tru\nb\tSnow\tСнег\n",
    ...target,
  },
  {
    name: "ru.json",
    file: '{\n\t"a" : "Лёд", "n": 1,\n  "deep": {"b": "Снег"}}',
    part: '{"deep":{"b":"Снег"}}',
    ...target,
  },
  {
    name: "a.txt",
    file: "Заголовок\n\n  1) Лёд стоит.   Снег\n\n\n* Пункт.\n",
    ...target,
  },
  {
    name: "a.md",
    file: "# Заголовок\n\n* **Лёд** стоит. Снег идёт.\n\n\n```\nкод\n```\n",
    text: "Снег идёт.",
    language: "ru",
  },
  {
    name: "a.jlf",
    file: '{"jliff":"2.1", "srcLang":"en","trgLang":"ru",\n"files":[{"id":"f","subfiles":[{"id":"b","kind":"unit","subunits":[{"kind":"segment","source":[{"text":"Snow"}],"target":[{"text":"Снег"}]}]}]}]}',
    ...target,
    isFresh: true,
  },
  {
    name: "a.xliff.json",
    file: '{"sourceLanguage":"en", "targetLanguage":"ru",\n"resources":{"f":{"b":{"source":"Snow","target":"Снег"}}}}',
    ...target,
    isFresh: true,
  },
  {
    name: "a.polynya.json",
    file: '{"polynya":1, "units":[{"key":"b","variants":{"en":{"content":"Snow","state":"final"},"ru":{"content":"Снег","state":"translated"}}}]}',
    ...target,
    isFresh: true,
  },
];

async function made({ name }: Sample, bytes: Uint8Array): Promise<TestContext> {
  const context = await testContext();
  const language = /^a\.(?:txt|md)$|^ru\.json$/u.test(name) ? { source: "ru" as const } : {};
  await createDocument(context, anna, { collection: "c", id: "d", filename: name, ...language }, bytes);
  return context;
}

async function exported(context: TestContext): Promise<Uint8Array> {
  const { bytes, warnings } = await pull(context, anna, { document: "d", format: "original" });
  expect(warnings).toEqual([]);
  return bytes;
}

const version = ({ file }: Sample) =>
  /(?:version=["']|jliff":")(\d\.\d)["'](?!\?)/u.exec(file.slice(22))?.[1] ?? "";

describe.each(SAMPLES.map((sample) => [`${sample.name} ${version(sample)}`, sample] as const))(
  "%s",
  (_name, sample) => {
    const { file, text, language, part } = sample;
    const changed = file.replace(text, "Метель");
    const encodings = [
      ["as it is", file, "utf-8", false],
      ["with CRLF", file.replaceAll("\n", "\r\n"), "utf-8", false],
      ["with a byte order mark", file, "utf-8", true],
      ["in UTF-16", file, "utf-16le", true],
    ] as const;

    test.each(encodings)("import and export: the file itself, %s", async (_, content, encoding, bom) => {
      const bytes = encode(content, encoding, bom);
      expect(Buffer.compare(await exported(await made(sample, bytes)), bytes)).toBe(0);
    });

    test.each(sample.isFresh ? [] : encodings)(
      "import, change one text, export: the rest is byte-identical, %s",
      async (_, original, encoding, bom) => {
        const context = await made(sample, encode(original, encoding, bom));
        const { items } = await listUnits(context, anna, "d", { limit: 100 });
        const unit = items.find(({ variants }) => variants[language]?.text === text);
        const content = (unit?.variants[language]?.content ?? []).map((one) =>
          isCode(one) ? one : "Метель",
        );
        await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
          variants: { [language]: { content } },
        });
        const after = await exported(context);
        expect(decode(after).text).toBe(original.replace(text, "Метель"));
        expect(Buffer.compare(after, encode(original.replace(text, "Метель"), encoding, bom))).toBe(0);
      },
    );

    test.each(part === undefined ? [] : [part])(
      "partial push, export: the rest is byte-identical",
      async (sent) => {
        const context = await made(sample, encode(file));
        const { report } = await push(context, anna, {
          document: "d",
          filename: sample.name,
          bytes: encode(sent.replace(text, "Метель")),
        });
        expect(report.counts).toMatchObject({ changed: 1, conflict: 0, rejected: 0 });
        expect(decode(await exported(context)).text).toBe(changed);
      },
    );
  },
);
