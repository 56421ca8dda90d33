import { expect, test } from "vitest";
import type { Spool, Statement, Storage } from "../../src/storage/port.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { stageStatements } from "../../src/storage/staged-statements.ts";

const statement = (text: string): Statement => ({ sql: `SELECT ${text}`, params: [text, 7, null] });

test("statements come back by phase in the order in which they came, from memory and from the spool", () => {
  const storage = openSqlite(":memory:");
  let spooled = 0;
  const watched: Storage = {
    ...storage,
    spool: (): Spool => {
      const spool = storage.spool?.();
      if (spool === undefined) throw new Error("SQLite has a spool");
      const put: Spool["put"] = (one) => {
        spooled += 1;
        return spool.put(one);
      };
      return { ...spool, put };
    },
  };
  // Each statement has about 22 UTF-16 units, so two of them stay in memory.
  const staged = stageStatements(watched, 50);
  staged.add(1, [statement("'лёд'"), statement("'冰'")]);
  staged.add(0, [statement("'ice'")]);
  staged.add(1, [{ sql: "SELECT ?1", params: [Uint8Array.of(1, 2)] }]);
  expect([...staged.of(0)]).toEqual([statement("'ice'")]);
  const last = [...staged.of(1)];
  expect(last.slice(0, 2)).toEqual([statement("'лёд'"), statement("'冰'")]);
  expect(last[2]?.params?.map((param) => new Uint8Array(param as Uint8Array))).toEqual([Uint8Array.of(1, 2)]);
  expect([...staged.of(2)]).toEqual([]);
  expect(spooled).toBeGreaterThan(0);
  expect(spooled).toBeLessThan(4);
  staged.close();
  storage.close();
});

test("an engine without a spool keeps everything in memory", () => {
  const staged = stageStatements({ engine: "d1", all: async () => [], batch: async () => [] }, 1);
  staged.add(0, [statement("1"), statement("2")]);
  expect([...staged.of(0)]).toHaveLength(2);
  staged.close();
});
