import { expect, test } from "vitest";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import {
  categoriesOf,
  missingIn,
  preview,
  stringKeys,
  variablesOf,
} from "../../src/web/screens/strings/string-keys.ts";

const unit = (key: string, texts: Record<string, string>): UnitView =>
  ({
    id: key,
    key,
    variants: Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [language, { text, state: "translated" }]),
    ),
  }) as unknown as UnitView;

test("plural forms of a key are grouped; a key that only looks like a plural form is not", () => {
  const keys = stringKeys([
    unit("days_one", {}),
    unit("days_other", {}),
    unit("place_ordinal_few", {}),
    unit("place_ordinal_other", {}),
    unit("step_one", {}),
    unit("title", {}),
  ]);
  expect(
    keys.map(({ name, ordinal, units }) => [name, ordinal, units.map(({ category }) => category)]),
  ).toEqual([
    ["days", false, ["one", "other"]],
    ["place", true, ["few", "other"]],
    ["step_one", false, [undefined]],
    ["title", false, [undefined]],
  ]);
});

test("a language needs exactly its own plural categories", () => {
  expect([...categoriesOf("en", false).keys()]).toEqual(["one", "other"]);
  expect([...categoriesOf("ru", false).keys()]).toEqual(["one", "few", "many", "other"]);
  expect([...categoriesOf("zh", false).keys()]).toEqual(["other"]);
  const [days] = stringKeys([
    unit("days_one", { en: "{{count}} day", ru: "{{count}} день" }),
    unit("days_few", { ru: "{{count}} дня" }),
    unit("days_other", { en: "{{count}} days", zh: "{{count}}天" }),
  ]);
  expect(days && missingIn(days, ["en", "ru", "zh"])).toEqual(["ru"]);
});

test("a preview fills in known variables and leaves the others", () => {
  const text = "{{count}} of {{- total}} on {{date, datetime(dateStyle: long)}}";
  expect(variablesOf(text)).toEqual(["count", "total", "date"]);
  expect(preview(text, { count: "3", date: "1 May" })).toBe("3 of {{- total}} on 1 May");
});
