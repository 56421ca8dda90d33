import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { FIRST_POLARITY, type PolaritySample, SECOND_POLARITY } from "./polarity-samples.ts";

const isReported = (texts: Readonly<Record<string, string>>): boolean =>
  runChecks(
    [
      {
        id: "u",
        variants: Object.fromEntries(
          Object.entries(texts).map(([language, text]) => [language, { content: [text] }]),
        ),
      },
    ],
    { checks: ["modality"] },
  ).some(({ severity }) => severity !== "info");

const ALL = [...FIRST_POLARITY, ...SECOND_POLARITY];

test.each(ALL)("no finding for $good", ({ good: { en, ru, zh } }) => {
  for (const texts of [
    { en, ru, zh },
    { en, ru },
    { en, zh },
    { ru, zh },
  ])
    expect(isReported(texts)).toBe(false);
});

/** The share of turned texts that are found beside one good text, in all six directions. */
function foundIn(samples: readonly PolaritySample[], kind: PolaritySample["kind"]): number {
  const found = samples
    .filter((sample) => sample.kind === kind)
    .flatMap(({ good, wrong }) =>
      LANGUAGES.flatMap((source) =>
        LANGUAGES.filter((target) => target !== source).map((target) =>
          isReported({ [source]: good[source], [target]: wrong[target] }),
        ),
      ),
    );
  return found.filter(Boolean).length / found.length;
}

test.each([
  ["first", FIRST_POLARITY],
  ["second", SECOND_POLARITY],
])("turned negations and modes are found in the %s half", (_, samples) => {
  expect(foundIn(samples, "negation")).toBeGreaterThanOrEqual(0.6);
  expect(foundIn(samples, "modality")).toBeGreaterThanOrEqual(0.8);
});
