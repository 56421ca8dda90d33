import { expect, test } from "vitest";
import type { CheckedUnit } from "../../../src/checks/check.ts";
import { checkTexts } from "../../../src/services/quality/check-texts.ts";
import { checkerOf, findingsOf } from "../../../src/services/quality/internal/checker.ts";
import { anna, testContext } from "../helpers.ts";

test("a finding with another text has another fingerprint", async () => {
  const checker = await checkerOf(await testContext());
  const named = (ru: string, id = "u1") =>
    findingsOf(checker, [{ id, variants: { ru: { content: [ru] } } }], "unit", ["repeated-word"]);
  const [first] = named("Это это лёд.");
  expect(first?.fingerprint).toMatch(/^[0-9a-f]{1,14}$/u);
  expect(named("Это это лёд.", "u2")[0]?.fingerprint).toBe(first?.fingerprint);
  expect(named("Это это льды.")[0]?.fingerprint).not.toBe(first?.fingerprint);
  const long = "Лёд тает. ".repeat(500);
  const [of, other] = [`Это это ${long}`, `Это это ${long}!`].map((text) => named(text)[0]?.fingerprint);
  expect(of).toBeDefined();
  expect(of).not.toBe(other);
});

test("a text is read once, however many findings it has", async () => {
  const checker = await checkerOf(await testContext());
  const reads = (words: number) => {
    let count = 0;
    const unit: CheckedUnit = {
      id: "u1",
      variants: {
        ru: {
          get content() {
            count += 1;
            return ["ледокол ".repeat(words)];
          },
        },
      },
    };
    const found = findingsOf(checker, [unit], "unit", ["repeated-word"]);
    return { count, found: found.length };
  };
  const [few, many] = [reads(200), reads(400)];
  expect(many.found).toBeGreaterThan(few.found);
  expect(many.count).toBe(few.count);
});

test("a text with a finding at every word can be checked", async () => {
  const text = "ледокол ".repeat(24_000);
  const found = await checkTexts(await testContext(), anna, [{ ru: text }], { checks: ["repeated-word"] });
  expect(found.length).toBeGreaterThan(1000);
});
