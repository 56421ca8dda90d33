import { describe, expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { push } from "../../../src/services/exchange/push.ts";
import type { Actor } from "../../../src/services/context.ts";
import { anna, boris, bytes, textsOf, type TestContext, testContext } from "../helpers.ts";

const unit = (id: string, source: string, target: string) =>
  `<trans-unit id="${id}"><source>${source}</source><target>${target}</target></trans-unit>`;
const xliff = (ice: string, sea: string) =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="ru" datatype="plaintext" original="x"><body>${unit("ice", "Ice", ice)}${unit("sea", "Sea", sea)}</body></file></xliff>`;
const table = (ice: string, sea: string) => `key,en,ru\nice,Ice,${ice}\nsea,Sea,${sea}\n`;

describe.each([
  ["XLIFF", "a.xlf", xliff],
  ["CSV", "a.csv", table],
] as const)("a file without metadata (%s)", (_, filename, file) => {
  const made = async (): Promise<TestContext> => {
    const context = await testContext();
    await createDocument(context, anna, { collection: "c", id: "d", filename }, bytes(file("Лёд", "Море")));
    return context;
  };
  const send = async (context: TestContext, actor: Actor, ...texts: readonly [string, string]) =>
    (await push(context, actor, { document: "d", bytes: bytes(file(...texts)), filename })).report.counts;
  const russian = async (context: TestContext) => {
    const texts = await textsOf(context, "d");
    return [texts["ice"]?.["ru"], texts["sea"]?.["ru"]];
  };

  test("is compared with the import that made it", async () => {
    const context = await made();
    expect(await send(context, boris, "Льдина", "Море")).toMatchObject({ changed: 1, same: 1, conflict: 0 });
    expect(await russian(context)).toEqual(["Льдина", "Море"]);
  });

  test("can be pushed many times by the same author", async () => {
    const context = await made();
    for (const text of ["Льдина", "Льды", "Торос"])
      expect(await send(context, boris, text, "Море")).toMatchObject({ changed: 1, conflict: 0 });
    expect(await russian(context)).toEqual(["Торос", "Море"]);
  });

  test("keeps the changes of another person in other units", async () => {
    const context = await made();
    await send(context, anna, "Лёд", "Океан");
    expect(await send(context, boris, "Льдина", "Море")).toMatchObject({ changed: 1, same: 1, conflict: 0 });
    expect(await russian(context)).toEqual(["Льдина", "Океан"]);
  });

  test("conflicts with a change of another person in the same unit", async () => {
    const context = await made();
    await send(context, anna, "Льдина", "Море");
    await expect(send(context, boris, "Торос", "Море")).rejects.toMatchObject({ code: "unit-conflict" });
    expect(await russian(context)).toEqual(["Льдина", "Море"]);
  });

  test("conflicts with a text that another person typed meanwhile", async () => {
    const context = await made();
    const [first] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    await editUnit(context, anna, first?.id ?? "", first?.version ?? 0, {
      variants: { ru: { text: "Льдина" } },
    });
    await expect(send(context, boris, "Торос", "Море")).rejects.toMatchObject({ code: "unit-conflict" });
    expect(await send(context, anna, "Торос", "Море")).toMatchObject({ changed: 1, conflict: 0 });
  });

  test("brings no older text along, however often it is pushed", async () => {
    const context = await made();
    const [ice] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    await editUnit(context, boris, ice?.id ?? "", ice?.version ?? 0, {
      variants: { ru: { text: "Айсберг" } },
    });
    for (const sea of ["Океан", "Залив", "Залив", "Пролив"]) {
      expect(await send(context, anna, "Лёд", sea)).toMatchObject({ conflict: 0 });
      expect(await russian(context)).toEqual(["Айсберг", sea]);
    }
  });

  test("says which texts have been changed on the page since, and leaves them", async () => {
    const context = await made();
    await send(context, anna, "Льдина", "Море");
    const [ice] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    await editUnit(context, anna, ice?.id ?? "", ice?.version ?? 0, { variants: { ru: { text: "Торос" } } });
    for (const sea of ["Море", "Океан"]) {
      const wanted = { document: "d", bytes: bytes(file("Льдина", sea)), filename };
      const { report } = await push(context, anna, wanted);
      expect(report.units.map(({ key, warnings = [] }) => [key, warnings.map(({ code }) => code)])).toEqual([
        ["ice", ["text-older"]],
        ["sea", []],
      ]);
      expect(report.units[0]?.warnings?.[0]?.params).toEqual({ file: "Льдина", stored: "Торос" });
      expect(await russian(context)).toEqual(["Торос", sea]);
    }
  });

  test("names the later text of the same author that it replaces", async () => {
    const context = await made();
    const [ice] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    await editUnit(context, anna, ice?.id ?? "", ice?.version ?? 0, { variants: { ru: { text: "Торос" } } });
    const wanted = { document: "d", bytes: bytes(file("Льдина", "Океан")), filename };
    const { report } = await push(context, anna, wanted);
    expect(report.units.map(({ result, warnings = [] }) => [result, warnings])).toEqual([
      [
        "changed",
        [
          {
            code: "text-replaced",
            params: { file: "Льдина", stored: "Торос" },
            place: expect.objectContaining({ unit: "ice", language: "ru" }) as unknown,
          },
        ],
      ],
      ["changed", []],
    ]);
    expect(await russian(context)).toEqual(["Льдина", "Океан"]);
  });

  test("that was pushed unchanged in between still conflicts with a change of another person", async () => {
    const context = await made();
    await send(context, anna, "Льдина", "Море");
    await send(context, boris, "Лёд", "Океан");
    const [ice] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    await editUnit(context, boris, ice?.id ?? "", ice?.version ?? 0, {
      variants: { ru: { text: "Айсберг" } },
    });
    expect(await send(context, anna, "Льдина", "Море")).toMatchObject({ changed: 0, same: 2 });
    await expect(send(context, anna, "Торос", "Море")).rejects.toMatchObject({ code: "unit-conflict" });
    await expect(send(context, anna, "Льдина", "Залив")).rejects.toMatchObject({ code: "unit-conflict" });
    expect(await russian(context)).toEqual(["Айсберг", "Океан"]);
  });

  test("that was pushed with an empty target still conflicts with a text of another person", async () => {
    const context = await made();
    await createDocument(context, anna, { collection: "c", id: "e", filename }, bytes(file("", "Море")));
    const sendTo = async (actor: Actor, text: string) =>
      (await push(context, actor, { document: "e", bytes: bytes(file(text, "Море")), filename })).report
        .counts;
    await sendTo(boris, "Айсберг");
    expect(await sendTo(anna, "")).toMatchObject({ changed: 0 });
    await expect(sendTo(anna, "Торос")).rejects.toMatchObject({ code: "unit-conflict" });
  });

  test("is compared with the author's own file, however many others have pushed since", async () => {
    const context = await testContext();
    await createDocument(context, boris, { collection: "c", id: "d", filename }, bytes(file("Лёд", "Море")));
    await send(context, anna, "Льдина", "Море");
    for (const sea of ["Пролив", "Бухта", "Губа", "Лиман", "Фьорд", "Океан"])
      await send(context, boris, "Лёд", sea);
    const [ice] = (await listUnits(context, boris, "d", { limit: 1 })).items;
    await editUnit(context, boris, ice?.id ?? "", ice?.version ?? 0, {
      variants: { ru: { text: "Айсберг" } },
    });
    expect(await send(context, anna, "Льдина", "Море")).toMatchObject({ same: 2, conflict: 0 });
    expect(await russian(context)).toEqual(["Айсберг", "Океан"]);
  });

  test("may go back to an earlier wording of its author", async () => {
    const context = await made();
    for (const sea of ["Океан", "Залив", "Океан", "Море"]) {
      expect(await send(context, boris, "Лёд", sea)).toMatchObject({ changed: 1, conflict: 0 });
      expect(await russian(context)).toEqual(["Лёд", sea]);
    }
  });

  test("that holds what another person has pushed since is no conflict", async () => {
    const context = await made();
    await send(context, anna, "Лёд", "Океан");
    await send(context, boris, "Льдина", "Океан");
    expect(await send(context, anna, "Льдина", "Залив")).toMatchObject({ changed: 1, conflict: 0 });
    await send(context, boris, "Торос", "Залив");
    expect(await send(context, anna, "Льдина", "Пролив")).toMatchObject({ changed: 1, conflict: 0 });
    expect(await russian(context)).toEqual(["Торос", "Пролив"]);
  });
});

describe.each(["b.md", "b.txt"])("a document in one language (%s)", (filename) => {
  const made = async () => {
    const context = await testContext();
    const wanted = { collection: "c", id: "d", filename, source: "en" } as const;
    await createDocument(context, anna, wanted, bytes("The harbour is open.\n\nThe water is cold.\n"));
    const type = async (actor: Actor, language: "en" | "ru", typed: string) => {
      const [first] = (await listUnits(context, anna, "d", { limit: 1 })).items;
      const change = { variants: { [language]: { text: typed } } };
      await editUnit(context, actor, first?.id ?? "", first?.version ?? 0, change);
    };
    const send = async (language: "en" | "ru", file: string) =>
      (await push(context, anna, { document: "d", filename, bytes: bytes(file), target: language })).report
        .counts;
    return { type, send };
  };

  test.each([
    ["ru", "Порт открыт.", "Гавань открыта.\n\nВода холодная.\n", 2],
    ["en", "The port is open.", "The harbour is open to all.\n\nThe water is cold.\n", 1],
  ] as const)(
    "can be pushed in %s after an edit of the same person",
    async (language, typed, file, changed) => {
      const { type, send } = await made();
      await type(anna, language, typed);
      expect(await send(language, file)).toMatchObject({ changed, conflict: 0 });
    },
  );

  test("conflicts with what another person has typed", async () => {
    const { type, send } = await made();
    await type(boris, "ru", "Порт открыт.");
    await expect(send("ru", "Гавань открыта.\n\nВода холодная.\n")).rejects.toMatchObject({
      code: "unit-conflict",
    });
  });
});
