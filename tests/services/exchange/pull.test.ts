import { describe, expect, test } from "vitest";
import { publishStrings } from "../../../src/services/strings/publish-strings.ts";
import { servedStrings } from "../../../src/services/strings/serve-strings.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { TM, seededStore } from "../../tm/seeded-store.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { anna, bytes, siteOf, text, testContext } from "../helpers.ts";

const DOCUMENT = "arkhangelsk-2023";
const enRu = { document: DOCUMENT, format: "xliff", source: "en", target: "ru" } as const;

describe("a pull of the seeded seminar", () => {
  test("without metadata equals the imported file", async () => {
    const context = await seededStore();
    for (const target of ["ru", "zh"] as const) {
      const { bytes: pulled } = await pull(context, anna, {
        ...enRu,
        target,
        version: "2.1",
        metadata: false,
      });
      const original = readFileSync(join(TM, "seminars", DOCUMENT, `en-${target}.xlf`));
      expect(text(pulled)).toBe(original.toString("utf8"));
    }
  });

  test(
    "changes nothing when it is pushed back, in every version and direction, enriched or not",
    { timeout: 120_000 },
    async () => {
      const context = await seededStore();
      for (const version of ["1.2", "2.0", "2.1", "2.2"]) {
        for (const [source, target] of [
          ["en", "ru"],
          ["ru", "zh"],
          ["zh", "en"],
        ] as const) {
          const enriched = version === "2.1" || version === "1.2";
          const { bytes: file } = await pull(context, anna, {
            document: DOCUMENT,
            format: "xliff",
            version,
            source,
            target,
            ...(enriched ? { matches: true, terms: true } : {}),
          });
          if (enriched)
            expect(text(file)).toMatch(version === "1.2" ? /<alt-trans/u : /gls:glossEntry|glossEntry/u);
          const { report } = await push(context, anna, {
            document: DOCUMENT,
            bytes: file,
            filename: "d.xlf",
            source,
            target,
            dryRun: true,
          });
          expect([version, source, target, report.counts.same, report.units.length]).toEqual([
            version,
            source,
            target,
            193,
            193,
          ]);
        }
      }
    },
  );

  test("shows the changes of a push, keeps everything else, and equals the old file after the undo", async () => {
    const context = await seededStore();
    const before = await pull(context, anna, enRu);
    const translated = text(before.bytes).replace("Северный морской путь", "Севморпуть");
    expect(translated).not.toBe(text(before.bytes));
    const { report } = await push(context, anna, {
      document: DOCUMENT,
      bytes: bytes(translated),
      filename: "d.xlf",
    });
    expect(report.counts).toMatchObject({ changed: 1, same: 192 });
    const after = await pull(context, anna, { ...enRu, metadata: false });
    const original = readFileSync(join(TM, "seminars", DOCUMENT, "en-ru.xlf"), "utf8");
    expect(text(after.bytes)).toBe(original.replace("Северный морской путь", "Севморпуть"));
    expect(after.hash).not.toBe(before.hash);
    await undoImport(context, anna, report.import ?? "");
    expect(text((await pull(context, anna, { ...enRu, metadata: false })).bytes)).toBe(original);
  });

  test("shows an edited source in the imported file", async () => {
    const context = await seededStore();
    const { items } = await listUnits(context, anna, DOCUMENT, { limit: 1 });
    const [unit] = items;
    const before = unit?.variants.en?.text ?? "?";
    await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
      variants: { en: { text: `${before} (edited)` } },
    });
    const after = text((await pull(context, anna, { ...enRu, metadata: false })).bytes);
    const original = readFileSync(join(TM, "seminars", DOCUMENT, "en-ru.xlf"), "utf8");
    expect(after).not.toBe(original);
    expect(after.replace(" (edited)", "")).toBe(original);
  });

  test("in a direction that no imported file has is written without an original", async () => {
    const context = await seededStore();
    const { bytes: file } = await pull(context, anna, { ...enRu, source: "zh", version: "1.2" });
    expect(text(file)).toContain('source-language="zh');
  });
});

