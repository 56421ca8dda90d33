import { describe, expect, it } from "vitest";
import { read } from "../../src/formats/xliff/read.ts";
import { strip } from "../../src/formats/xliff/strip.ts";
import { write } from "../../src/formats/xliff/write.ts";
import { SAMPLE, textsOf } from "./programs.ts";

/*
 * Poedit (3.2) and Lokalize (22.12) cannot run without a screen. A person tried them once. These tests check what they
 * need in a file and imitate how they save it.
 */
const bases = new Map(
  SAMPLE.units.map(({ key }) => [key, { document: "d", unit: `u-${key}`, versions: { en: 1, ru: 1 } }]),
);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Changes a file as Poedit does on saving: the target, its state, and the root's attributes on one line. */
function savedByPoedit(text: string, from: string, to: string): string {
  const root = /<xliff[^>]*>/u.exec(text)?.[0] ?? "";
  const at = text.indexOf(from);
  expect(at).toBeGreaterThan(0);
  const isOld = root.includes('version="1.2"');
  const start = text.lastIndexOf(isOld ? "<target" : "<segment", at);
  const tag = text.slice(start, text.indexOf(">", start));
  const stated = `${tag.replace(/ (state|subState)="[^"]*"/gu, "")} state="translated"`;
  return (text.slice(0, start) + stated + text.slice(start + tag.length))
    .replace(from, to)
    .replace(root, root.replaceAll(/\s+/gu, " "));
}

describe("requirements of Poedit and Lokalize", () => {
  it.each(["1.2", "2.0", "2.1"])(
    "our file in XLIFF %s, saved by Poedit, is read with its base",
    (version) => {
      const text = textOf(write(SAMPLE, { version, bases }));
      expect(text).toMatch(new RegExp(`<xliff [^>]*version="${version.replace(".", "\\.")}"`, "u"));
      const saved = read(
        new TextEncoder().encode(savedByPoedit(text, "Северный морской путь открыт.", "Севморпуть открыт.")),
      );
      const before = read(new TextEncoder().encode(text));
      const [first, ...others] = saved.units;
      expect(textsOf(saved, "ru")).toMatchObject({ [first?.key ?? ""]: "Севморпуть открыт." });
      expect(first?.variants.ru?.state).toBe("translated");
      expect(first?.base).toEqual(before.units[0]?.base);
      expect(others).toEqual(before.units.slice(1).map((unit, at) => ({ ...unit, line: others[at]?.line })));
      expect(saved.warnings).toBeUndefined();
    },
  );

  it("Lokalize: XLIFF 1.2 has both languages, and every unit has an id and begins with its source", () => {
    const text = textOf(write(SAMPLE, { version: "1.2" }));
    expect(text).toMatch(/<file [^>]*source-language="en" target-language="ru"/u);
    const units = [...text.matchAll(/<trans-unit([^>]*)>(.*?)<\/trans-unit>/gsu)];
    expect(units.length).toBe(SAMPLE.units.length);
    for (const [, attributes, inside] of units) {
      expect(attributes).toMatch(/ id="[^"]+"/u);
      expect(inside?.trimStart()).toMatch(/^<source>/u);
    }
  });

  it("stripping removes our metadata completely", () => {
    const bytes = write(SAMPLE, { version: "2.1", bases });
    const plain = textOf(write(SAMPLE, { version: "2.1" }));
    expect(textOf(strip(bytes))).toBe(plain);
  });
});
