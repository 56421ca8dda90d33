import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import en from "../../locales/en/web.json" with { type: "json" };
import ru from "../../locales/ru/web.json" with { type: "json" };
import zh from "../../locales/zh/web.json" with { type: "json" };

/** The guides name buttons, commands and files. What they name has to exist, and to be called so. */

type Tree = { readonly [key: string]: string | Tree };

const GUIDES = "docs/guides";
const files = readdirSync(GUIDES).filter((name) => name.endsWith(".md"));
const names = [...new Set(files.map((name) => name.split(".")[0] ?? ""))];
const read = (name: string): string => readFileSync(`${GUIDES}/${name}`, "utf8");

const texts = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : texts(value)));
const LABELS = { en: new Set(texts(en)), ru: new Set(texts(ru)), zh: new Set(texts(zh)) };

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const codeSpans = (text: string): string[] => found(text.replaceAll(/```.*?```/gsu, ""), /`([^`\n]+)`/gu);

test("each guide is there in three languages, and no other file", () => {
  const expected = names.flatMap((name) => LANGUAGES.map((language) => `${name}.${language}.md`));
  expect([...files].sort()).toEqual(expected.sort());
});

describe.each(names)("the guide for the %s", (name) => {
  test.each(LANGUAGES)("calls buttons and fields as the pages do, in %s", (language) => {
    const bold = found(read(`${name}.${language}.md`), /\*\*([^*\n]+)\*\*/gu);
    expect(bold.filter((label) => !LABELS[language].has(label))).toEqual([]);
  });

  test.each(LANGUAGES)("has links that lead somewhere, in %s", (language) => {
    const links = found(read(`${name}.${language}.md`), /\]\(([^)#:]+)(?:#[^)]*)?\)/gu);
    expect(links.filter((link) => !existsSync(`${GUIDES}/${link}`))).toEqual([]);
  });

  test("says the same in every language: the same sections, commands, keys and files", () => {
    const outline = (language: string) => {
      const text = read(`${name}.${language}.md`);
      return {
        sections: found(text, /^(#+) /gmu),
        code: [...new Set(codeSpans(text))].sort(),
        blocks: found(text, /```(\w+)/gu),
        tables: found(text, /^(\|)/gmu).length,
      };
    };
    for (const language of LANGUAGES) expect(outline(language)).toEqual(outline("en"));
  });

  test("names commands and options that exist", async () => {
    const text = read(`${name}.en.md`);
    const lines = [...codeSpans(text), ...text.split("\n")].filter((line) => /^polynya \w/u.test(line));
    for (const line of lines) {
      const [, word = "", ...rest] = line.replace(/#.*/u, "").trim().split(/\s+/u);
      const command = await COMMANDS.get(word)?.();
      expect(command, line).toBeDefined();
      const options = rest.filter((part) => part.startsWith("--") && part !== "--help");
      expect(options.filter((option) => !Object.hasOwn(command?.options ?? {}, option.slice(2)))).toEqual([]);
    }
  });
});
