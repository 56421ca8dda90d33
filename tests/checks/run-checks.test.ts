import { describe, expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { CHECK_IDS } from "../../src/domain/finding.ts";
import { CHECKS } from "../../src/checks/registry.ts";
import { plainText } from "../../src/domain/segment.ts";
import { GOOD } from "./good-units.ts";
import { MISTAKES } from "./seeded-mistakes.ts";

describe("good translations", () => {
  test.each(GOOD)("$id gives no finding", (unit) => {
    expect(runChecks([unit])).toEqual([]);
  });

  test("all together give no finding", () => {
    expect(runChecks(GOOD)).toEqual([]);
  });
});

describe("seeded mistakes", () => {
  test.each(MISTAKES.map(([message, units], at) => ({ message, units, at })))(
    "$at: $message is found",
    ({ message, units }) => {
      const check = CHECKS.find(({ id }) => message.startsWith(`${id}.`));
      const found = runChecks(units, { checks: check === undefined ? [] : [check.id] });
      expect(found.map((finding) => finding.message)).toContain(message);
    },
  );

  test("each mistake is reported once", () => {
    for (const [message, units] of MISTAKES) {
      const own = runChecks(units).filter((finding) => finding.message === message);
      expect(own, message).toHaveLength(1);
    }
  });

  test("ranges and suggestions are inside the texts", () => {
    for (const [, units] of MISTAKES) {
      for (const { ranges, suggestion, unit: id } of runChecks(units)) {
        const unit = units.find((one) => one.id === id);
        const texts = { en: "", ru: "", zh: "" };
        for (const language of ["en", "ru", "zh"] as const)
          texts[language] = plainText(unit?.variants[language]?.content ?? []);
        for (const [language, list] of Object.entries(ranges)) {
          for (const { start, end } of list) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(texts[language as "en"].length);
          }
        }
        if (suggestion?.range)
          expect(suggestion.range.end).toBeLessThanOrEqual(texts[suggestion.language].length);
      }
    }
  });

  test("applying a suggestion with a range removes the finding", () => {
    let applied = 0;
    for (const [message, units] of MISTAKES) {
      const finding = runChecks(units).find((one) => one.message === message);
      const range = finding?.suggestion?.range;
      if (finding === undefined || finding.suggestion === undefined || range === undefined) continue;
      const { language, text } = finding.suggestion;
      const mended = units.map((unit) => {
        const old = plainText(unit.variants[language]?.content ?? []);
        const content = [old.slice(0, range.start) + text + old.slice(range.end)];
        return unit.id === finding.unit
          ? { ...unit, variants: { ...unit.variants, [language]: { content } } }
          : unit;
      });
      expect(
        runChecks(mended).filter((one) => one.message === message),
        message,
      ).toEqual([]);
      applied++;
    }
    expect(applied).toBeGreaterThan(15);
  });
});

describe("options", () => {
  const [, units = []] = MISTAKES[0] ?? [];

  test("only the named checks run", () => {
    expect(runChecks(units, { checks: ["brackets"] })).toEqual([]);
    expect(runChecks(units, { checks: ["numbers"] })).toHaveLength(1);
  });

  test("a collection switches a check off or gives it another severity", () => {
    expect(runChecks(units, { severities: { numbers: "off" } })).toEqual([]);
    expect(runChecks(units, { severities: { numbers: "info" } }).map(({ severity }) => severity)).toEqual([
      "info",
    ]);
  });

  test("a milder finding stays milder if the check is made more severe", () => {
    const [, mild = []] = MISTAKES.find(([message]) => message === "codes.reordered") ?? [];
    expect(
      runChecks(mild, { checks: ["codes"], severities: { codes: "warning" } }).map(
        ({ severity }) => severity,
      ),
    ).toEqual(["info"]);
  });

  test("findings come in the order of the units", () => {
    const many = MISTAKES.slice(0, 20).map(([, [unit]], at) => ({
      ...unit,
      id: String(at),
      variants: unit?.variants ?? {},
    }));
    const order = runChecks(many).map(({ unit }) => Number(unit));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test("units with the same id are all checked", () => {
    const once = runChecks(units, { checks: ["numbers"] });
    expect(once).toHaveLength(1);
    expect(runChecks([...units, ...units], { checks: ["numbers"] })).toEqual([...once, ...once]);
  });
});

test("the registry lists its checks in the order of CHECK_IDS, each once", () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(ids).toEqual(CHECK_IDS.filter((id) => ids.includes(id)));
});

test("all checks but those that need a glossary or dictionaries are in the registry", () => {
  const ids = new Set<string>(CHECKS.map(({ id }) => id));
  expect(CHECK_IDS.filter((id) => !ids.has(id))).toEqual(["terminology", "triangle", "spelling"]);
});
