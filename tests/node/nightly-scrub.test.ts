import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nextTime, scrubNow, timeOfDay } from "../../src/node/nightly-scrub.ts";
import { damageOfScrub, type Scrub } from "../../src/storage/integrity/scrub.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-nightly-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the time of the nightly scrub", () => {
  test("is read as hours and minutes", () => {
    expect(timeOfDay("03:30")).toEqual({ hour: 3, minute: 30 });
    expect(["24:00", "3", "3:60", "noon", ""].map(timeOfDay)).toEqual(Array(5).fill(undefined));
  });

  test("is today or tomorrow", () => {
    const time = { hour: 3, minute: 30 };
    expect(nextTime(time, new Date(2026, 10, 29, 3, 29))).toEqual(new Date(2026, 10, 29, 3, 30));
    expect(nextTime(time, new Date(2026, 10, 29, 3, 30))).toEqual(new Date(2026, 10, 30, 3, 30));
    expect(nextTime(time, new Date(2026, 11, 31, 12, 0))).toEqual(new Date(2027, 0, 1, 3, 30));
  });
});

const scrubbed = (path: string): Promise<Scrub> =>
  new Promise((resolve, reject) => scrubNow({ path, onScrub: resolve, report: reject }));

test("a scrub in its own process finds damage beside a service that has the store open", async () => {
  const path = join(folder, "store.db");
  const storage = openSqlite(path);
  await storage.batch([{ sql: "UPDATE counter SET next = next + 1" }]);
  expect(damageOfScrub(await scrubbed(path))).toBeUndefined();
  storage.close();
  const bytes = readFileSync(path);
  const at = bytes.length - 10;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const other = join(folder, "other.db");
  writeFileSync(other, bytes);
  copyFileSync(`${path}.pages`, `${other}.pages`);
  expect(damageOfScrub(await scrubbed(other))).toEqual({
    check: "scrub",
    detail: expect.stringContaining(String(bytes.length / 4096)) as string,
  });
});
