import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("a module makes no formatter and no large table when it is loaded: `atFirstUse` makes them", () => {
  const script = join(import.meta.dirname, "worker-load-process.ts");
  const said = execFileSync(process.execPath, ["--conditions=workerd", script], { encoding: "utf8" });
  expect(JSON.parse(said)).toEqual([]);
});
