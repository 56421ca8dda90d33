import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import {
  FIRST_POLARITY,
  FOURTH_MODALITY,
  type PolaritySample,
  SECOND_POLARITY,
  THIRD_MODALITY,
} from "./polarity-samples.ts";

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

const ALL = [...FIRST_POLARITY, ...SECOND_POLARITY, ...THIRD_MODALITY, ...FOURTH_MODALITY];

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

test.each([
  ["first", THIRD_MODALITY],
  ["second", FOURTH_MODALITY],
])("turned modes of further texts are found in the %s half", (_, samples) => {
  expect(foundIn(samples, "modality")).toBeGreaterThanOrEqual(0.65);
});

test("advice in free words is no contradiction", () => {
  const en = "Both can be grounds for taking action, depending on context.";
  const ru = "И то, и другое может быть основанием для принятия мер, в зависимости от контекста.";
  expect(isReported({ en, ru, zh: "这都需要依据实际情况进行处理。" })).toBe(false);
  const healthy = "Your leaders will have different opinions, as all healthy communities should!";
  const natural = "У ваших лидеров будут разные мнения, как и должно быть у всех здоровых сообществ!";
  expect(
    isReported({
      en: healthy,
      ru: natural,
      zh: "社区的领导者们有着不一样的意见，而这也是所有健康社区能够成长的原因之所在！",
    }),
  ).toBe(false);
});

test("“no … required” frees, “no … allowed” forbids", () => {
  expect(isReported({ en: "No rewind required", ru: "Перемотка не требуется", zh: "无需回退" })).toBe(false);
  expect(isReported({ en: "No large dogs allowed here.", ru: "С большими собаками нельзя." })).toBe(false);
  expect(isReported({ en: "No large dogs allowed here.", ru: "С большими собаками здесь разрешено." })).toBe(
    true,
  );
});
