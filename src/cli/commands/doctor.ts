import { existsSync } from "node:fs";
import { indexFile } from "../../storage/index/index-file.ts";
import { residentMatchIndex } from "../../storage/index/match-index-resident.ts";
import { openSqlite } from "../../storage/sqlite.ts";
import { sqliteVersion } from "../../storage/sqlite-examination.ts";
import { isSafeSqlite, OLDEST_SQLITE } from "../../storage/port.ts";
import { meSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { mappedFiles } from "../files/config.ts";
import { databasePath, examine } from "../files/database.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine, type Style } from "../talk/terminal.ts";
import { inWords } from "../talk/error-text.ts";

interface Finding {
  readonly check: "node" | "sqlite" | "store" | "index" | "config" | "server" | "key";
  /** `absent`: there is nothing to check, which may be as it should. */
  readonly state: "ok" | "absent" | "failed";
  readonly detail: string;
}

const STYLES = { ok: "green", absent: "dim", failed: "red" } as const satisfies Record<
  Finding["state"],
  Style
>;

/** Says what is well and what is not: Node, SQLite, the store, the configuration, the server. */
export const doctor: Command = {
  usage: "",
  arguments: [0, 0],
  options: { database: { argument: "FILE" }, reindex: {}, "dry-run": { short: "n" } },
  run: async (job) => {
    const findings: Finding[] = [];
    const check = async (
      name: Finding["check"],
      examineIt: () => Promise<string | undefined>,
    ): Promise<void> => {
      try {
        const detail = await examineIt();
        findings.push({ check: name, state: detail === undefined ? "absent" : "ok", detail: detail ?? "—" });
      } catch (error) {
        const { title, lines } = inWords(error, job.messages);
        findings.push({ check: name, state: "failed", detail: [title, ...lines.slice(0, 1)].join(". ") });
      }
    };
    await check("node", async () => process.versions.node);
    await check("sqlite", async () => safeSqliteVersion());
    await check("store", async () => storeState(job));
    if (job.flag("reindex")) await check("index", () => reindex(job));
    await check("config", () => configState(job));
    await check("server", () => serverState(job));
    await check("key", () => keyState(job));
    job.print({ findings }, () =>
      findings
        .map(({ check: name, state, detail }) => {
          const mark = job.paint(STYLES[state], job.t(`states.${state}`));
          return `${mark}  ${job.t(`checks.${name}`)}: ${oneLine(detail)}\n`;
        })
        .join(""),
    );
    const failed = findings.filter(({ state }) => state === "failed");
    if (failed.length === 0) return EXIT.done;
    // A server that does not answer is one thing, a machine that is not well another.
    return failed.every(({ check: name }) => name === "server" || name === "key")
      ? EXIT.unreachable
      : EXIT.failed;
  },
};

function safeSqliteVersion(): string {
  const version = sqliteVersion();
  if (!isSafeSqlite(version)) {
    throw new Failure(EXIT.failed, "sqlite-old", { version, oldest: OLDEST_SQLITE.join(".") });
  }
  return version;
}

function storeState(job: Job): string | undefined {
  const path = databasePath(job);
  if (!existsSync(path)) return undefined;
  const { damage, units, imports } = examine(path);
  if (damage.length > 0) {
    throw new Failure(EXIT.failed, "damaged", { path, reason: damage.slice(0, 3).join("; ") });
  }
  return job.t("talk.sound", { path, units, imports });
}

/** Makes the match index anew from the texts, and says in how many units the old one was wrong. */
async function reindex(job: Job): Promise<string | undefined> {
  const path = databasePath(job);
  const found = storeState(job);
  if (found === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  if (job.flag("dry-run")) return undefined;
  const storage = openSqlite(path);
  try {
    const { units, differing } = await residentMatchIndex(storage, { snapshots: indexFile(path) }).rebuild();
    return job.t("talk.reindexed", { units, differing });
  } finally {
    storage.close();
  }
}

async function configState(job: Job): Promise<string | undefined> {
  const { documents } = await job.config();
  if (documents === undefined) return undefined;
  return job.t("talk.files", { count: mappedFiles(documents).length });
}

async function serverState(job: Job): Promise<string> {
  const client = await job.client();
  await client.send("GET", "/healthz");
  await client.send("GET", "/readyz");
  return client.server.origin;
}

async function keyState(job: Job): Promise<string | undefined> {
  const { key } = await job.server();
  if (key === undefined) return undefined;
  const client = await job.client();
  const { name, role } = await client.json(meSchema, "GET", api`/me`);
  return `${name}, ${role}`;
}
