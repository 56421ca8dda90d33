import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { FIRST_PHRASES, type NumberPhrase, SECOND_PHRASES } from "./number-phrases.ts";

const LANGUAGES = ["en", "ru", "zh"] as const;

const isReported = (phrase: NumberPhrase, columns: readonly (0 | 1 | 2)[]): boolean =>
  runChecks(
    [
      {
        id: "u",
        variants: Object.fromEntries(columns.map((at) => [LANGUAGES[at], { content: [phrase[at]] }])),
      },
    ],
    { checks: ["numbers"] },
  ).some(({ severity }) => severity !== "info");

const inThree = (phrase: NumberPhrase): boolean => isReported(phrase, [0, 1, 2]);
const inPairs = (phrase: NumberPhrase): boolean =>
  isReported(phrase, [0, 1]) || isReported(phrase, [0, 2]) || isReported(phrase, [1, 2]);

test.each(FIRST_PHRASES.filter(([, , , consistent]) => consistent))(
  "no finding in three languages or in a pair: %s | %s | %s",
  (...phrase) => {
    expect(inThree(phrase)).toBe(false);
    expect(inPairs(phrase)).toBe(false);
  },
);

test.each(FIRST_PHRASES.filter(([, , , consistent]) => !consistent))(
  "a finding: %s | %s | %s",
  (...phrase) => {
    expect(inThree(phrase)).toBe(true);
  },
);

test("nine out of ten phrases in the unread half are right", () => {
  const right = SECOND_PHRASES.filter((phrase) =>
    phrase[3] ? !inThree(phrase) && !inPairs(phrase) : inThree(phrase),
  );
  expect(right.length / SECOND_PHRASES.length).toBeGreaterThanOrEqual(0.9);
});
