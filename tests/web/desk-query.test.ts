import { describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import type { State } from "../../src/domain/unit.ts";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import {
  deskDirection,
  filterOf,
  needsWork,
  nextUnconfirmed,
} from "../../src/web/screens/translate/desk-query.ts";

describe("the direction of the desk", () => {
  const document = { languages: ["en", "ru"] as const };
  const direction = (address: string, remembered?: readonly [Language, Language]) =>
    deskDirection(new URLSearchParams(address), document, remembered);

  test("is the one in the address", () => {
    expect(direction("source=zh&target=en", ["ru", "en"])).toEqual(["zh", "en"]);
  });

  test("is not taken from an address that names one language twice or an unknown one", () => {
    expect(direction("source=zh&target=zh")).toEqual(["en", "ru"]);
    expect(direction("source=de&target=zh")).toEqual(["en", "ru"]);
  });

  test("is the last choice if the document has its source language", () => {
    expect(direction("", ["ru", "zh"])).toEqual(["ru", "zh"]);
    expect(direction("", ["zh", "ru"])).toEqual(["en", "ru"]);
  });

  test("is by default the direction of the document's file, even after another choice", () => {
    const foreign = { ...document, file: { source: "zh", target: "ru" } as const };
    expect(deskDirection(new URLSearchParams(), foreign, ["ru", "en"])).toEqual(["zh", "ru"]);
    expect(deskDirection(new URLSearchParams("source=ru&target=zh"), foreign, undefined)).toEqual([
      "ru",
      "zh",
    ]);
  });

  test("has the language of a monolingual file as its source", () => {
    const russian = { languages: ["en", "ru"] as const, file: { source: "ru" } as const };
    expect(deskDirection(new URLSearchParams(), russian, undefined)).toEqual(["ru", "en"]);
  });

  test("has two languages even if the document has one or none", () => {
    const of = (...languages: Language[]) => deskDirection(new URLSearchParams(), { languages }, undefined);
    expect(of("zh")).toEqual(["zh", "ru"]);
    expect(of("en")).toEqual(["en", "ru"]);
    expect(of()).toEqual(["en", "ru"]);
  });
});

test("the filter takes known values from the address and ignores the rest", () => {
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

test("a target needs work if it is missing, empty, a draft or stale", () => {
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

test("the search for the next unconfirmed unit goes to the end and then starts from the beginning", () => {
  const units = [unit("initial"), unit("translated"), unit("initial"), unit("translated")];
  expect(nextUnconfirmed(units, 0, "ru")).toBe(2);
  expect(nextUnconfirmed(units, 2, "ru")).toBe(0);
  expect(nextUnconfirmed([unit("initial")], 0, "ru")).toBeUndefined();
  expect(nextUnconfirmed([], 0, "ru")).toBeUndefined();
});
