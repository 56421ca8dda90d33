import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "vite";
import { areStale, inputsOf } from "../../src/node/built-pages.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const WEB = join(ROOT, "src", "web");
const folder = mkdtempSync(join(tmpdir(), "polynya-pages-"));
const pages = join(folder, "web");
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  const configFile = join(ROOT, "vite.config.ts");
  await build({ configFile, logLevel: "warn", build: { outDir: pages, emptyOutDir: true } });
});

const readInputs = () => JSON.parse(readFileSync(inputsOf(pages), "utf8")) as string[];
const setBuilt = (milliseconds: number) => {
  utimesSync(join(pages, "index.html"), milliseconds / 1000, milliseconds / 1000);
};

test("the list of inputs names every file outside their folder that the pages import", () => {
  const imported = readdirSync(WEB, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(WEB, file), "utf8");
      const values = text.matchAll(
        /^(?:import|export) (?!type\b)[^;]*?from "(\.[^"]+)"|\bimport\("([^"]+)"/gmu,
      );
      return [...values].map(([, from, later]) => resolve(WEB, dirname(file), from ?? later ?? ""));
    })
    .filter((path) => !path.startsWith(WEB))
    .map((path) => relative(ROOT, path));
  expect(imported).toContain("src/services/access/roles.ts");
  const inputs = new Set(readInputs());
  // A module that exports only types leaves no code in the pages.
  const missing = imported.filter(
    (path) =>
      !inputs.has(path) && /^export (?!type|interface)/mu.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(missing).toEqual([]);
});

test.each([
  "src/services/access/roles.ts",
  "src/alignment/review.ts",
  "locales/zh/web.json",
  "src/web/main.tsx",
])("pages are stale when %s is newer than the pages", (input) => {
  setBuilt(Date.now() + 60_000);
  expect(areStale(pages)).toBe(false);
  setBuilt(statSync(join(ROOT, input)).mtimeMs - 1);
  expect(areStale(pages)).toBe(true);
});

test("pages are stale when one of their source files was deleted", () => {
  setBuilt(Date.now() + 60_000);
  const inputs = readInputs();
  writeFileSync(inputsOf(pages), JSON.stringify([...inputs, "src/domain/gone.ts"]));
  expect(areStale(pages)).toBe(true);
  writeFileSync(inputsOf(pages), JSON.stringify(inputs));
});

test("pages that were never built, or were built without a list, are stale", () => {
  expect(areStale(join(folder, "nowhere"))).toBe(true);
  const inputs = readInputs();
  rmSync(inputsOf(pages));
  expect(areStale(pages)).toBe(true);
  writeFileSync(inputsOf(pages), JSON.stringify(inputs));
});
