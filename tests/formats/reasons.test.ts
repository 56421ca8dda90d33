import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { messages } from "../../src/messages/messages.ts";

const ROOT = join(import.meta.dirname, "../../src/formats");

/** Every `code` with the `reason` that stands in the same throw or rejection, as the sources have them. */
function reasonsInSources(): [string, string][] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const source = readFileSync(join(ROOT, path), "utf8");
      const pattern =
        /(?:new Problem\(\s*|code: )"([a-z-]+)",(?:\s*params:)?\s*\{[^}]*?reason: "([a-z-]+)"/gu;
      return [...source.matchAll(pattern)].map(([, code = "", reason = ""]): [string, string] => [
        code,
        reason,
      ]);
    });
}

test("every reason that a format gives has words in three languages", () => {
  const found = reasonsInSources();
  expect(found.length).toBeGreaterThan(12);
  for (const [code, reason] of found) {
    for (const language of LANGUAGES) {
      expect([code, reason, language, messages(language).has(`problems:${code}.detail_${reason}`)]).toEqual([
        code,
        reason,
        language,
        true,
      ]);
    }
  }
});
