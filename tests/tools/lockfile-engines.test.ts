import { expect, test } from "vitest";
import { entriesWithEngines, NEED_THE_NODE_WE_BRING, readLockfile } from "../../tools/lockfile-engines.ts";

test("npm ci does not warn that a package needs a newer Node than npm runs on: we bring that Node", () => {
  // Otherwise: node tools/lockfile-engines.ts
  expect(entriesWithEngines(readLockfile())).toEqual([]);
});

test("the list names no package that is not installed", () => {
  const paths = Object.keys(readLockfile().packages).map((path) => `/${path}`);
  const isInstalled = (name: string) => paths.some((path) => path.endsWith(`/node_modules/${name}`));
  expect(NEED_THE_NODE_WE_BRING.filter((name) => !isInstalled(name))).toEqual([]);
});
