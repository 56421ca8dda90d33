import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { NUMBERS } from "./numbers-gold.ts";

const findings = (en: string, ru: string, zh: string) =>
  runChecks(
    [{ id: "u", variants: { en: { content: [en] }, ru: { content: [ru] }, zh: { content: [zh] } } }],
    {
      checks: ["numbers"],
    },
  );

describe("numbers by value", () => {
  test.each(NUMBERS.filter(([, , , consistent]) => consistent))("agree: %s | %s | %s", (en, ru, zh) => {
    expect(findings(en, ru, zh)).toEqual([]);
  });

  test.each(NUMBERS.filter(([, , , consistent]) => !consistent))("differ: %s | %s | %s", (en, ru, zh) => {
    expect(findings(en, ru, zh)).not.toEqual([]);
  });

  test("the language that differs from both others is the target and gets the right number", () => {
    const [finding] = findings("It was built in 1996.", "Построено в 1998 году.", "建于1996年。");
    expect(finding).toMatchObject({
      message: "numbers.different",
      params: { source: "en", target: "ru", values: "1996", others: "1998" },
      suggestion: { language: "ru", text: "1996", range: { start: 12, end: 16 } },
    });
  });

  test("the suggestion is in the notation of the text", () => {
    const [finding] = findings("1.3 million tonnes", "1,2 млн тонн", "130万吨");
    expect(finding?.suggestion?.text).toBe("1,3 млн");
  });

  test("half of a range is not suggested for the range", () => {
    const [finding] = findings("11–13 December 2023", "11–13 декабря 2023 года", "2024年12月11日");
    expect(finding).toMatchObject({ message: "numbers.different", params: { target: "zh" } });
    expect(finding).not.toHaveProperty("suggestion");
  });

  test("two languages can be compared", () => {
    const pair = { id: "u", variants: { ru: { content: ["14 000 судов"] }, zh: { content: ["1.4万艘船"] } } };
    expect(runChecks([pair], { checks: ["numbers"] })).toEqual([]);
  });
});

const OWN = join(import.meta.dirname, "../fixtures/terms/numbers.json");
const SHARED = join(import.meta.dirname, "../../../shared/data/terms/numbers.json");
interface Triple {
  readonly en: string;
  readonly ru: string;
  readonly zh: string;
  readonly consistent: boolean;
}

describe.each([
  ["our own triples", OWN],
  [`the shared gold set${existsSync(SHARED) ? "" : " (skipped: ../shared/data/terms is not here)"}`, SHARED],
])("%s", (_name, path) => {
  test.skipIf(!existsSync(path))("no false alarm, and at least 98 % right", () => {
    const triples = JSON.parse(readFileSync(path, "utf8")) as Triple[];
    const wrong = triples.filter(
      ({ en, ru, zh, consistent }) => (findings(en, ru, zh).length === 0) !== consistent,
    );
    expect(wrong.filter(({ consistent }) => consistent)).toEqual([]);
    expect(1 - wrong.length / triples.length).toBeGreaterThanOrEqual(0.98);
  });
});
