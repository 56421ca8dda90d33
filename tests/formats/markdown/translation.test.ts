import { Marked } from "marked";
import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { isCode, plainText } from "../../../src/domain/segment.ts";
import type { Untranslated } from "../../../src/formats/contract.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { readMarkdown, spliceMarkdown } from "../../../src/formats/markdown/markdown.ts";

/** The file in another language: words of English sentences by the dictionary. A sentence without a word stays. */
function inLanguage(
  target: Language,
  source: string,
  words: Readonly<Record<string, string>>,
  untranslated: Untranslated = "source",
): string {
  const bytes = encode(source);
  const file = readMarkdown(bytes, { source: "en" });
  const swap = (text: string) =>
    Object.entries(words).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const units = file.units.map((unit) => {
    const english = unit.variants.en?.content ?? [];
    const content = english.map((part) => (isCode(part) ? part : swap(part)));
    if (plainText(content) === plainText(english)) return unit;
    return { ...unit, variants: { ...unit.variants, [target]: { content, state: "translated" as const } } };
  });
  const written = spliceMarkdown(bytes, { ...file, units }, { target, templateLanguage: "en", untranslated });
  return new TextDecoder().decode(written?.bytes);
}

describe("a line break of the author's", () => {
  const ADDRESS = "123 Street  \nTown  \nCountry here\n";
  test("stays in Chinese, with spaces and with a backslash", () => {
    const words = { "123 Street": "街道123号", Town: "城镇", "Country here": "国家" };
    expect(inLanguage("zh", ADDRESS, words)).toBe("街道123号  \n城镇  \n国家\n");
    expect(inLanguage("zh", ADDRESS.replaceAll("  \n", "\\\n"), words)).toBe("街道123号\\\n城镇\\\n国家\n");
    expect(inLanguage("zh", ADDRESS.replaceAll("\n", "\r\n"), words)).toBe(
      "街道123号  \r\n城镇  \r\n国家\r\n",
    );
  });

  test.each(["zh", "ru"] as const)("stays beside a sentence without a translation (%s)", (language) => {
    expect(inLanguage(language, ADDRESS, { "123 Street": "街道", "Country here": "国家" })).toBe(
      "街道  \nTown  \n国家\n",
    );
    expect(inLanguage(language, ADDRESS, { Town: "城镇" })).toBe("123 Street  \n城镇  \nCountry here\n");
  });

  test("stays in lists, quotations, emphasis and paragraphs with soft line ends", () => {
    const words = { "One.": "一。", "Two.": "二。", "Three.": "三。" };
    expect(inLanguage("zh", "- One.  \n  Two.\n  Three.\n", words)).toBe("- 一。  \n  二。三。\n");
    expect(inLanguage("zh", "> One.  \n> Two.\n", words)).toBe("> 一。  \n> 二。\n");
    expect(inLanguage("zh", "**One.  \nTwo.**\n", words)).toBe("**一。  \n二。**\n");
    expect(inLanguage("zh", "One.\nTwo. Three.\n", words)).toBe("一。二。三。\n");
  });

  test("is there once where the sentences in between are left out, and at no end", () => {
    const source = "One.  \nTwo.  \nThree. Four.\n";
    expect(inLanguage("zh", source, { "One.": "一。", "Four.": "四。" }, "omit")).toBe("一。  \n四。\n");
    expect(inLanguage("zh", source, { "Two.": "二。" }, "omit")).toBe("二。\n");
    expect(inLanguage("ru", "One. Two. Three.\n", { "One.": "Раз.", "Three.": "Три." }, "omit")).toBe(
      "Раз. Три.\n",
    );
  });
});

describe("a reference link whose text is its label", () => {
  const END =
    '\n\n[docs]: https://example.org/docs\n[the ice]: <i.png> "Ice"\n[`run`]: /run\n[a\\]b *c*]: /c\n';
  const HREFS = /(?:href|src)="([^"]*)"/gu;
  /** The addresses of all links and images, in order. */
  const addresses = (text: string) =>
    Array.from(new Marked().parse(text, { async: false }).matchAll(HREFS), ([, address]) => address);
  const written = (source: string, words: Readonly<Record<string, string>>) => {
    const whole = source + END;
    const text = inLanguage("ru", whole, words);
    expect(addresses(text)).toEqual(addresses(whole));
    expect(text.endsWith(END)).toBe(true);
    return text.slice(0, -END.length);
  };

  test.each([
    ["See [docs].", "Смотри [доки][docs]."],
    ["See [docs][].", "Смотри [доки][docs]."],
    ["See [docs][docs].", "Смотри [доки][docs]."],
    ["See [docs](u).", "Смотри [доки](u)."],
    ["- [docs]", "- [доки][docs]"],
    ["# [docs][]", "# [доки][docs]"],
    ["*[docs]*", "*[доки][docs]*"],
    ["Go. [docs] See.", "Go. [доки][docs] Смотри."],
    [
      "| A | [docs] |\n|---|---|\n| x | See [docs] |",
      "| A | [доки][docs] |\n|---|---|\n| x | Смотри [доки][docs] |",
    ],
    ["> See [the\n> ice] now.", "> Смотри [лёд][the ice] now."],
    ["See [a\\]b *c*].", "Смотри [a\\]б *c*][a\\]b *c*]."],
    ["See ![the ice].", "Смотри ![лёд][the ice]."],
    ["See ![the ice][] and [docs].", "Смотри ![лёд][the ice] and [доки][docs]."],
    ["Go ![the ice] on.", "Go ![лёд][the ice] on."],
    ["![the ice]", "![лёд][the ice]"],
    ["![the ice][]", "![лёд][the ice]"],
  ])("is written in full when the text changes: %s", (source, wanted) => {
    const words = { See: "Смотри", docs: "доки", "the ice": "лёд", "the\nice": "лёд", b: "б" };
    expect(written(source, words)).toBe(wanted);
  });

  test.each([
    "See [docs].",
    "See [docs][].",
    "See [`run`].",
    "See ![the ice].",
    "See *[docs]*. Go [docs] on.",
  ])("stays as it is when only the text around it changes: %s", (source) => {
    expect(written(source, { See: "Смотри" })).toBe(source.replace("See", "Смотри"));
  });

  test("keeps its address before a bracket", () => {
    expect(written("See [docs] (2020).", { See: "Смотри", " (2020)": "(2020)" })).toBe(
      "Смотри [docs][docs](2020).",
    );
  });

  test("with two sentences keeps its address when one of them changes", () => {
    const end = "\n\n[Go on. Come in]: /x\n";
    for (const words of [
      { "Go on": "Иди" },
      { "Come in": "Войди" },
      { "Go on": "Иди", "Come in": "Войди" },
    ]) {
      const text = inLanguage("ru", `See [Go on. Come in] now.${end}`, words);
      expect(text).toContain("][Go on. Come in]");
      expect(addresses(text)).toEqual(["/x"]);
    }
  });

  test("with a text that is left out keeps its address", () => {
    expect(inLanguage("ru", `A [docs].\n\n![the ice]${END}`, { "A ": "Вот " }, "omit")).toContain(
      "Вот [docs].",
    );
    expect(inLanguage("ru", `[docs] is here.${END}`, { docs: "доки" }, "mark")).toContain(
      "[доки][docs] is here.",
    );
    expect(inLanguage("ru", `[docs]${END}`, {}, "mark")).toContain("[⟦docs⟧][docs]");
  });
});
