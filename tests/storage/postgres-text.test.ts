import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyStore } from "./postgres-store.ts";

const NASTY = [
  "\0",
  "\uFDD0",
  "\\",
  "u0000",
  "\\u0000",
  "\uD83D",
  "\uDE00",
  "\uFDD00000",
  '"',
  "{",
  "]",
  "я",
  "北",
  "\n",
];
const nasty = fc.array(fc.constantFrom(...NASTY), { maxLength: 8 }).map((parts) => parts.join(""));

test("every text comes back as it went in, alone, in a list and in an object", async () => {
  const storage = await emptyStore();
  await fc.assert(
    fc.asyncProperty(nasty, async (text) => {
      const plain = text.toWellFormed();
      expect(await storage.all("SELECT CAST(?1 AS TEXT) AS text", plain)).toEqual([{ text: plain }]);
      const list = JSON.stringify([[text, { content: [text], [text]: text }, plain]]);
      const [row] = await storage.all<{ key: string; object: string; list: string }>(
        "SELECT value->>0 AS key, value->>1 AS object, CAST(?1 AS TEXT) AS list FROM json_each(?1)",
        list,
      );
      expect(JSON.parse(row?.object ?? "")).toEqual({ content: [text], [text]: text });
      expect(row?.list).toBe(list);
      // A text that is a list or an object of JSON itself cannot be told from one.
      if (!/^[[{]/u.test(text)) expect(row?.key).toBe(text);
    }),
    { numRuns: 300, seed: 20_261_129 },
  );
  await storage.close();
});
