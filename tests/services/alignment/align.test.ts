import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { alignTexts } from "../../../src/services/alignment/align-texts.ts";
import { saveAlignment } from "../../../src/services/alignment/save-alignment.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { pull } from "../exchange/pull-whole.ts";
import { type ReviewOperation, reviewAlignment } from "../../../src/services/alignment/review-alignment.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, text, type TestContext, testContext } from "../helpers.ts";

const SEMINAR = join(import.meta.dirname, "..", "..", "..", "tm", "seminars", "arkhangelsk-2023");
const markdown = (language: string) => readFileSync(join(SEMINAR, `${language}.md`), "utf8");

test("three texts become a document of units, with their confidence, and the import can be undone", async () => {
  const context = await testContext();
  const texts = { en: markdown("en"), ru: markdown("ru"), zh: markdown("zh") };
  const alignment = await alignTexts(context, anna, { texts, format: "markdown", collection: "c" });
  expect(alignment.verdict).toBe("parallel");
  const whole = alignment.beads.filter(
    ({ en, ru, zh }) => en?.length === 1 && ru?.length === 1 && zh?.length === 1,
  );
  expect(whole.length / alignment.beads.length).toBeGreaterThan(0.95);

  const { segments, beads } = alignment;
  const { document, report } = await saveAlignment(
    context,
    anna,
    { collection: "c", id: "seminar", title: "Seminar" },
    { segments, beads, threshold: 0.9 },
  );
  expect(report.counts.created).toBe(beads.length);
  expect(document.languages).toEqual(["en", "ru", "zh"]);
  const { items } = await listUnits(context, anna, "seminar", { limit: 1000 });
  expect(items.map(({ variants }) => variants.ru?.text ?? "").join(" ")).toContain("Северный морской путь");
  for (const { variants } of items) {
    const { confidence = 0, state, origin } = variants.en ?? variants.ru ?? variants.zh ?? {};
    expect([state, origin]).toEqual([confidence >= 0.9 ? "translated" : "initial", "alignment"]);
  }
  for (const version of ["1.2", "2.1"]) {
    const { bytes } = await pull(context, anna, {
      document: "seminar",
      format: "xliff",
      version,
      source: "ru",
      target: "zh",
    });
    expect(text(bytes)).toContain("北方海航道");
  }
  const [made] = (await listImports(context, anna, { limit: 1 })).items;
  await undoImport(context, anna, made?.id ?? "");
  await expect(listUnits(context, anna, "seminar", { limit: 1 })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("several sentences in one bead become one unit with several segments", async () => {
  const context = await testContext();
  const aligned = {
    segments: { en: ["One.", "Two."], ru: ["Раз, два."], zh: ["一。", "二。"] },
    beads: [{ en: [0, 1], ru: [0], zh: [0, 1], confidence: 0.5 }],
    threshold: 0.8,
  };
  await saveAlignment(context, anna, { collection: "c", id: "d" }, aligned);
  const [unit] = (await listUnits(context, anna, "d", { limit: 1 })).items;
  expect(unit?.variants.en).toMatchObject({ text: "One. Two.", state: "initial", confidence: 0.5 });
  expect(unit?.variants.zh?.text).toBe("一。二。");
});

describe("a reviewer", () => {
  const lines = async (context: TestContext) =>
    (await listUnits(context, anna, "d", { limit: 100 })).items.map(({ variants }) =>
      [variants.en, variants.ru, variants.zh].map((variant) => variant?.text ?? "").join(" | "),
    );
  const ids = async (context: TestContext) =>
    (await listUnits(context, anna, "d", { limit: 100 })).items.map(({ id }) => id);
  const aligned = async (): Promise<TestContext> => {
    const context = await testContext();
    await saveAlignment(
      context,
      anna,
      { collection: "c", id: "d" },
      {
        segments: { en: ["A.", "B.", "C."], ru: ["А.", "Б.", "В."], zh: ["甲。", "乙。", "丙。"] },
        beads: [
          { en: [0], ru: [0], zh: [0], confidence: 0.99 },
          { en: [1], ru: [1, 2], zh: [1], confidence: 0.4 },
          { en: [2], zh: [2], confidence: 0.6 },
        ],
        threshold: 0.9,
      },
    );
    return context;
  };
  const START = ["A. | А. | 甲。", "B. | Б. В. | 乙。", "C. |  | 丙。"];

  test("merges, splits, shifts and detaches, and can undo each step", async () => {
    const context = await aligned();
    const [first = "", second = ""] = await ids(context);
    const cases: [ReviewOperation, string[]][] = [
      [{ kind: "merge", unit: first }, ["A. B. | А. Б. В. | 甲。乙。", "C. |  | 丙。"]],
      [
        { kind: "shift", unit: second, language: "ru", direction: "down" },
        ["A. | А. | 甲。", "B. | Б. | 乙。", "C. | В. | 丙。"],
      ],
      [
        { kind: "split", unit: second, first: { ru: 1 } },
        ["A. | А. | 甲。", " | Б. | ", "B. | В. | 乙。", "C. |  | 丙。"],
      ],
      [
        { kind: "detach", unit: first, language: "zh" },
        ["A. | А. | ", " |  | 甲。", "B. | Б. В. | 乙。", "C. |  | 丙。"],
      ],
    ];
    expect(await lines(context)).toEqual(START);
    for (const [operation, expected] of cases) {
      const report = await reviewAlignment(context, anna, "d", operation);
      expect(await lines(context)).toEqual(expected);
      await undoImport(context, anna, report.import ?? "");
      expect(await lines(context)).toEqual(START);
    }
  });

  test("splits one unit again and again without disturbing the order", async () => {
    const context = await aligned();
    const [first = ""] = await ids(context);
    await reviewAlignment(context, anna, "d", { kind: "detach", unit: first, language: "zh" });
    await reviewAlignment(context, anna, "d", { kind: "detach", unit: first, language: "ru" });
    expect(await lines(context)).toEqual(["A. |  | ", " | А. | ", " |  | 甲。", ...START.slice(1)]);
  });

  test("accepts beads by confidence, and aligns the others again around the accepted ones", async () => {
    const context = await aligned();
    const states = async () =>
      (await listUnits(context, anna, "d", { limit: 9 })).items.map(({ variants }) => variants.zh?.state);
    expect(await states()).toEqual(["translated", "initial", "initial"]);
    await reviewAlignment(context, anna, "d", { kind: "accept", confidence: 0.5 });
    expect(await states()).toEqual(["translated", "initial", "translated"]);
    const [, second = "", third = ""] = await ids(context);
    await reviewAlignment(context, anna, "d", { kind: "realign", from: second, to: third });
    expect((await lines(context)).at(0)).toBe(START[0]);
    expect((await lines(context)).join(" ").replaceAll(/[ |]/gu, "")).toContain("C.");
  });

  test("gets a problem for an operation that is not possible", async () => {
    const context = await aligned();
    const last = (await ids(context)).at(-1) ?? "";
    await expect(reviewAlignment(context, anna, "d", { kind: "merge", unit: last })).rejects.toMatchObject({
      code: "review-not-possible",
    });
    await expect(reviewAlignment(context, anna, "d", { kind: "merge", unit: "uzzz" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
