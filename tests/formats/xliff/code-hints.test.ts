import { expect, test } from "vitest";
import { type Code, type Content, sameContent } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { read } from "../../../src/formats/xliff/read.ts";
import { write } from "../../../src/formats/xliff/write.ts";

const span = (id: string, hint: string, more: Readonly<Record<string, string>>): readonly [Code, Code] => [
  { kind: "open", id, element: "pc", attributes: { ...more, dispStart: hint, dispEnd: hint } },
  { kind: "close", id, element: "pc" },
];
const object = (id: string, hint: string, type = "other"): Code => ({
  kind: "ph",
  id,
  element: "ph",
  attributes: { type, disp: hint },
});
const [bold, boldEnd] = span("1", "bold", { type: "fmt", subType: "xlf:b" });
const [link, linkEnd] = span("2", "link", { type: "link" });
const [inserted, insertedEnd] = span("3", "inserted from here", { type: "other" });

/** A text of a document with its codes. */
const CONTENT: Content = [
  ...[
    bold,
    "Sea ",
    boldEnd,
    link,
    "ice",
    linkEnd,
    object("4", "footnote 1"),
    " ",
    object("5", "image", "image"),
  ],
  ...[" & ", inserted, "snow", insertedEnd, object("6", 'a "b" <c>'), object("7", "\u0001"), object("8", "")],
];

const fileWith = (content: Content): ExchangeFile => ({
  format: "xliff",
  source: "en",
  target: "ru",
  tags: { en: "en", ru: "ru" },
  units: [
    {
      key: "k",
      line: 1,
      notes: [],
      variants: { en: { content, state: "final" }, ru: { content, state: "translated" } },
    },
  ],
});
const written = (content: Content, version: "1.2" | "2.0" | "2.1" | "2.2") =>
  new TextDecoder().decode(write(fileWith(content), { version }));
const back = (file: string) => read(new TextEncoder().encode(file));
/** The source as it stands in the file, without the equivalents that every code of 2.x has. */
const sourceIn = (file: string) =>
  /<source[^>]*>(.*)<\/source>/su.exec(file)?.[1]?.replaceAll(/ equiv(?:Start|End)?="\d"/gu, "");
const sourceOf = (file: string): Content => back(file).units[0]?.variants.en?.content ?? [];

test("XLIFF 1.2 says what a code of a document is", () => {
  expect(sourceIn(written(CONTENT, "1.2"))).toBe(
    [
      '<g id="1" ctype="bold" equiv-text="bold">Sea </g><g id="2" ctype="link" equiv-text="link">ice</g>',
      '<x id="4" ctype="x-footnote" equiv-text="footnote 1"/> <x id="5" ctype="image" equiv-text="image"/> &amp; ',
      '<g id="3" ctype="x-inserted-from-here" equiv-text="inserted from here">snow</g>',
      '<x id="6" ctype="x-a" equiv-text="a &quot;b&quot; &lt;c&gt;"/><x id="7"/><x id="8"/>',
    ].join(""),
  );
});

test.each(["2.0", "2.1"] as const)("XLIFF %s says what a code of a document is", (version) => {
  expect(sourceIn(written(CONTENT, version))).toBe(
    [
      '<pc id="1" type="fmt" subType="xlf:b" dispStart="bold" dispEnd="bold">Sea </pc>',
      '<pc id="2" type="link" dispStart="link" dispEnd="link">ice</pc>',
      '<ph id="4" type="other" disp="footnote 1"/> <ph id="5" type="image" disp="image"/> &amp; ',
      '<pc id="3" type="other" dispStart="inserted from here" dispEnd="inserted from here">snow</pc>',
      '<ph id="6" type="other" disp="a &quot;b&quot; &lt;c&gt;"/><ph id="7" type="other"/><ph id="8" type="other"/>',
    ].join(""),
  );
});

test.each(["1.2", "2.0", "2.1", "2.2"] as const)(
  "XLIFF %s: the codes come back the same, without a warning",
  (version) => {
    const file = written(CONTENT, version);
    expect(back(file).warnings).toBeUndefined();
    for (const language of ["en", "ru"] as const)
      expect(sameContent(back(file).units[0]?.variants[language]?.content ?? [], CONTENT)).toBe(true);
    expect(sourceIn(written(sourceOf(file), version))).toBe(sourceIn(file));
  },
);

test("the other version says it too", () => {
  const content = [bold, "Sea", boldEnd, object("4", "footnote 1"), object("5", "image", "image")];
  const [old, fresh] = [written(content, "1.2"), written(content, "2.1")];
  expect(sourceIn(written(sourceOf(fresh), "1.2"))).toBe(sourceIn(old));
  expect(sourceIn(written(sourceOf(old), "2.1"))).toBe(sourceIn(fresh)?.replace('type="other" ', ""));
});

test("half a span says it, and what is no kind of 2.x is left out", () => {
  expect(sourceIn(written(["a ", bold, "b"], "2.1"))).toContain(
    '<sc id="1" type="fmt" subType="xlf:b" disp="bold" isolated="yes"/>',
  );
  expect(sourceIn(written(["a ", bold, "b"], "1.2"))).toContain('ctype="bold" equiv-text="bold"/>');
  const odd = object("1", "deleted", "own");
  expect(sourceIn(written(["a ", odd, "b"], "2.1"))).toBe('a <ph id="1" disp="deleted"/>b');
  const strange: Code = { ...odd, attributes: { type: "fmt", subType: "xlf:none", disp: "deleted" } };
  expect(sourceIn(written(["a ", strange, "b"], "2.1"))).toBe('a <ph id="1" type="fmt" disp="deleted"/>b');
});
