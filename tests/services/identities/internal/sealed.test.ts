import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "../../../../src/services/identities/internal/sealed.ts";

const KEY = "a-secret-of-many-letters";

test("what is sealed is read with the same key alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const sealed = await seal(text, KEY);
      expect(sealed).toMatch(/^[\w-]+\.[\w-]+$/u);
      // What is no Unicode is no text.
      expect(await unseal(sealed, KEY)).toBe(text.toWellFormed());
      expect(await unseal(sealed, `${KEY}2`)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test("the same text is sealed differently each time", async () => {
  expect(await seal("text", KEY)).not.toBe(await seal("text", KEY));
});

test("what was changed anywhere is not read", async () => {
  const sealed = await seal("text", KEY);
  for (let at = 0; at < sealed.length - 1; at += 1) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(await unseal(changed, KEY)).toBeUndefined();
  }
  for (const other of ["", ".", "..", "x", `${sealed}.x`, sealed.slice(0, -4), "é.é", "A.A"])
    expect(await unseal(other, KEY)).toBeUndefined();
});
