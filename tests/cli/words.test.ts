import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

type Words = { readonly [name: string]: string | Words };

const words = JSON.parse(readFileSync(join(ROOT, "locales/en/cli.json"), "utf8")) as Words;

/** Keys as commands write them: a text with plurals has one. */
const known = new Set(
  (function keysOf(inner: Words, before: string): string[] {
    return Object.entries(inner).flatMap(([name, value]) =>
      typeof value === "string"
        ? [`${before}${name.replace(/_(?:one|few|many|other)$/u, "")}`]
        : keysOf(value, `${before}${name}.`),
    );
  })(words, ""),
);

test("every text that a command says is in the files", () => {
  const sections = Object.keys(words).join("|");
  const key = new RegExp(String.raw`\b(?:say|t)\(\s*"((?:${sections})\.[\w.-]+)"`, "gu");
  const asked = readdirSync(join(ROOT, "src/cli"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => [...readFileSync(join(ROOT, "src/cli", path), "utf8").matchAll(key)])
    .map(([, found]) => found ?? "");
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((one) => !known.has(one))).toEqual([]);
});
