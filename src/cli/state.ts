import { createHash } from "node:crypto";
import { z } from "zod";
import { readInside, writeInside } from "./files.ts";

/*
 * What the working folder remembers between commands, in `.polynya/` (which ignores itself in Git): for each
 * file what was last exchanged with the server, so that neither side's changes are overwritten unseen.
 */
const FOLDER = ".polynya";
const STATE = `${FOLDER}/state.json`;

const fileSchema = z.object({
  /** Of the bytes that are the same here and there: pulled, or pushed without conflict. */
  hash: z.string(),
  /** Of the export. */
  etag: z.string().exactOptional(),
  /** The last import that the export knew. */
  base: z.string().exactOptional(),
});
const stateSchema = z.object({
  files: z.record(z.string(), fileSchema),
  /** Id of the last import that this folder caused. */
  lastImport: z.string().exactOptional(),
});

export type FileState = z.infer<typeof fileSchema>;
export interface State {
  readonly files: ReadonlyMap<string, FileState>;
  readonly lastImport?: string;
}

/** A damaged state is as good as none: files then count as changed here. */
export async function readState(folder: string): Promise<State> {
  const bytes = await readInside(folder, STATE);
  if (bytes === undefined) return { files: new Map() };
  try {
    const { files, ...rest } = stateSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { ...rest, files: new Map(Object.entries(files)) };
  } catch {
    return { files: new Map() };
  }
}

export async function writeState(folder: string, state: State): Promise<void> {
  const encoder = new TextEncoder();
  if ((await readInside(folder, `${FOLDER}/.gitignore`)) === undefined) {
    await writeInside(folder, `${FOLDER}/.gitignore`, encoder.encode("*\n"));
  }
  const json = { ...state, files: Object.fromEntries(state.files) };
  await writeInside(folder, STATE, encoder.encode(`${JSON.stringify(json, undefined, 2)}\n`));
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
