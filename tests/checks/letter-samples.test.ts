import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { FIRST_LETTERS, SECOND_LETTERS } from "./letter-samples.ts";
import { FIRST_SIGNS, SECOND_SIGNS } from "./sign-samples.ts";
import type { Sample } from "./mark-samples.ts";
import { FIRST_MEASURES, SECOND_MEASURES } from "./measure-phrases.ts";
import type { NumberPhrase } from "./number-phrases.ts";

const unitOf = (texts: Readonly<Record<string, string>>) => ({
  id: "u",
  variants: Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [language, { content: [text] }]),
  ),
});

const isRight = ({ check, good, texts }: Sample): boolean =>
  runChecks([unitOf(texts)], { checks: [check] }).some(({ severity }) => severity !== "info") !== good;

const isAlarmed = (texts: Readonly<Record<string, string>>): boolean =>
  runChecks([unitOf(texts)], { checks: ["numbers"] }).some(({ severity }) => severity !== "info");

const isCounted = ([en, ru, zh, consistent]: NumberPhrase): boolean =>
  consistent
    ? ![
        { en, ru, zh },
        { en, ru },
        { en, zh },
        { ru, zh },
      ].some(isAlarmed)
    : isAlarmed({ en, ru, zh });

const share = (right: readonly boolean[]): number => right.filter(Boolean).length / right.length;

test("most samples of the first half are right", () => {
  expect(share(FIRST_LETTERS.map(isRight))).toBeGreaterThanOrEqual(0.85);
  expect(share(FIRST_SIGNS.map(isRight))).toBeGreaterThanOrEqual(0.95);
  expect(share(FIRST_MEASURES.map(isCounted))).toBeGreaterThanOrEqual(0.9);
});

test("most samples of the unread half are right", () => {
  expect(share(SECOND_LETTERS.map(isRight))).toBeGreaterThanOrEqual(0.75);
  expect(share(SECOND_SIGNS.map(isRight))).toBeGreaterThanOrEqual(0.85);
  expect(share(SECOND_MEASURES.map(isCounted))).toBeGreaterThanOrEqual(0.9);
});
