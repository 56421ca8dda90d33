import { existsSync } from "node:fs";
import { isSafeSqlite, OLDEST_SQLITE } from "../../storage/port.ts";
import { meSchema } from "../answers.ts";
import { api } from "../client.ts";
import { inSentences } from "../talk/report.ts";
import type { Command, Invocation } from "../command.ts";
import type { Scrubbed } from "./scrub.ts";
import { mappedFiles } from "../files/config.ts";
import { databasePath, examine } from "../files/database.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine, type Style } from "../talk/terminal.ts";
import { describeError } from "../talk/error-text.ts";

interface Finding {
  readonly check: "node" | "sqlite" | "store" | "pages" | "index" | "config" | "server" | "key";
  /** `absent`: there is nothing to check, and that may be right. */
  readonly state: "ok" | "absent" | "failed";
  readonly detail: string;
}

const STYLES = { ok: "green", absent: "dim", failed: "red" } as const satisfies Record<
  Finding["state"],
  Style
>;

/** Checks Node, SQLite, the store, the configuration and the server, and says which of them work. */
export const doctor: Command = {
  usage: "",
  arguments: [0, 0],
  options: {
    database: { argument: "FILE" },
    scrub: {},
    backup: { argument: "FILE", multiple: true },
    accept: {},
    reindex: {},
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const findings: Finding[] = [];
    const check = async (
      name: Finding["check"],
      examineIt: () => Promise<string | undefined>,
    ): Promise<void> => {
      try {
        const detail = await examineIt();
        findings.push({ check: name, state: detail === undefined ? "absent" : "ok", detail: detail ?? "—" });
      } catch (error) {
        const { title, lines } = describeError(error, invocation.messages);
        findings.push({ check: name, state: "failed", detail: inSentences(invocation.t, title, lines[0]) });
      }
    };
    await check("node", async () => process.versions.node);
    await check("sqlite", safeSqliteVersion);
    await check("store", () => storeState(invocation));
    let scrubbed: Scrubbed | undefined;
    let scrubText = "";
    if (invocation.flag("scrub") || invocation.flag("accept")) {
      await check("pages", async () => {
        const { scrub, scrubDetail, scrubLines } = await import("./scrub.ts");
        scrubbed = await scrub(invocation);
        if (scrubbed === undefined) return undefined;
        scrubText = scrubLines(invocation, scrubbed);
        return scrubDetail(invocation, scrubbed);
      });
    }
    if (invocation.flag("reindex")) await check("index", () => reindex(invocation));
    await check("config", () => configState(invocation));
    await check("server", () => serverState(invocation));
    await check("key", () => keyState(invocation));
    const data = scrubbed === undefined ? { findings } : { findings, scrub: scrubbed };
    invocation.print(data, () =>
      findings
        .map(({ check: name, state, detail }) => {
          const mark = invocation.paint(STYLES[state], invocation.t(`states.${state}`));
          return `${mark}  ${invocation.t(`checks.${name}`)}: ${oneLine(detail)}\n`;
        })
        .join("")
        .concat(scrubText),
    );
    if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
    const failed = findings.filter(({ state }) => state === "failed");
    if (failed.length === 0) return EXIT.done;
    // The exit code tells an unreachable server from a fault of this machine.
    return failed.every(({ check: name }) => name === "server" || name === "key")
      ? EXIT.unreachable
      : EXIT.failed;
  },
};

async function safeSqliteVersion(): Promise<string> {
  const { sqliteVersion } = await import("../../storage/sqlite-examination.ts");
  const version = sqliteVersion();
  if (!isSafeSqlite(version)) {
    throw new Failure(EXIT.failed, "sqlite-old", { version, oldest: OLDEST_SQLITE.join(".") });
  }
  return version;
}

async function storeState(invocation: Invocation): Promise<string | undefined> {
  const path = databasePath(invocation);
  if (!existsSync(path)) return undefined;
  const { damage, units, imports } = await examine(path);
  if (damage.length > 0) {
    throw new Failure(EXIT.failed, "damaged", { path, reason: damage.slice(0, 3).join("; ") });
  }
  return invocation.t("talk.sound", { path, units, imports });
}

/** Rebuilds the match index from the texts, and says in how many units the old one was wrong. */
async function reindex(invocation: Invocation): Promise<string | undefined> {
  const path = databasePath(invocation);
  const found = await storeState(invocation);
  if (found === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
  if (invocation.flag("dry-run")) return undefined;
  const [{ indexFile }, { residentMatchIndex }, { openSqlite }] = await Promise.all([
    import("../../storage/index/index-file.ts"),
    import("../../storage/index/match-index-resident.ts"),
    import("../../storage/sqlite.ts"),
  ]);
  const storage = openSqlite(path);
  try {
    const { units, differing } = await residentMatchIndex(storage, { snapshots: indexFile(path) }).rebuild();
    return invocation.t("talk.reindexed", { units, differing });
  } finally {
    storage.close();
  }
}

async function configState(invocation: Invocation): Promise<string | undefined> {
  const { documents } = await invocation.config();
  if (documents === undefined) return undefined;
  return invocation.t("talk.files", { count: mappedFiles(documents).length });
}

async function serverState(invocation: Invocation): Promise<string> {
  const client = await invocation.client();
  await client.send("GET", "/healthz");
  await client.send("GET", "/readyz");
  return client.server.origin;
}

async function keyState(invocation: Invocation): Promise<string | undefined> {
  const { key } = await invocation.server();
  if (key === undefined) return undefined;
  const client = await invocation.client();
  const { name, role } = await client.json(meSchema, "GET", api`/me`);
  return `${name}, ${role}`;
}
