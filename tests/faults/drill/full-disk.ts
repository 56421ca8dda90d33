import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scrubStore } from "../../../src/storage/integrity/scrub.ts";
import { ask, startServer } from "../server.ts";
import { type DrillOptions, inFolder, json, type Outcome, type Part } from "./part.ts";

const SIZE = "12m";
const FILLER = 4_000_000;
/** Letters in one push. */
const LETTERS = 40_000;

/** Fills the disk under a service. Needs the right to mount a small file system. */
export const fullDisk: Part = {
  name: "full disk",
  share: 1,
  run: (options) => inFolder((folder) => fill(folder, options)),
};

async function fill(folder: string, options: DrillOptions): Promise<Outcome> {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted =
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "polynya-drill", disk]).status === 0;
  if (!mounted) return { figures: { skipped: "no right to mount" }, faults: [] };
  try {
    return await fillDisk(disk, options);
  } finally {
    spawnSync("umount", ["-l", disk]);
  }
}

async function fillDisk(disk: string, { environment }: DrillOptions): Promise<Outcome> {
  const path = join(disk, "store.db");
  const filler = join(disk, "filler");
  writeFileSync(filler, Buffer.alloc(FILLER));
  const server = await startServer(path, environment);
  const faults: string[] = [];
  await ask(server.url, "/api/v1/collections", json({ id: "c", title: "C" }));
  await ask(
    server.url,
    "/api/v1/collections/c/documents?id=site&format=i18next&source=zh",
    json({ first: "冰" }),
  );
  const confirmed: string[] = [];
  const push = async (at: number): Promise<number> => {
    const noise = Array.from({ length: LETTERS }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((at * 7919 + n * 104_729) % 20_000)),
    );
    const body = json({ [`k${at}`]: noise.join("") });
    const answer = await ask(server.url, "/api/v1/documents/site/push?format=i18next&source=zh", body);
    await answer.arrayBuffer();
    if (answer.status === 200) confirmed.push(`k${at}`);
    return answer.status;
  };
  let at = 0;
  let status = 200;
  while (status === 200 && at < 500) status = await push((at += 1));
  const before = confirmed.length;
  if (status !== 507) faults.push(`a full disk is answered with ${status}`);
  const read = async () => {
    const answer = await ask(server.url, "/api/v1/documents/site/export?format=i18next&target=zh");
    return Object.keys((await answer.json()) as object);
  };
  const whileFull = await read();
  for (const key of confirmed) if (!whileFull.includes(key)) faults.push(`${key} was confirmed and is lost`);
  rmSync(filler);
  let after = 0;
  for (let more = 0; more < 5; more += 1) if ((await push((at += 1))) === 200) after += 1;
  if (after === 0) faults.push("nothing is written although there is space again");
  const again = await read();
  for (const key of confirmed) if (!again.includes(key)) faults.push(`${key} was confirmed and is lost`);
  await server.kill("SIGTERM");
  const { hurt } = await scrubStore(path);
  for (const { page } of hurt) faults.push(`page ${page} looks damaged, and nothing was damaged`);
  return { figures: { "pushes until full": before, "after freeing": after, status }, faults };
}
