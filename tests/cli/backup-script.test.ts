import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../src/storage/sqlite.ts";

const ROOT = join(import.meta.dirname, "../..");

test("the nightly backup is restored as a trial, and only then older copies go", () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-backups-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = join(folder, "store.db");
  const copies = join(folder, "copies");
  mkdirSync(copies);
  for (const day of ["01", "02", "03"]) writeFileSync(join(copies, `2020-01-${day}-023000.db`), "old");
  openSqlite(store).close();
  const run = (database: string) =>
    spawnSync(join(ROOT, "deploy/backup.sh"), [copies, "2"], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        POLYNYA_DB: database,
        POLYNYA_COMMAND: `${process.execPath} ${join(ROOT, "src/cli/polynya.js")}`,
      },
    });
  expect(run(join(folder, "none.db")).status).not.toBe(0);
  expect(readdirSync(copies)).toHaveLength(3);
  expect(run(store)).toMatchObject({ status: 0 });
  expect(readdirSync(copies)).toEqual(["2020-01-03-023000.db", expect.stringMatching(/^20\d\d-.*\.db$/u)]);
});
