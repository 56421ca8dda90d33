import { closeSync, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Backup, type HurtUnit, hurtUnits, rowsInBackup } from "../../storage/integrity/copies.ts";
import type { HurtPage } from "../../storage/integrity/hurt-rows.ts";
import { removeRecord } from "../../storage/integrity/page-record.ts";
import { damageOfScrub, type Scrub, scrubStore } from "../../storage/integrity/scrub.ts";
import type { Invocation } from "../command.ts";
import { databasePath, examine } from "../files/database.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { shortestPath } from "../files/paths.ts";
import { oneLine } from "../talk/terminal.ts";

/** What a scrub has found, and where the lost rows can come from. */
export interface Scrubbed extends Scrub {
  readonly path: string;
  /** Number of damaged rows whose keys could be read. */
  readonly rows: number;
  readonly units: readonly HurtUnit[];
  readonly backups: readonly Backup[];
}

/**
 * Compares the store with the record of its pages. With `--accept` the store is recorded as it is now, if SQLite finds
 * it sound.
 *
 * @returns `undefined` when there is no store
 * @throws {Failure} `damaged` (65): `--accept` for a store that is damaged
 */
export async function scrub(invocation: Invocation): Promise<Scrubbed | undefined> {
  const path = databasePath(invocation);
  if (!existsSync(path)) return undefined;
  if (invocation.flag("accept") && !invocation.flag("dry-run")) {
    const { damage } = await examine(path);
    if (damage.length > 0)
      throw new Failure(EXIT.badData, "damaged", { path, reason: damage.slice(0, 3).join("; ") });
    removeRecord(path);
  }
  const found = await scrubStore(path);
  const { hurt } = found;
  const rows = hurt.reduce((sum, { keys }) => sum + keys.length, 0);
  return {
    ...found,
    path,
    rows,
    units: hurtUnits(path, hurt),
    backups: rows === 0 ? [] : backupsOf(invocation, path).map((backup) => rowsInBackup(backup, hurt)),
  };
}

/** The line of a sound store. @throws {Failure} `pages-damaged` (1) */
export function scrubDetail({ t }: Invocation, scrubbed: Scrubbed): string {
  const damage = damageOfScrub(scrubbed);
  if (damage !== undefined) {
    throw new Failure(EXIT.failed, "pages-damaged", { path: scrubbed.path, reason: damage.detail });
  }
  const { pages, recorded, hurt } = scrubbed;
  return t(recorded > 0 ? "talk.scrubbed-first" : "talk.scrubbed", { pages, recorded, free: hurt.length });
}

/** One line for each damaged page, each unit on it, and each backup. */
export function scrubLines({ t, environment }: Invocation, { hurt, units, backups, rows }: Scrubbed): string {
  const whatOf = ({ holds, name = "", keys }: HurtPage) => t(`scrub.${holds}`, { name, rows: keys.length });
  const sourceOf = ({ unit, document = "?", import: from = "?", file }: HurtUnit) =>
    file === undefined
      ? t("scrub.unit", { unit, document, import: from })
      : t("scrub.unit-file", { unit, document, import: from, file });
  const contentOf = ({ path, rows: has, unfit }: Backup) => {
    const shown = shortestPath(environment.folder, path);
    return unfit === undefined
      ? t("scrub.backup", { path: shown, has, rows })
      : t("scrub.backup-unfit", { path: shown, reason: unfit });
  };
  return [
    ...hurt.map((page) => t("scrub.page", { page: page.page, what: whatOf(page) })),
    ...units.map(sourceOf),
    ...backups.map(contentOf),
  ]
    .map((line) => `  ${oneLine(line)}\n`)
    .join("");
}

/** The backups that were named, and the stores that lie beside this one. */
function backupsOf(invocation: Invocation, path: string): string[] {
  const named = invocation.values("backup").map((file) => resolve(invocation.environment.folder, file));
  const beside = readdirSync(dirname(path), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(dirname(path), name))
    .filter((file) => file !== path && isStore(file));
  return [...new Set([...named, ...beside])];
}

const MAGIC = "SQLite format 3\0";

function isStore(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(MAGIC.length);
    readSync(file, start, 0, MAGIC.length, 0);
    return start.toString("latin1") === MAGIC;
  } finally {
    closeSync(file);
  }
}
