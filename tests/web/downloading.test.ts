import { expect, test } from "vitest";
import { fileNameOf } from "../../src/web/downloading.ts";

test("a file keeps its name, also in Cyrillic and Chinese", () => {
  expect(fileNameOf('attachment; filename="talk.xlf"')).toBe("talk.xlf");
  expect(fileNameOf("attachment; filename=talk.xlf")).toBe("talk.xlf");
  expect(fileNameOf('attachment; filename="a \\"b\\".txt"')).toBe('a "b".txt');
  expect(
    fileNameOf("attachment; filename=\"_.xlf\"; filename*=UTF-8''%D0%BB%D1%91%D0%B4%20%E5%86%B0.xlf"),
  ).toBe("лёд 冰.xlf");
});

test("a broken extended name falls back to the plain name, or to no name", () => {
  expect(fileNameOf("attachment; filename=\"a.xlf\"; filename*=UTF-8''%E0%A4%A")).toBe("a.xlf");
  expect(fileNameOf("attachment")).toBeUndefined();
  expect(fileNameOf(null)).toBeUndefined();
});
