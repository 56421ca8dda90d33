import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { examineStore } from "../../src/storage/sqlite-examination.ts";
import { backUp, openSqlite } from "../../src/storage/sqlite.ts";
import { ask, startServer } from "./server.ts";
import { protectedFolder } from "./write-protected.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-protected-"));
const database = join(folder, "store.db");
const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const server = await startServer(database);
await ask(server.url, "/api/v1/collections", json({ id: "c", title: "C" }));
const upload = json({ home: "Морской лёд тает" });
await ask(server.url, "/api/v1/collections/c/documents?id=site&format=i18next&source=ru", upload);
await server.kill("SIGTERM");
const backup = join(folder, "backup.db");
const opened = openSqlite(database);
await backUp(opened.database, backup);
opened.close();
const readable = protectedFolder(join(folder, "protected"), [database, backup]);
afterAll(() => {
  readable?.remove();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(readable === undefined)(
  "a store on a read-only file system is read and not written (needs the right to mount, or not to be root)",
  async () => {
    let log = "";
    const path = join(readable?.path ?? "", "store.db");
    const { url, kill, process } = await startServer(path, {}, (chunk) => (log += chunk));
    const ready = await ask(url, "/readyz");
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ code: "write-protected", check: "write-protected" }),
    ]);
    expect(await (await ask(url, "/api/v1/documents/site/units")).text()).toContain("Морской лёд тает");
    // A lookup is answered by the match index, on its own thread with its own connection.
    const wanted = { source: "ru", targets: ["en"], segments: [{ text: "Морской лёд тает" }] };
    expect((await ask(url, "/api/v1/lookup", json(wanted))).status).toBe(200);
    // An export is made on a thread for heavy requests.
    const exported = await ask(url, "/api/v1/documents/site/export?format=i18next&target=ru");
    expect(await exported.json()).toEqual({ home: "Морской лёд тает" });
    for (const [where, body] of [
      ["/api/v1/collections", { id: "d", title: "D" }],
      ["/api/v1/documents/site/push?format=i18next&source=ru", { home: "Лёд" }],
    ] as const) {
      const refused = await ask(url, where, json(body));
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
        503,
        "write-protected",
      ]);
    }
    await kill("SIGTERM");
    expect(process.exitCode).toBe(0);
    expect(log).toContain("is write-protected");
  },
);

test.skipIf(readable === undefined)(
  "a backup on a read-only file system can be verified (needs the right to mount, or not to be root)",
  () => {
    expect(examineStore(join(readable?.path ?? "", "backup.db"))).toMatchObject({ damage: [], units: 1 });
  },
);
