import { describe, expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { read } from "../../../src/formats/tmx/read.ts";
import { splice } from "../../../src/formats/tmx/splice.ts";

const COUNT = 4000;
const unit = (at: number, ru: string) =>
  `<tu tuid="k${at}" srclang="en"><prop type="x">№ ${at}</prop>\n  <tuv xml:lang="en"><seg>Ice ${at}</seg></tuv>\n  <tuv xml:lang="ru"><seg>${ru}</seg></tuv>\n</tu>\n`;
const memory = (encoding: string, units: readonly string[], after = "") =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="t" creationtoolversion="1" o-tmf="t"/><body>\n${units.join("")}${after}</body></tmx>\n<!-- end -->\n`;
const plain = Array.from({ length: COUNT }, (_, at) => unit(at, `Лёд ${at}`));

/** The places of the units that change: the first ones, the last one, some between, none. */
const CHANGES: readonly (readonly number[])[] = [[], [0], [COUNT - 1], [0, 1, 2000, 2001, COUNT - 1], [3000]];

describe.each(["utf-8", "utf-16le", "windows-1251"])("a memory of many parts in %s", (encoding) => {
  const name = encoding === "utf-16le" ? "UTF-16" : encoding;
  const bytesOf = (text: string) => encode(text, encoding, encoding === "utf-16le");
  const original = bytesOf(memory(name, plain));
  const { units } = read(original);

  test.each(CHANGES)("keeps all but what changed: %j", (...places) => {
    const changed = new Set(places);
    const file = units.map((one, at) =>
      changed.has(at)
        ? {
            ...one,
            variants: { ...one.variants, ru: { content: [`Льдина ${at}`], state: "translated" as const } },
          }
        : one,
    );
    const pieces: Uint8Array[] = [];
    const sink = {
      put: (bytes: Uint8Array) => void pieces.push(bytes.slice()),
      clear: () => void (pieces.length = 0),
    };
    for (const options of [{}, { sink }]) {
      pieces.length = 0;
      const spliced = splice(original, { tags: {}, units: file }, options);
      const written = Buffer.concat([...pieces, spliced?.bytes ?? new Uint8Array()]);
      const expected = plain.map((one, at) => (changed.has(at) ? unit(at, `Льдина ${at}`) : one));
      expect(written.equals(bytesOf(memory(name, expected)))).toBe(true);
    }
  });

  test("gets new units behind its last one, and loses a language that went", () => {
    const added = {
      key: "new",
      line: 0,
      notes: [],
      variants: { en: { content: ["Floe"], state: "translated" as const } },
    };
    const file = units.map((one, at) =>
      at === 2500 && one.variants.en ? { ...one, variants: { en: one.variants.en } } : one,
    );
    const spliced = splice(original, { tags: {}, units: [...file, added] }, {});
    const text = new TextDecoder(encoding).decode(spliced?.bytes);
    const expected = plain.map((one, at) =>
      at === 2500 ? one.replace(/\n {2}<tuv xml:lang="ru">.*<\/tuv>/u, "") : one,
    );
    const [head, tail] = memory(name, expected, "|").split("|");
    expect(text.startsWith(head?.trimEnd() ?? "x")).toBe(true);
    expect(text.endsWith(tail ?? "x")).toBe(true);
    expect(text).toContain("<seg>Floe</seg>");
    expect(spliced?.added).toBe(1);
  });
});
