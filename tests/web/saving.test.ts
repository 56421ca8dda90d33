import { describe, expect, test } from "vitest";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import { createDrafts, type Draft, draftKey } from "../../src/web/saving/drafts.ts";
import { type Collision, isRealConflict } from "../../src/web/saving/stale.ts";

function fakeStorage(limit = Infinity) {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (name: string) => items.get(name) ?? null,
    setItem(name: string, value: string) {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      items.set(name, value);
    },
    removeItem: (name: string) => void items.delete(name),
  };
}

const draft: Draft = {
  unit: "u1",
  document: "d",
  language: "ru",
  content: ["Лёд"],
  version: 3,
  time: "2026-01-01T00:00:00Z",
  wanted: { state: "translated" },
};

describe("drafts", () => {
  test("are there again in the next page", () => {
    const storage = fakeStorage();
    createDrafts(storage).put(draft);
    expect(createDrafts(storage).get(draftKey("u1", "ru"))).toEqual(draft);
    createDrafts(storage).remove(draftKey("u1", "ru"));
    expect(createDrafts(storage).all()).toEqual([]);
  });

  test("are kept in memory when the storage is full or forbidden", () => {
    const full = createDrafts(fakeStorage(10));
    full.put(draft);
    expect(full.all()).toEqual([draft]);
    const none = createDrafts(undefined);
    none.put(draft);
    expect(none.all()).toEqual([draft]);
  });

  test("of other pages and older shapes are ignored", () => {
    const storage = fakeStorage();
    storage.setItem("other", "{}");
    storage.setItem("polynya.draft.u1.ru", "{broken");
    storage.setItem("polynya.draft.u2.ru", JSON.stringify({ unit: "u2" }));
    storage.setItem("polynya.draft.u3.ru", JSON.stringify({ ...draft, unit: "u4" }));
    expect(createDrafts(storage).all()).toEqual([]);
  });
});

describe("a stale version", () => {
  const variant = (version: number) =>
    ({ content: ["x"], state: "translated", version, author: "a", time: "", origin: "typed" }) as const;
  const collision = (base: Record<string, number>, theirs: Record<string, number>): Collision => {
    const variants = (versions: Record<string, number>) =>
      Object.fromEntries(Object.entries(versions).map(([language, version]) => [language, variant(version)]));
    return { base: variants(base), theirs: { variants: variants(theirs) } as unknown as UnitView };
  };

  test("is a conflict when the text or its source has changed", () => {
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 2, en: 1 }), "ru", "en")).toBe(true);
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 1, en: 2 }), "ru", "en")).toBe(true);
    expect(isRealConflict(collision({ en: 1 }, { en: 1, ru: 2 }), "ru", "en")).toBe(true);
  });

  test("is no conflict when only the third language or a note has changed", () => {
    expect(isRealConflict(collision({ ru: 1, en: 1, zh: 1 }, { ru: 1, en: 1, zh: 2 }), "ru", "en")).toBe(
      false,
    );
  });
});
