import { describe, expect, test } from "vitest";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import { createDrafts, type Draft, draftKey } from "../../src/web/saving/drafts.ts";
import { type BrowserStorage, createKeptWork } from "../../src/web/saving/kept.ts";
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

const draftsIn = (storage: BrowserStorage | undefined) => createDrafts(createKeptWork(storage));

describe("drafts", () => {
  test("are restored on the next page", () => {
    const storage = fakeStorage();
    draftsIn(storage).put(draft);
    expect(draftsIn(storage).get(draftKey("u1", "ru"))).toEqual(draft);
    draftsIn(storage).remove(draftKey("u1", "ru"));
    expect(draftsIn(storage).all()).toEqual([]);
  });

  test("are kept in memory if the storage is full or blocked", () => {
    const full = draftsIn(fakeStorage(10));
    full.put(draft);
    expect(full.all()).toEqual([draft]);
    const none = draftsIn(undefined);
    none.put(draft);
    expect(none.all()).toEqual([draft]);
  });

  test("of other pages or in an older shape are ignored", () => {
    const storage = fakeStorage();
    storage.setItem("other", "{}");
    storage.setItem("polynya.draft.u1.ru", "{broken");
    storage.setItem("polynya.draft.u2.ru", JSON.stringify({ unit: "u2" }));
    storage.setItem("polynya.draft.u3.ru", JSON.stringify({ ...draft, unit: "u4" }));
    expect(draftsIn(storage).all()).toEqual([]);
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

  test("is a conflict if the text or its source has changed", () => {
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 2, en: 1 }), "ru", "en", ["mine"])).toBe(true);
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 1, en: 2 }), "ru", "en", ["mine"])).toBe(true);
    expect(isRealConflict(collision({ en: 1 }, { en: 1, ru: 2 }), "ru", "en", ["mine"])).toBe(true);
  });

  test("is no conflict if only the third language or a note has changed", () => {
    expect(
      isRealConflict(collision({ ru: 1, en: 1, zh: 1 }, { ru: 1, en: 1, zh: 2 }), "ru", "en", ["mine"]),
    ).toBe(false);
  });

  test("is no conflict if the newer text is the same, unless its source has changed", () => {
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 2, en: 1 }), "ru", "en", ["x"])).toBe(false);
    expect(isRealConflict(collision({ ru: 1, en: 1 }, { ru: 2, en: 2 }), "ru", "en", ["x"])).toBe(true);
  });
});

describe("kept work", () => {
  test("of every kind is restored on the next page", () => {
    const storage = fakeStorage();
    createKeptWork(storage).put("concept/ice", { domain: "nature" });
    const next = createKeptWork(storage);
    expect(next.get("concept/ice")).toEqual({ domain: "nature" });
    expect(next.keys()).toEqual(["concept/ice"]);
  });

  test("that does not fit into the storage is listed until it is removed or fits", () => {
    const kept = createKeptWork(fakeStorage(10));
    kept.put("comment/ice", "a long comment");
    kept.put("comment/sea", "b");
    expect([...kept.unsafeKeys()]).toEqual(["comment/ice"]);
    expect(kept.get("comment/ice")).toBe("a long comment");
    kept.put("comment/ice", "short");
    expect([...kept.unsafeKeys()]).toEqual([]);
    const none = createKeptWork(undefined);
    none.put("comment/ice", "a");
    expect([...none.unsafeKeys()]).toEqual(["comment/ice"]);
    none.remove("comment/ice");
    expect([...none.unsafeKeys()]).toEqual([]);
  });

  test("follows another tab and says that a change came from there", () => {
    const kept = createKeptWork(fakeStorage());
    const heard: [string, boolean][] = [];
    kept.watch((key, isForeign) => heard.push([key, isForeign]));
    kept.put("comment/ice", "mine");
    kept.adopt("polynya.draft.comment/ice", JSON.stringify("theirs"));
    expect(kept.get("comment/ice")).toBe("theirs");
    kept.adopt("polynya.draft.comment/ice", null);
    kept.adopt("polynya.theme", "dark");
    expect(kept.get("comment/ice")).toBeUndefined();
    expect(heard).toEqual([
      ["comment/ice", false],
      ["comment/ice", true],
      ["comment/ice", true],
    ]);
  });
});
