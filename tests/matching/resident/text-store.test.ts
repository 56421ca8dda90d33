import fc from "fast-check";
import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import { indexOfNeedle, needleOf } from "../../../src/matching/resident/byte-search.ts";
import { textStore } from "../../../src/matching/resident/text-store.ts";

const characters = fc.constantFrom(
  "a",
  "b",
  " ",
  "ы",
  "Ѡ",
  "冰",
  "丁",
  "\uADFF",
  "\uAE00",
  "ü",
  "🧊",
  "\u{10FFFF}",
);
const texts = fc.string({ unit: characters, maxLength: 300 });

test("a text is returned unchanged, with its length in code points", () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 20 }), fc.boolean(), (all, han) => {
      const store = textStore(arena(), han);
      const addresses = all.map((text) => store.add(text));
      expect(addresses.map((address) => store.text(address))).toEqual(all);
      const located = addresses.map((address) => ({ ...store.locate(address) }));
      expect(located.map(({ length }) => length)).toEqual(all.map((text) => Array.from(text).length));
      expect(store.locateAll(Uint32Array.from(addresses)).slice(0, all.length)).toEqual(located);
    }),
  );
});

test("a piece is found only in texts that contain it, even if its bytes occur elsewhere", () => {
  fc.assert(
    fc.property(
      texts,
      fc.string({ unit: characters, minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (text, piece, han) => {
        const store = textStore(arena(), han);
        expect(store.finder(piece)(store.add(text))).toBe(text.includes(piece));
      },
    ),
  );
});

test("a piece may be longer than all stored texts", () => {
  const store = textStore(arena(), false);
  const long = "ледокол".repeat(300);
  expect(store.finder(`${long}x`)(store.add("short"))).toBe(false);
  expect(store.finder(long)(store.add(`a ${long} b`))).toBe(true);

  const other = textStore(arena(), false);
  const find = other.finder(long);
  expect(find(other.add(`a ${long} b`))).toBe(true);
});

test("an empty piece is in no text", () => {
  const store = textStore(arena(), false);
  expect(store.finder("")(store.add("ice"))).toBe(false);
});

test("bytes are found at their first place between two bounds", () => {
  const bytes = fc.uint8Array({ max: 2, maxLength: 40 });
  fc.assert(
    fc.property(
      bytes,
      fc.uint8Array({ max: 2, minLength: 1, maxLength: 4 }),
      fc.nat(5),
      (all, needle, from) => {
        const start = Math.min(from, all.length);
        const expected = Buffer.from(all.subarray(start)).indexOf(Buffer.from(needle));
        const found = indexOfNeedle(all, start, all.length, needleOf(needle));
        expect(found).toBe(expected < 0 ? -1 : start + expected);
      },
    ),
  );
});
