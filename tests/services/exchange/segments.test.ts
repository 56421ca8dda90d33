import { beforeEach, describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { pretranslate } from "../../../src/services/exchange/pretranslate.ts";
import { pull } from "./pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, boris, bytes, text, textsOf, type TestContext, testContext } from "../helpers.ts";

/** A unit of two segments, as other programs write it. */
const segmented = (target: string) =>
  `<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body><trans-unit id="s"><source>The sea freezes. Ships wait.</source><seg-source><mrk mtype="seg" mid="1">The sea freezes.</mrk> <mrk mtype="seg" mid="2">Ships wait.</mrk></seg-source>${target}</trans-unit></body></file></xliff>`;
const divided = (first: string, second: string) =>
  `<mrk mtype="seg" mid="1">${first}</mrk> <mrk mtype="seg" mid="2">${second}</mrk>`;
const FITS = "Море замерзает. Суда ждут.";
/** One sentence: it cannot be divided into two segments. */
const MISFIT = "Море замерзает, и суда ждут.";

const tmx = (target: string) =>
  bytes(
    `<tmx version="1.4"><header segtype="block" srclang="en" datatype="plaintext" o-tmf="x" adminlang="en" creationtool="x" creationtoolversion="1"/><body><tu tuid="s"><tuv xml:lang="en"><seg>The sea freezes. Ships wait.</seg></tuv><tuv xml:lang="ru"><seg>${target}</seg></tuv></tu></body></tmx>`,
  );

/** Ways of a target into the unit that know no segments. */
const WAYS: Readonly<Record<string, (context: TestContext, target: string) => Promise<unknown>>> = {
  "an edit": async (context, target) => {
    const unit = await onlyUnit(context);
    return editUnit(context, anna, unit.id, unit.version, {
      variants: { ru: { text: target, state: "translated", source: "en" } },
    });
  },
  "a pretranslation": async (context, target) => {
    await createDocument(context, boris, { collection: "c", id: "memory", filename: "m.tmx" }, tmx(target));
    return pretranslate(context, anna, "d", { source: "en", target: "ru" });
  },
  "a table": (context, target) =>
    push(context, anna, {
      document: "d",
      filename: "t.csv",
      bytes: bytes(`key,en,ru\ns,The sea freezes. Ships wait.,"${target}"\n`),
    }),
  "a memory": (context, target) =>
    push(context, anna, { document: "d", filename: "t.tmx", bytes: tmx(target) }),
  "an XLIFF file": (context, target) =>
    push(context, anna, {
      document: "d",
      filename: "t.xlf",
      bytes: bytes(segmented(`<target state="translated">${target}</target>`)),
    }),
};

async function onlyUnit(context: TestContext) {
  const { items } = await listUnits(context, anna, "d", { limit: 10 });
  const [unit] = items;
  if (unit === undefined) throw new Error("no unit");
  return unit;
}

async function findings(context: TestContext) {
  const { items } = await listFindings(context, anna, { limit: 10, check: "segments" });
  return items.map(({ message, languages }) => ({ message, languages }));
}

describe.each(Object.entries(WAYS))("a target without segments that comes by %s", (_name, bring) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await testContext();
    await createDocument(
      context,
      anna,
      { collection: "c", id: "d", filename: "a.xlf" },
      bytes(segmented("")),
    );
  });
  const exported = async () => {
    const { bytes: file, warnings } = await pull(context, anna, {
      document: "d",
      format: "original",
      target: "ru",
    });
    expect(warnings).toEqual([]);
    return text(file).replace(/<target[^>]*>/u, "<target>");
  };

  test("is divided where its sentences are as many as the segments", async () => {
    await bring(context, FITS);
    expect(await exported()).toBe(segmented(`<target>${divided("Море замерзает.", "Суда ждут.")}</target>`));
    expect(await findings(context)).toEqual([]);
  });

  test("goes whole into the first segment else, and the unit gets a finding", async () => {
    await bring(context, MISFIT);
    expect(await textsOf(context, "d")).toMatchObject({ s: { ru: MISFIT } });
    expect(await exported()).toBe(
      segmented(`<target>${divided(MISFIT, "").replace("</mrk> <mrk", "</mrk><mrk")}</target>`),
    );
    expect(await findings(context)).toMatchObject([{ languages: ["en", "ru"] }]);
  });

  test("loses the finding when somebody divides it", async () => {
    await bring(context, MISFIT);
    const unit = await onlyUnit(context);
    await editUnit(context, anna, unit.id, unit.version, { variants: { ru: { text: FITS } } });
    expect(await findings(context)).toEqual([]);
  });
});

test("an XLIFF file that loses the segments of a target is no change", async () => {
  const context = await testContext();
  const whole = segmented(`<target>${divided("Море замерзает.", "Суда ждут.")}</target>`);
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.xlf" }, bytes(whole));
  const flat = segmented(`<target>${FITS}</target>`);
  const { report } = await push(context, anna, { document: "d", filename: "b.xlf", bytes: bytes(flat) });
  expect(report.counts).toMatchObject({ same: 1, changed: 0 });
  expect(text((await pull(context, anna, { document: "d", format: "original" })).bytes)).toBe(whole);
});

