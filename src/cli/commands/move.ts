import { existsSync } from "node:fs";
import { compareTables, copyTables, type Heard } from "../../storage/move/move-rows.ts";
import { countRows } from "../../storage/move/rows-of-table.ts";
import type { StoreTable } from "../../storage/move/store-tables.ts";
import { finishMove } from "../../storage/move/unfinished-move.ts";
import type { Storage } from "../../storage/port.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import {
  fingerprintOf,
  openSource,
  openTarget,
  type Place,
  placeOf,
  runDump,
  told,
  writeDump,
} from "../files/moved-stores.ts";

/**
 * Copies a whole store into an empty one of any engine: texts, history, glossary, people, tokens. Then both are read
 * once more and compared value by value. What was cut off goes on with the same command.
 */
export const move: Command = {
  usage: "SOURCE TARGET",
  arguments: [2, 2],
  options: { force: { short: "f" }, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const [from, to] = invocation.args.map((typed) => placeOf(invocation.environment.folder, typed));
    if (from === undefined || to === undefined || from.address === to.address)
      throw new Failure(EXIT.usage, "move-same");
    if (to.kind === "d1" && existsSync(to.address) && !invocation.flag("force"))
      throw new Failure(EXIT.conflicts, "file-there", { path: to.shown });
    const { storeTables } = await import("../../storage/move/store-tables.ts");
    const tables = await storeTables();
    const source = await openSource(from, tables);
    try {
      const total = await rowsIn(source.storage, tables);
      if (invocation.flag("dry-run")) {
        invocation.print({ from: from.shown, to: to.shown, rows: total }, () => "");
        invocation.say("talk.would-move", { path: from.shown, other: to.shown, rows: total });
        return EXIT.done;
      }
      await (to.kind === "d1" ? writeForD1 : fillTarget)(invocation, {
        tables,
        source: source.storage,
        to,
        total,
      });
      const moved = { from: from.shown, to: to.shown, rows: total, units: await unitsIn(source.storage) };
      invocation.print(moved, () => "");
      invocation.say("talk.moved", { path: to.shown, rows: total, units: moved.units });
      return EXIT.done;
    } finally {
      await source.close();
    }
  },
};

interface Task {
  readonly tables: readonly StoreTable[];
  readonly source: Storage;
  readonly to: Place;
  /** Number of rows in the source. */
  readonly total: number;
}

async function fillTarget(invocation: Invocation, task: Task): Promise<void> {
  const { tables, source, to, total } = task;
  const target = await openTarget(to, tables, await fingerprintOf(source, tables));
  try {
    await told(to, async () => {
      await shownWhile(invocation, total, "talk.moving", (heard) =>
        copyTables(source, target.storage, tables, heard),
      );
      await assertEqual(invocation, task, target.storage);
      await finishMove(target.storage);
    });
  } finally {
    await target.close();
  }
}

async function writeForD1(invocation: Invocation, task: Task): Promise<void> {
  await shownWhile(invocation, task.total, "talk.moving", (heard) =>
    writeDump(task.to, task.source, task.tables, heard),
  );
  const written = await runDump(task.to);
  try {
    await assertEqual(invocation, task, written.storage);
  } finally {
    await written.close();
  }
}

/** @throws {Failure} `move-differs` (1), with the tables that differ */
async function assertEqual(
  invocation: Invocation,
  { tables, source, to, total }: Task,
  target: Storage,
): Promise<void> {
  const differences = await shownWhile(invocation, total, "talk.comparing", (heard) =>
    compareTables(source, target, tables, heard),
  );
  if (differences.length === 0) return;
  const named = differences.map(({ table, key, source: rows, target: copies }) =>
    key === undefined ? `${table} (${rows} ≠ ${copies})` : `${table} ${key}`,
  );
  throw new Failure(EXIT.failed, "move-differs", { path: to.shown, tables: named.join(", ") });
}

/** Shows how many rows are done while work goes on. Ctrl+C ends it between two parts. */
async function shownWhile<Result>(
  { environment, progress, t }: Invocation,
  total: number,
  label: "talk.moving" | "talk.comparing",
  work: (heard: Heard) => Promise<Result>,
): Promise<Result> {
  const line = progress(total);
  let done = 0;
  try {
    return await work((table, rows) => {
      environment.signal.throwIfAborted();
      done += rows;
      line.at(done, t(label, { table }));
    });
  } finally {
    line.end();
  }
}

async function rowsIn(storage: Storage, tables: readonly StoreTable[]): Promise<number> {
  let rows = 0;
  for (const table of tables) rows += await countRows(storage, table);
  return rows;
}

const unitsIn = (storage: Storage): Promise<number> => countRows(storage, { name: "unit" });
