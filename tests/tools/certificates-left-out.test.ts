import { generateKeyPairSync, sign } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface LeftOut {
  readonly AsnParser: { parse(given: Uint8Array, type: unknown): { r: ArrayBuffer; s: ArrayBuffer } };
  readonly ECDSASigValue: unknown;
}
const path = "../../tools/certificates-left-out.js";
const { AsnParser, ECDSASigValue, ...others } = (await import(path)) as LeftOut & Record<string, unknown>;

test("the worker has a name for all that the library of passkeys takes from the packages for certificates", () => {
  const library = "node_modules/@simplewebauthn/server/esm";
  const files = readdirSync(library, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  const sources = files.map((name) => readFileSync(join(library, name), "utf8"));
  const taken = sources.flatMap((source) => [
    ...source.matchAll(/import \{([^}]*)\} from '@peculiar\/[^']*'/gu),
  ]);
  const names = new Set(
    taken.flatMap(([, list = ""]) => list.split(",").map((name) => name.trim())).filter(Boolean),
  );
  expect([...names].toSorted()).toEqual(["AsnParser", "ECDSASigValue", ...Object.keys(others)].toSorted());
});

test.each([
  ["P-256", 32],
  ["P-384", 48],
  ["P-521", 66],
])("the worker reads signatures on %s as they are", (namedCurve, size) => {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve });
  // Numbers with a leading zero, and those that need one, are among so many.
  for (let at = 0; at < 100; at++) {
    const der = new Uint8Array(sign("sha256", Buffer.from(`${at}`), { key, dsaEncoding: "der" }));
    const { r, s } = AsnParser.parse(der, ECDSASigValue);
    for (const part of [r, s]) expect(part.byteLength).toBeLessThanOrEqual(size + 1);
    const again = [r, s].flatMap((part) => [0x02, part.byteLength, ...new Uint8Array(part)]);
    const length = again.length < 0x80 ? [again.length] : [0x81, again.length];
    expect(Uint8Array.from([0x30, ...length, ...again])).toEqual(der);
    for (const cut of [0, 1, 5, der.length - 1])
      expect(() => AsnParser.parse(der.slice(0, cut), ECDSASigValue)).toThrow();
    expect(() => AsnParser.parse(Uint8Array.from([...der, 0]), ECDSASigValue)).toThrow();
  }
  expect(() => AsnParser.parse(new Uint8Array(2), {})).toThrow();
});
