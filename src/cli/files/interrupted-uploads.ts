import { rm } from "node:fs/promises";
import { z } from "zod";
import { pathInside, readInside, writeInside } from "./paths.ts";

/*
 * What the working folder remembers of large files on their way to a server, so that an upload that was interrupted
 * goes on where it was. An entry is there before the first byte is sent, and gone when all has arrived.
 */
const FILE = ".polynya/uploads.json";

const uploadSchema = z.object({
  /** Of this upload: the same file, sent anew after it was taken back, is another one. */
  id: z.string(),
  /** Batches that have arrived. */
  done: z.int().min(0),
  counts: z.record(z.string(), z.number()),
  /** Ids of the imports that it has caused, oldest first. */
  imports: z.array(z.string()),
});
const uploadsSchema = z.record(z.string(), uploadSchema);
export type Upload = z.infer<typeof uploadSchema>;

async function readAll(folder: string): Promise<Map<string, Upload>> {
  const bytes = await readInside(folder, FILE);
  if (bytes === undefined) return new Map();
  try {
    return new Map(Object.entries(uploadsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))));
  } catch {
    // A damaged memory is as good as none: what arrived before is sent again, and known by its key.
    return new Map();
  }
}

export async function uploadOf(folder: string, name: string): Promise<Upload | undefined> {
  return (await readAll(folder)).get(name);
}

export const newUpload = (): Upload => ({ id: crypto.randomUUID(), done: 0, counts: {}, imports: [] });

/** Forgets uploads of which something was taken back: going on with them would leave that out. */
export async function forgetUploads(folder: string, imports: ReadonlySet<string>): Promise<void> {
  for (const [name, upload] of await readAll(folder))
    if (upload.imports.some((id) => imports.has(id))) await rememberUpload(folder, name, undefined);
}

/** Remembers how far an upload is; without one, that it is over. */
export async function rememberUpload(
  folder: string,
  name: string,
  upload: Upload | undefined,
): Promise<void> {
  const all = await readAll(folder);
  if (upload === undefined) all.delete(name);
  else all.set(name, upload);
  if (all.size === 0) {
    await rm(pathInside(folder, FILE), { force: true });
    return;
  }
  const encoder = new TextEncoder();
  if ((await readInside(folder, ".polynya/.gitignore")) === undefined)
    await writeInside(folder, ".polynya/.gitignore", encoder.encode("*\n"));
  await writeInside(
    folder,
    FILE,
    encoder.encode(`${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`),
  );
}
