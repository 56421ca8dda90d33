import { describe, expect, test } from "vitest";
import type { Variant } from "../../../src/domain/unit.ts";
import { countsAfter } from "../../../src/services/units/unit-counts.ts";
import { NO_UNITS } from "../../../src/storage/rows/documents.ts";
import { type StoredUnit, unitId } from "../../../src/storage/rows/units.ts";

const variant = (state: Variant["state"], version = 1, from?: Variant["from"]): Variant => ({
  content: ["a"],
  state,
  version,
  author: "anna",
  time: "2026-11-23T00:00:00.000Z",
  origin: "push",
  ...(from === undefined ? {} : { from }),
});

const unit = (n: number, variants: StoredUnit["variants"]): StoredUnit => ({
  n,
  id: unitId(n),
  document: "d",
  order: n,
  key: `k${n}`,
  version: 1,
  notes: [],
  variants,
});

const fromRussian = { language: "ru", version: 1 } as const;

describe("the counts of a document", () => {
  const first = unit(1, { ru: variant("final"), zh: variant("translated", 1, fromRussian) });
  const second = unit(2, { ru: variant("final") });
  const two = countsAfter(NO_UNITS, [{ after: first }, { after: second }]);

  test("begin with its first units", () => {
    expect(two).toEqual({
      units: 2,
      states: { ru: { final: 2 }, zh: { translated: 1 } },
      stale: { ru: 0, zh: 0 },
    });
  });

  test("show a stale translation after a change of its source, until it is translated again", () => {
    const moved = { ...first, variants: { ...first.variants, ru: variant("translated", 2) } };
    const stale = countsAfter(two, [{ before: first, after: moved }]);
    expect(stale).toMatchObject({ states: { ru: { final: 1, translated: 1 } }, stale: { zh: 1 } });
    const mended = {
      ...moved,
      variants: { ...moved.variants, zh: variant("reviewed", 2, { language: "ru", version: 2 }) },
    };
    const after = countsAfter(stale, [{ before: moved, after: mended }]);
    expect(after).toMatchObject({ states: { zh: { reviewed: 1 } }, stale: { zh: 0 } });
  });

  test("leave out a language when its last text is deleted", () => {
    expect(countsAfter(two, [{ before: first }])).toEqual({
      units: 1,
      states: { ru: { final: 1 } },
      stale: { ru: 0 },
    });
    expect(countsAfter(two, [{ before: first }, { before: second }])).toEqual(NO_UNITS);
  });
});
