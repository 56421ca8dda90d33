import { describe, expect, test } from "vitest";
import type { CheckedUnit } from "../../src/checks/check.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { goldOf } from "./gold.ts";
import type { Triple } from "./gold.ts";

const unit = ([en, ru, zh]: Triple): CheckedUnit => ({
  id: "u",
  variants: { en: { content: [en] }, ru: { content: [ru] }, zh: { content: [zh] } },
});
const isSilent = (triple: Triple): boolean => runChecks([unit(triple)]).length === 0;
const finds = (check: string, triple: Triple): boolean =>
  runChecks([unit(triple)]).some((finding) => finding.check === check);
const agree = ([en, ru, zh]: readonly [...Triple, boolean]): boolean =>
  runChecks([unit([en, ru, zh])], { checks: ["numbers"] }).length === 0;

describe("the second gold set", () => {
  const { numbers, good, bad } = goldOf("second");

  test.each(numbers)("numbers: %s | %s | %s: %s", (en, ru, zh, consistent) => {
    expect(agree([en, ru, zh, consistent])).toBe(consistent);
  });

  test.each(good)("no check has a finding for: %s | %s | %s", (...triple) => {
    expect(runChecks([unit(triple)])).toEqual([]);
  });

  test("nine out of ten mistakes are found", () => {
    const missed = bad.filter(([check, ...triple]) => !finds(check, triple));
    expect(missed.length / bad.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.1);
  });
});

test("the held-out set gives equally good results", () => {
  const { numbers, good, bad } = goldOf("held-out");
  const right = numbers.filter((row) => agree(row) === row[3]);
  expect(right.length / numbers.length).toBeGreaterThanOrEqual(0.98);
  expect(good.filter(isSilent)).toHaveLength(good.length);
  const found = bad.filter(([check, ...triple]) => finds(check, triple));
  expect(found.length / bad.length).toBeGreaterThanOrEqual(0.9);
});
