import { describe, expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { FIRST_HALF, type NumberTriple, SECOND_HALF } from "./number-kinds.ts";

const alarms = ([en, ru, zh]: NumberTriple): number =>
  runChecks(
    [{ id: "u", variants: { en: { content: [en] }, ru: { content: [ru] }, zh: { content: [zh] } } }],
    { checks: ["numbers"] },
  ).filter(({ severity }) => severity !== "info").length;

describe("numbers by kind: times, decades, multiples, durations, units, bounds", () => {
  test.each(FIRST_HALF.filter(([, , , consistent]) => consistent))("agree: %s | %s | %s", (...triple) => {
    expect(alarms(triple)).toBe(0);
  });

  test.each(FIRST_HALF.filter(([, , , consistent]) => !consistent))("differ: %s | %s | %s", (...triple) => {
    expect(alarms(triple)).toBeGreaterThan(0);
  });

  test("at least 98 % of the half that was not read is right", () => {
    const right = SECOND_HALF.filter((triple) => (alarms(triple) === 0) === triple[3]);
    expect(right.length / SECOND_HALF.length).toBeGreaterThanOrEqual(0.98);
  });
});
