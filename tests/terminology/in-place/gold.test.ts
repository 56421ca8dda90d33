import { describe, expect, test } from "vitest";
import { measure } from "./gold.ts";

describe.each(["ru", "en", "zh"] as const)("a term in its place: %s", (language) => {
  const { results, sure, wrong } = measure(language);

  test("is what a person writes, in at least 97 of 100 sure proposals", () => {
    expect(results.length).toBeGreaterThanOrEqual(200);
    expect(1 - wrong.length / sure.length).toBeGreaterThanOrEqual(0.97);
  });

  test("is sure in most places", () => {
    expect(sure.length / results.length).toBeGreaterThanOrEqual(0.8);
  });
});
