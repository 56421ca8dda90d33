import fc from "fast-check";
import { expect, test } from "vitest";
import { createSecret, equalHashes, hashSecret, secretKind } from "../../../src/services/access/secret.ts";

test("secrets show their kind and contain 32 random bytes", () => {
  const kinds = ["token", "session", "link"] as const;
  for (const kind of kinds) expect(secretKind(createSecret(kind))).toBe(kind);
  expect(createSecret("token")).toMatch(/^pln_[\w-]{43}$/u);
  expect(new Set(Array.from({ length: 100 }, () => createSecret("token"))).size).toBe(100);
});

test.each([
  "",
  "pln_",
  "pln_short",
  `pln_${"a".repeat(44)}`,
  `xxx_${"a".repeat(43)}`,
  ` pln_${"a".repeat(43)}`,
])("%j is none", (text) => expect(secretKind(text)).toBeUndefined());

test("the hash is SHA-256", async () => {
  expect(await hashSecret("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("only the same hashes are equal", () => {
  const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 4, maxLength: 4 });
  fc.assert(fc.property(hash, hash, (a, b) => equalHashes(a, b) === (a === b)));
  expect(equalHashes("ab", "abc")).toBe(false);
});
