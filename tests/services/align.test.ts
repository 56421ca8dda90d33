import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { alignTexts, saveAlignment } from "../../src/services/align.ts";
import { listImports } from "../../src/services/import-report.ts";
import { pull } from "../../src/services/pull.ts";
import { undo } from "../../src/services/undo.ts";
import { listUnits } from "../../src/services/units.ts";
import { anna, text, world } from "./helpers.ts";

const SEMINAR = join(import.meta.dirname, "..", "..", "tm", "seminars", "arkhangelsk-2023");
const markdown = (language: string) => readFileSync(join(SEMINAR, `${language}.md`), "utf8");

test("three texts become a document of units, with their confidence, and the import can be undone", async () => {
  const context = await world();
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
  await undo(context, anna, made?.id ?? "");
  await expect(listUnits(context, anna, "seminar", { limit: 1 })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("sentences that belong together without being one become one unit of several segments", async () => {
  const context = await world();
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
