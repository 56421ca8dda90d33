import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { anna, testContext } from "../helpers.ts";
import { pull } from "./pull-whole.ts";

test.each([
  ["GBK", [0xb1, 0xf9]],
  ["GBK", [0xd6, 0xd0, 0x0a]],
  ["Big5", [0xa6, 0x42, 0x0a]],
  ["Big5", [0xa4, 0xa4]],
  ["Big5", [0xa4, 0xa4, 0x0a]],
] as const)("a file of one character in %s comes back byte for byte", async (_, codes) => {
  for (const filename of ["a.txt", "a.md"]) {
    const context = await testContext();
    const file = Uint8Array.from(codes);
    await createDocument(context, anna, { collection: "c", id: "d", filename, source: "zh" }, file);
    const { bytes } = await pull(context, anna, { document: "d", format: "original" });
    expect([...bytes]).toEqual([...codes]);
  }
});