test("a unit is taken although one of its segments, with codes, is not translated yet", async () => {
  const context = await testContext();
  const coded = (target: string) => segmented(target).replaceAll("Ships wait.", 'Ships <g id="1">wait</g>.');
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.xlf" }, bytes(coded("")));
  const half = coded(`<target>${divided("Море замерзает.", "")}</target>`);
  const first = await push(context, anna, { document: "d", filename: "a.xlf", bytes: bytes(half) });
  expect(first.report.counts).toMatchObject({ changed: 1, rejected: 0 });
  expect(await textsOf(context, "d")).toMatchObject({ s: { ru: "Море замерзает. " } });
  const without = coded(`<target>${divided("Море замерзает.", "Суда ждут.")}</target>`);
  const second = await push(context, anna, { document: "d", filename: "a.xlf", bytes: bytes(without) });
  expect(second.report.counts).toMatchObject({ changed: 0, rejected: 1 });
});

test("a file with an undivided target from before somebody's edit is no conflict with it", async () => {
  const context = await testContext();
  const flat = segmented(`<target>${FITS}</target>`);
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.xlf" }, bytes(flat));
  const sent = await pull(context, anna, { document: "d", format: "xliff" });
  const unit = await onlyUnit(context);
  await editUnit(context, boris, unit.id, unit.version, { variants: { ru: { text: MISFIT } } });
  const { report } = await push(context, anna, { document: "d", filename: "a.xlf", bytes: sent.bytes });
  expect(report.counts).toMatchObject({ same: 1, conflict: 0 });
});

test("a file for another language keeps the segments and the order of the file that came in, after a partial push", async () => {
  const unit = (id: string, target: string) =>
    `<trans-unit id="${id}"><source>One. Two.</source><seg-source>${divided("One.", "Two.")}</seg-source>${target}</trans-unit>`;
  const file = (target: string, ...units: readonly string[]) =>
    `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="${target}" datatype="plaintext"><body>${units.join("")}</body></file></xliff>`;
  const russian = `<target>${divided("Один.", "Два.")}</target>`;
  const context = await testContext();
  const wanted = { collection: "c", id: "d", filename: "a.xlf" };
  await createDocument(context, anna, wanted, bytes(file("ru", unit("a", russian), unit("b", russian))));
  for (const partial of [file("ru", unit("b", russian)), file("ru", unit("c", russian))])
    await push(context, anna, { document: "d", filename: "a.xlf", bytes: bytes(partial), create: true });
  const table = bytes("key,zh\na,一。二。\nb,一。二。\nc,一。二。\n");
  await push(context, anna, { document: "d", filename: "a.csv", bytes: table });
  const pulled = await pull(context, anna, {
    document: "d",
    format: "original",
    source: "en",
    target: "zh",
    metadata: false,
  });
  const written = text(pulled.bytes);
  expect([...written.matchAll(/<trans-unit id="(\w)"/gu)].map(([, id]) => id)).toEqual(["a", "b", "c"]);
  expect(written.match(/<target[^>]*><mrk mtype="seg" mid="1">一。<\/mrk>/gu)).toHaveLength(3);
  expect(pulled.warnings).toEqual([]);
});

describe("codes that come back with a memory", () => {
  const file = (body: string) =>
    `<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body>${body}</body></file></xliff>`;

  test.each([
    [
      "a span around several segments",
      '<trans-unit id="s"><source><g id="1">The sea freezes. Ships wait.</g></source><seg-source><g id="1"><mrk mtype="seg" mid="1">The sea freezes.</mrk> <mrk mtype="seg" mid="2">Ships wait.</mrk></g></seg-source><target><g id="1"><mrk mtype="seg" mid="1">Море замерзает.</mrk> <mrk mtype="seg" mid="2">Суда ждут.</mrk></g></target></trans-unit>',
    ],
    [
      "native codes with attributes of their own",
      '<trans-unit id="s"><source>The <bpt id="1" ctype="bold">[b]</bpt>sea<ept id="1">[/b]</ept> freezes<ph id="2" ctype="lb">[br]</ph></source><target><bpt id="1" ctype="bold">[b]</bpt>Море<ept id="1">[/b]</ept> замерзает<ph id="2" ctype="lb">[br]</ph></target></trans-unit>',
    ],
    [
      "empty codes",
      '<trans-unit id="s"><source>The sea<x id="5"/> freezes.</source><seg-source><mrk mtype="seg" mid="1">The sea<x id="5"/> freezes.</mrk></seg-source><target><mrk mtype="seg" mid="1">Море<x id="5"/> замерзает.</mrk></target></trans-unit>',
    ],
  ])("are exported as the file has them: %s", async (_, unit) => {
    const context = await testContext();
    const wanted = { collection: "c", id: "d", filename: "a.xlf" } as const;
    await createDocument(context, anna, wanted, bytes(file(unit)));
    const memory = text((await pull(context, anna, { document: "d", format: "tmx" })).bytes);
    const changed = memory.replace(/замерзает/u, "замёрзло");
    expect(changed).not.toBe(memory);
    const { report } = await push(context, anna, { document: "d", filename: "a.tmx", bytes: bytes(changed) });
    expect(report.counts).toMatchObject({ changed: 1, rejected: 0 });
    const exported = text((await pull(context, anna, { document: "d", format: "original" })).bytes);
    expect(exported).toBe(file(unit.replace(/замерзает/u, "замёрзло")));
  });
});
