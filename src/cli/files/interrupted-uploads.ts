import { rm } from "node:fs/promises";
import { z } from "zod";
import { skippedSchema } from "../answers.ts";
import { pathInside, readInside, writeInside } from "./paths.ts";

/*
 * The uploads of large files that have not ended, kept in the working folder, so that an interrupted upload can go on.
 * An entry is written before the first byte is sent, and removed when everything has arrived.
 */
const FILE = ".polynya/uploads.json";

const uploadSchema = z.object({
  /** Id of this upload. The same file gets another one when it is sent again after an undo. */
  id: z.string(),
  /** Number of batches that have arrived. */
  done: z.int().min(0),
  counts: z.record(z.string(), z.number()),
  /** Units that were left out, by reason. */
  skipped: z.array(skippedSchema).optional(),
  /** Id of the import that it is; absent before the first batch has arrived. */
  first: z.string().optional(),
});
const uploadsSchema = z.record(z.string(), uploadSchema);
export type Upload = z.infer<typeof uploadSchema>;

async function readAll(folder: string): Promise<Map<string, Upload>> {
  const bytes = await readInside(folder, FILE);
  if (bytes === undefined) return new Map();
  try {
    return new Map(Object.entries(uploadsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))));
  } catch {
    // A damaged file counts as empty: batches that arrived are sent again, and the server knows them by their keys.
    return new Map();
  }
}

export async function uploadOf(folder: string, name: string): Promise<Upload | undefined> {
  return (await readAll(folder)).get(name);
}

export const newUpload = (): Upload => ({ id: crypto.randomUUID(), done: 0, counts: {} });

/** Forgets uploads of which an import was undone: to go on with one would leave that part out. */
export async function forgetUploads(folder: string, imports: ReadonlySet<string>): Promise<void> {
  for (const [name, upload] of await readAll(folder))
    if (upload.first !== undefined && imports.has(upload.first))
      await rememberUpload(folder, name, undefined);
}

/** Stores how far an upload has come, or removes it when it has ended. */
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
