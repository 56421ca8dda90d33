import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { anna, bytes, testContext, textsOf } from "../helpers.ts";

const unit = (id: string, en: string, ru: string, date: string) =>
  `<tu tuid="${id}" changedate="${date}"><tuv xml:lang="en"><seg>${en}</seg></tuv><tuv xml:lang="ru"><seg>${ru}</seg></tuv></tu>\n`;

const UNITS = Array.from({ length: 600 }, (_, at) => {
  if (at === 300) return '<tu tuid="bad"><tuv><seg>Ice</seg></tuv></tu>\n';
  if (at === 301)
    return unit("foreign", "The ice is thick.", "这里的冰很厚，船只不能通过。", "20250101T000000Z");
  if (at === 302) return unit("copied", "Sea ice", "Sea ice", "20250101T000000Z");
  return unit(
    `k${at}`,
    `Sea ice ${at}`,
    `Морской лёд ${at}`,
    at % 100 === 0 ? "20200101T000000Z" : "20250101T000000Z",
  );
});

/** A memory of more bytes than are read at once, or a small one with the same units on the same lines. */
const memory = (comment: number) =>
  bytes(
    `<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="t" creationtoolversion="1" o-tmf="t"/><body>\n${UNITS.map(
      (one, at) => (at % 100 === 50 ? `<!--${"冰".repeat(comment)}-->${one}` : one),
    ).join("")}</body></tmx>`,
  );

test("a large file gives the units, the report and the warnings that a small one with the same units gives", async () => {
  const taken = await Promise.all(
    [memory(1), memory(300_000)].map(async (file) => {
      const context = await testContext();
      const make = (id: string, filename: string) =>
        createDocument(
          context,
          anna,
          { collection: "c", id, filename, skip: ["equal", "older"], olderThan: "2021-01-01" },
          file,
        );
      const { report } = await make("d", "memory.tmx");
      const again = await make("again", "memory.tmx");
      return { report, again: again.report.warnings, texts: await textsOf(context, "d"), size: file.length };
    }),
  );
  const [small, large] = taken;
  expect(large?.size).toBeGreaterThan(5_000_000);
  expect({ ...large, size: 0 }).toEqual({ ...small, size: 0 });
  expect(small?.report.counts).toMatchObject({ created: 593, rejected: 1 });
  expect(small?.report.skipped?.map(({ reason, count }) => [reason, count])).toEqual([
    ["equal", 1],
    ["older", 5],
  ]);
  expect(small?.report.warnings.map(({ code }) => code)).toEqual(["texts-foreign"]);
  expect(small?.again.map(({ code }) => code)).toContain("file-known");
});
