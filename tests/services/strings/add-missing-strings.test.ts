import { expect, test } from "vitest";
import { addMissingStrings } from "../../../src/services/strings/add-missing-strings.ts";
import { publishStrings } from "../../../src/services/strings/publish-strings.ts";
import { anna, siteOf, textsOf, testContext } from "../helpers.ts";

test("missing keys from a website become units, and known keys stay as they are", async () => {
  const context = await testContext();
  await siteOf(context, { ru: { title: "Лёд" } });
  const strings = new Map([
    ["title", "Ice"],
    ["menu.home", "Главная"],
  ]);
  expect(await addMissingStrings(context, anna, "ru-RU", "site", strings)).toEqual({ added: 1 });
  expect(await textsOf(context, "site")).toEqual({ title: { ru: "Лёд" }, "menu.home": { ru: "Главная" } });
});

test.each(["__proto__", "menu.__proto__.home", "items[0].__proto__"])(
  "the key %s is refused, and nothing is added",
  async (key) => {
    const context = await testContext();
    await siteOf(context, { ru: { title: "Лёд" } });
    const strings = new Map([
      ["fine", "a"],
      [key, "b"],
    ]);
    await expect(addMissingStrings(context, anna, "ru", "site", strings)).rejects.toMatchObject({
      code: "json-key",
      params: { key, reason: "reserved" },
    });
    expect(Object.keys(await textsOf(context, "site"))).toEqual(["title"]);
    await publishStrings(context, anna, "site");
  },
);
