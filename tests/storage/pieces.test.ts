import { afterAll, describe, expect, test } from "vitest";
import { growingPieces } from "../../src/storage/pieces.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";

const storage = openSqlite(":memory:");
afterAll(() => storage.close());

describe.each([
  ["in memory", { engine: "d1" as const, all: async () => [], batch: async () => [] }],
  ["outside memory", storage],
])("a file in pieces, %s", (_, engine) => {
  test("comes back as it was put, however often it is read", () => {
    const pieces = growingPieces(engine, 3);
    const reused = Uint8Array.of(1, 2);
    pieces.put(reused);
    // The caller goes on to use its buffer.
    reused.fill(3);
    pieces.put(reused);
    pieces.put(Uint8Array.of(5));
    expect(pieces.byteLength).toBe(5);
    for (const _time of [1, 2]) expect([...Buffer.concat([...pieces])]).toEqual([1, 2, 3, 3, 5]);
    pieces.close();
  });

  test("begins anew after it was cleared", () => {
    const pieces = growingPieces(engine, 3);
    for (const value of [1, 2, 3, 4]) pieces.put(Uint8Array.of(value, value));
    pieces.clear();
    expect([pieces.byteLength, ...pieces]).toEqual([0]);
    for (const value of [5, 6, 7]) pieces.put(Uint8Array.of(value, value));
    expect([...Buffer.concat([...pieces])]).toEqual([5, 5, 6, 6, 7, 7]);
    pieces.close();
  });
});
