import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { FIRST_SAMPLES, type Sample, SECOND_SAMPLES } from "./mark-samples.ts";

const isReported = ({ check, texts }: Sample): boolean =>
  runChecks(
    [
      {
        id: "u",
        variants: Object.fromEntries(
          Object.entries(texts).map(([language, text]) => [language, { content: [text] }]),
        ),
      },
    ],
    { checks: [check] },
  ).some(({ severity }) => severity !== "info");

test.each(FIRST_SAMPLES.filter(({ good }) => good))("$check has no finding for: $texts", (sample) => {
  expect(isReported(sample)).toBe(false);
});

test.each(FIRST_SAMPLES.filter(({ good }) => !good))("$check reports: $texts", (sample) => {
  expect(isReported(sample)).toBe(true);
});

test("nine out of ten samples in the unread half are right", () => {
  const right = SECOND_SAMPLES.filter((sample) => isReported(sample) !== sample.good);
  expect(right.length / SECOND_SAMPLES.length).toBeGreaterThanOrEqual(0.9);
});
