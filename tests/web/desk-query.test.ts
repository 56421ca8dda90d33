import { describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import type { State } from "../../src/domain/unit.ts";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import {
  directionOf,
  filterOf,
  needsWork,
  nextUnconfirmed,
} from "../../src/web/screens/translate/desk-query.ts";

describe("the direction of the desk", () => {
  const document = { languages: ["en", "ru"] as const };
  const direction = (address: string, remembered?: string) =>
    directionOf(new URLSearchParams(address), document, remembered);

  test("is the one in the address", () => {
    expect(direction("source=zh&target=en", "ru en")).toEqual(["zh", "en"]);
  });

  test("is not taken from an address that names one language twice or an unknown one", () => {
    expect(direction("source=zh&target=zh")).toEqual(["en", "ru"]);
    expect(direction("source=de&target=zh")).toEqual(["en", "ru"]);
  });

  test("is the last choice, when the document has its source", () => {
    expect(direction("", "ru zh")).toEqual(["ru", "zh"]);
    expect(direction("", "zh ru")).toEqual(["en", "ru"]);
    expect(direction("", "nonsense")).toEqual(["en", "ru"]);
  });

  test("has two languages also when the document has one or none", () => {
    const of = (...languages: Language[]) => directionOf(new URLSearchParams(), { languages }, undefined);
    expect(of("zh")).toEqual(["zh", "ru"]);
    expect(of("en")).toEqual(["en", "zh"]);
    expect(of()).toEqual(["ru", "zh"]);
  });
});

test("the filter takes what it knows from the address and leaves out the rest", () => {
  expect(filterOf(new URLSearchParams("q=ice&state=stale"), "ru")).toEqual({
    q: "ice",
    state: "stale",
    language: "ru",
  });
  expect(filterOf(new URLSearchParams("q=&state=finished"), "ru")).toEqual({});
});

const unit = (state?: State, more: { text?: string; stale?: boolean } = {}): Pick<UnitView, "variants"> => ({
  variants:
    state === undefined
      ? {}
      : {
          ru: {
            content: [],
            text: more.text ?? "Лёд",
            state,
            version: 1,
            author: "Ivan",
            time: "2026-01-01T00:00:00Z",
            origin: "typed",
            stale: more.stale ?? false,
          },
        },
});

test("a target needs work when it is missing, empty, a draft or stale", () => {
  const needing = [
    unit(),
    unit("translated", { text: "" }),
    unit("initial"),
    unit("translated", { stale: true }),
  ];
  expect(needing.map((one) => needsWork(one, "ru"))).toEqual([true, true, true, true]);
  expect(needsWork(unit("reviewed"), "ru")).toBe(false);
  expect(needsWork(unit("reviewed"), "zh")).toBe(true);
});

test("the next unconfirmed unit is looked for to the end and then from the beginning", () => {
  const units = [unit("initial"), unit("translated"), unit("initial"), unit("translated")];
  expect(nextUnconfirmed(units, 0, "ru")).toBe(2);
  expect(nextUnconfirmed(units, 2, "ru")).toBe(0);
  expect(nextUnconfirmed([unit("initial")], 0, "ru")).toBeUndefined();
  expect(nextUnconfirmed([], 0, "ru")).toBeUndefined();
});