test("strings are exported in the shape of the imported file", async () => {
  const context = await testContext();
  await siteOf(context, { en: { b: "B", a: "A" } });
  const original = '{\n\t"a": "А",\n\t"b":   "Б"\n}';
  await push(context, anna, { document: "site", bytes: bytes(original), format: "i18next", source: "ru" });
  const pulled = await pull(context, anna, { document: "site", format: "original", target: "ru" });
  expect(text(pulled.bytes)).toBe(original);
});

test("missing targets are filled from the memory on request, only in the file", async () => {
  const context = await seededStore();
  const { items } = await listUnits(context, anna, DOCUMENT, { limit: 5 });
  const texts = Object.fromEntries(items.map(({ variants }, at) => [`k${at}`, variants.en?.text ?? ""]));
  await push(context, anna, {
    document: "site",
    bytes: bytes(JSON.stringify(texts)),
    format: "i18next",
    source: "en",
    onConflict: "theirs",
  });
  const wanted = { document: "site", format: "xliff", source: "en", target: "zh", version: "2.1" } as const;
  const plain = text((await pull(context, anna, wanted)).bytes);
  const filled = text((await pull(context, anna, { ...wanted, pretranslate: 1 })).bytes);
  const chinese = items[3]?.variants.zh?.text ?? "?";
  expect(plain).not.toContain(chinese);
  expect(filled).toContain(chinese);
});

test("plural forms of the target language are offered in a pull, created by a push, and served", async () => {
  const context = await testContext();
  await siteOf(context, { en: { ships_one: "{{count}} ship", ships_other: "{{count}} ships" } });
  const direction = { document: "site", source: "en", target: "ru" } as const;
  const pulled = text((await pull(context, anna, { ...direction, format: "xliff", version: "2.1" })).bytes);
  const forms = { one: "корабль", few: "корабля", many: "кораблей", other: "корабля" };
  let translated = pulled;
  for (const [category, word] of Object.entries(forms)) {
    const place = new RegExp(
      `(<unit id="ships_${category}"[^]*?</source>)(?:\\s*<target>[^<]*</target>)?`,
      "u",
    );
    expect(translated).toMatch(place);
    translated = translated.replace(place, `$1<target>{{count}} ${word}</target>`);
  }
  const { report } = await push(context, anna, {
    document: "site",
    bytes: bytes(translated),
    filename: "site.xlf",
  });
  expect(report.counts).toMatchObject({ created: 2, changed: 2, rejected: 0, conflict: 0 });
  await publishStrings(context, anna, "site");
  const served = await servedStrings(context, "ru-RU", "site");
  expect(JSON.parse(new TextDecoder().decode(served?.body))).toEqual(
    Object.fromEntries(
      Object.entries(forms).map(([category, word]) => [`ships_${category}`, `{{count}} ${word}`]),
    ),
  );
  expect(JSON.parse(new TextDecoder().decode((await servedStrings(context, "en", "site"))?.body))).toEqual({
    ships_one: "{{count}} ship",
    ships_other: "{{count}} ships",
  });
  const chinese = text(
    (await pull(context, anna, { ...direction, target: "zh", format: "xliff", version: "2.1" })).bytes,
  );
  expect(chinese.match(/<unit id="[^"]*"/gu)).toEqual(['<unit id="ships_other"']);
});

test("a push of a file without states keeps reviewed states", async () => {
  const context = await testContext();
  await siteOf(context, { en: { a: "A" }, ru: { a: "А" } });
  const [unit] = (await listUnits(context, anna, "site", { limit: 1 })).items;
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, {
    variants: { ru: { state: "reviewed" } },
  });
  const { report } = await push(context, anna, {
    document: "site",
    bytes: bytes('{"a":"А"}'),
    format: "i18next",
    source: "ru",
  });
  expect(report.counts).toMatchObject({ same: 1, changed: 0, conflict: 0 });
});
