import { sify, tify } from "chinese-conv";
import { expect, test } from "vitest";

test("the worker's tables of Chinese characters are those of the package", async () => {
  const path = "../../tools/chinese-conv-packed.js";
  const packed = (await import(path)) as { sify: typeof sify; tify: typeof tify };
  const every = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).join("");
  expect(packed.sify(every) === sify(every)).toBe(true);
  expect(packed.tify(every) === tify(every)).toBe(true);
  expect(packed.sify("計畫 of 龍 🐉")).toBe("计画 of 龙 🐉");
});
