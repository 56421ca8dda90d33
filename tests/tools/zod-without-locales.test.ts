import { expect, test } from "vitest";
import * as whole from "zod";

test("the worker's zod has all that zod has, but for what nobody here uses", async () => {
  const path = "../../tools/zod-without-locales.js";
  const ours = (await import(path)) as Record<string, unknown>;
  const missing = Object.keys(whole).filter((name) => !(name in ours));
  expect(missing.sort()).toEqual(
    [
      "core",
      "locales",
      "compile",
      "withParser",
      "ZodCompileAsyncError",
      "ZodCompileUnsupportedError",
      "fromJSONSchema",
      "deepPartial",
    ].sort(),
  );
  expect(ours["object"]).toBe(whole.object);
});
