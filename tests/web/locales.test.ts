import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { FORMAT_NAMES } from "../../src/formats/traits.ts";

const ROOT = resolve(import.meta.dirname, "../..");

function flatten(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([name, inner]) =>
    flatten(inner, path === "" ? name : `${path}.${name}`),
  );
}

const texts = new Map(
  LANGUAGES.map((language) => [
    language,
    new Map(flatten(JSON.parse(readFileSync(join(ROOT, "locales", language, "web.json"), "utf8")))),
  ]),
);
const base = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/u, "");
const keysOf = (language: (typeof LANGUAGES)[number]) => [...(texts.get(language)?.keys() ?? [])];

test("the three languages have the same texts", () => {
  const [en, ru, zh] = LANGUAGES.map((language) => new Set(keysOf(language).map(base)));
  expect(ru).toEqual(en);
  expect(zh).toEqual(en);
});

test("each plural has exactly the categories of its language", () => {
  for (const language of LANGUAGES) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const plurals = Map.groupBy(
      keysOf(language).filter((key) => base(key) !== key),
      base,
    );
    for (const [key, forms] of plurals)
      expect([key, forms.map((form) => form.slice(key.length + 1)).toSorted()]).toEqual([key, categories]);
  }
});

test("variables are the same in every language, and no text is empty", () => {
  const variables = (text: string) =>
    [...new Set([...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name))].sort();
  for (const [key, english] of texts.get("en") ?? []) {
    for (const language of LANGUAGES) {
      const own = texts.get(language)?.get(key);
      if (own === undefined) continue;
      expect([key, language, own.trim() === ""]).toEqual([key, language, false]);
      if (base(key) === key)
        expect([key, language, variables(own)]).toEqual([key, language, variables(english)]);
    }
  }
});

test("every format has a name on the pages", () => {
  const missing = LANGUAGES.flatMap((language) =>
    FORMAT_NAMES.filter((format) => !texts.get(language)?.has(`format.${format}`)).map((format) => [
      language,
      format,
    ]),
  );
  expect(missing).toEqual([]);
});

const sources = readdirSync(join(ROOT, "src/web"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/u.test(path))
  .map((path) => readFileSync(join(ROOT, "src/web", path), "utf8"))
  .join("\n");

test("every text that the pages use is in the files", () => {
  const known = new Set(keysOf("en").map(base));
  const asked = [...sources.matchAll(/\bt\(\s*"([\w.-]+)"|\b(?:label|button): "([\w.-]+)"/gu)].map(
    ([, a, b]) => a ?? b ?? "",
  );
  expect(asked.length).toBeGreaterThan(200);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

test("every text in the files is used by the pages", () => {
  const literal = new Set([...sources.matchAll(/["'`]([\w.-]+)["'`]/gu)].map(([, key]) => key));
  const prefixes = [...sources.matchAll(/`([\w.]+\.)\$\{/gu)].map(([, prefix]) => prefix ?? "");
  const unused = keysOf("en")
    .map(base)
    .filter((key) => !literal.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect([...new Set(unused)]).toEqual([]);
});
