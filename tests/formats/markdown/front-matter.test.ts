import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import type { Untranslated } from "../../../src/formats/contract.ts";
import { readMarkdown, spliceMarkdown } from "../../../src/formats/markdown/markdown.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const shown = (file: Uint8Array) => new TextDecoder().decode(file);
const read = (text: string) => readMarkdown(bytes(text), { source: "en" });
const fields = (text: string) =>
  read(text)
    .units.filter(({ key }) => key.startsWith("f"))
    .map(({ context, variants }) => [context, variants.en?.content[0]]);

/** The file with a Chinese text for each unit, by its English text. */
function written(text: string, zh: Readonly<Record<string, string>>, untranslated?: Untranslated): string {
  const file = read(text);
  const units = file.units.map((unit) => {
    const translation = zh[plainText(unit.variants.en?.content ?? [])];
    const draft = { content: [translation ?? ""], state: "translated" as const };
    return { ...unit, variants: { ...unit.variants, ...(translation === undefined ? {} : { zh: draft }) } };
  });
  const more = untranslated === undefined ? {} : { untranslated };
  const spliced = spliceMarkdown(
    bytes(text),
    { ...file, units },
    { target: "zh", templateLanguage: "en", ...more },
  );
  return shown(spliced?.bytes ?? new Uint8Array());
}

const YAML = `---
# a comment
title: Sea ice and law # for the programme
subtitle: 'The captain''s day'
description: "He said \\"wait\\": twice."
date: 2026-11-30
draft: true
layout: post
slug: sea-ice
tags: [ice, law]
author:
  title: Professor
summary: >-
  The ice melts
  quickly. Ships wait.

  A second paragraph.
excerpt: |
  One line.
  Another line.
---

Body.
`;

test("fields for readers are offered, all others are not", () => {
  expect(fields(YAML)).toEqual([
    ["attribute title", "Sea ice and law"],
    ["attribute subtitle", "The captain's day"],
    ["attribute description", 'He said "wait": twice.'],
    ["attribute summary", "The ice melts quickly."],
    ["attribute summary", "Ships wait."],
    ["attribute summary", "A second paragraph."],
    ["attribute excerpt", "One line."],
    ["attribute excerpt", "Another line."],
  ]);
  expect(read(YAML).title).toBe("Sea ice and law");
});

test("translations keep the notation of their field, and everything else stays", () => {
  const zh = {
    "Sea ice and law": "海冰: 法律",
    "The captain's day": "船长'的一天",
    'He said "wait": twice.': '他说"等"两次。',
    "The ice melts quickly.": "冰融化得快。",
    "Another line.": "另一行。",
    "Body.": "正文。",
  };
  expect(written(YAML, zh)).toBe(
    YAML.replace("title: Sea ice and law", 'title: "海冰: 法律"')
      .replace("'The captain''s day'", "'船长''的一天'")
      .replace('He said \\"wait\\": twice.', '他说\\"等\\"两次。')
      .replace("The ice melts\n  quickly. ", "冰融化得快。")
      .replace("Another line.", "另一行。")
      .replace("Body.", "正文。"),
  );
  expect(written(YAML, {})).toBe(YAML);
});

test.each([
  ["true", '"true"'],
  ["2026-01-01", '"2026-01-01"'],
  ["# 一", '"# 一"'],
  ["- 一", '"- 一"'],
  ["一: 二", '"一: 二"'],
  ["[一]", '"[一]"'],
  ["“一”", "“一”"],
  ["一：二", "一：二"],
  ['"一" 二', '"\\"一\\" 二"'],
])("a plain value that would read otherwise gets quotation marks: %s", (text, value) => {
  expect(written("---\ntitle: Ice\n---\nBody.\n", { Ice: text })).toBe(`---\ntitle: ${value}\n---\nBody.\n`);
});

const TOML = `+++
title = "Sea \\"ice\\"" # comment
description = 'A literal'
date = 2026-11-30
weight = 3
summary = """
First line. Second sentence.
"""
[params]
title = "Not of the page"
+++

Body.
`;

test("TOML is read and written in its own notation", () => {
  expect(fields(TOML)).toEqual([
    ["attribute title", 'Sea "ice"'],
    ["attribute description", "A literal"],
    ["attribute summary", "First line."],
    ["attribute summary", "Second sentence."],
  ]);
  expect(read(TOML).title).toBe('Sea "ice"');
  const zh = { 'Sea "ice"': "海\\冰", "A literal": "船长's", "Second sentence.": '第"二"句。' };
  expect(written(TOML, zh)).toBe(
    TOML.replace('Sea \\"ice\\"', "海\\\\冰")
      .replace("'A literal'", '"船长\'s"')
      .replace("Second sentence.", '第\\"二\\"句。'),
  );
});

test("a field without a translation is marked or emptied within its notation", () => {
  const file = "---\ntitle: Ice\nsubtitle: 'It''s'\n---\nBody.\n";
  expect(written(file, {}, "mark")).toBe("---\ntitle: ⟦Ice⟧\nsubtitle: '⟦It''s⟧'\n---\n⟦Body.⟧\n");
  expect(written(file, {}, "omit")).toContain("title: \"\"\nsubtitle: ''\n");
});

test("values that are no text on their own are left alone", () => {
  const left = [
    "title: {{ page.title }}",
    "title: 2026",
    "title: *alias",
    "title: !!str Ice",
    "title: A: b",
    "title: One\n  two",
    'title: "One\n  two"',
    "title:",
    "title: |\n",
    'title: "\\e[0m ice"',
  ];
  for (const line of left) expect(fields(`---\n${line}\nlayout: x\n---\nBody.\n`)).toEqual([]);
});

test("a document that was imported before fields were offered keeps them as they are", () => {
  const text = "---\ntitle: Ice\n---\nBody.\n";
  const file = read(text);
  const units = file.units
    .filter(({ key }) => !key.startsWith("f"))
    .map((unit) => ({ ...unit, variants: { zh: { content: ["正文。"], state: "translated" as const } } }));
  const options = { target: "zh" as const, templateLanguage: "en" as const };
  const spliced = spliceMarkdown(bytes(text), { ...file, units }, options);
  expect(shown(spliced?.bytes ?? new Uint8Array())).toBe("---\ntitle: Ice\n---\n正文。\n");
});

test("any translation of a field comes back as it was written, with any line ends", () => {
  const values = ["Ice", "'Ice'", '"Ice"'];
  const zh = fc.string({
    minLength: 1,
    unit: fc.constantFrom("冰", "a", ":", " ", "#", "'", '"', "\\", "-", "["),
  });
  fc.assert(
    fc.property(
      zh,
      fc.constantFrom(...values),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      (raw, value, end, isToml) => {
        const text = raw.trim();
        fc.pre(/\p{L}/u.test(text) && (!isToml || value !== "Ice"));
        const [fence, sign] = isToml ? ["+++", " = "] : ["---", ": "];
        const file = [fence, `title${sign}${value}`, "layout: x", fence, "Body.", ""].join(end);
        const back = written(file, { Ice: text });
        expect(fields(back)).toEqual([["attribute title", text]]);
        expect(back.split(end).toSpliced(1, 1)).toEqual(file.split(end).toSpliced(1, 1));
      },
    ),
  );
});
