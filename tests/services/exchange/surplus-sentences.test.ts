import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/domain/segment.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, testContext, textsOf } from "../helpers.ts";
import { pull } from "./pull-whole.ts";
import { SMALL_FORMATS, smallFile } from "./small-files.ts";

const SOURCES = [
  "The ice is thick, and the ships wait.",
  "The sea is cold. The wind is strong.",
  "Write to Nevsky Prospekt, house five.",
];
const RUSSIAN = [
  "Лёд толстый. Корабли ждут. Ждать долго.",
  "Море холодное. Ветер сильный.",
  "Пишите на ул. Большая Невская, дом пять.",
];
const CHINESE = ["冰很厚。船在等待。", "海水很冷。风很大。岸很远。", "请写信到涅瓦大街五号。"];

describe.each(SMALL_FORMATS)("a translated %s with more sentences than its source", (format) => {
  test.each([
    ["ru", RUSSIAN],
    ["zh", CHINESE],
  ] as const)("keeps each of them in %s, also when it is sent again", async (target, texts) => {
    const context = await testContext();
    const filename = `a.${format}`;
    const named = { collection: "c", id: "d", filename, source: "en" } as const;
    await createDocument(context, anna, named, smallFile(format, SOURCES));
    const sent = {
      document: "d",
      bytes: smallFile(format, texts),
      filename: `a.${target}.${format}`,
      target,
    };
    const { report } = await push(context, anna, sent);
    expect(report.counts).toMatchObject({ created: 0, conflict: 0, rejected: 0 });
    const stored = Object.values(await textsOf(context, "d")).map((unit) => unit[target] ?? "");
    expect(stored.join("").replace(/\s/gu, "")).toBe(texts.join("").replace(/\s/gu, ""));

    const { bytes: out } = await pull(context, anna, { document: "d", format: "original", target });
    const { units } = readExchange(out, { filename: `a.${format}`, source: target });
    const read = units.map(({ variants }) => plainText(variants[target]?.content ?? [])).join("");
    expect(read.replace(/\s/gu, "")).toBe(texts.join("").replace(/\s/gu, ""));

    const again = await push(context, anna, { ...sent, bytes: out });
    expect(again.report.counts).toMatchObject({ created: 0, changed: 0, conflict: 0, rejected: 0 });
  });
});
