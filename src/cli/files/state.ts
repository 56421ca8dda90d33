import { createHash } from "node:crypto";
import { z } from "zod";
import { readInside, writeInside } from "./paths.ts";

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
  /** Ids of the imports that the last command caused here, oldest first: a large file goes in as many. */
  lastImports: z.array(z.string()).default([]),
});

export type FileState = z.infer<typeof fileSchema>;
export interface State {
  readonly files: ReadonlyMap<string, FileState>;
  readonly lastImports: readonly string[];
}

/** A damaged state is as good as none: files then count as changed here. */
export async function readState(folder: string): Promise<State> {
  const bytes = await readInside(folder, STATE);
  if (bytes === undefined) return NOTHING;
  try {
    const { files, ...rest } = stateSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { ...rest, files: new Map(Object.entries(files)) };
  } catch {
    return NOTHING;
  }
}

const NOTHING: State = { files: new Map(), lastImports: [] };

/** Remembers which imports a command caused; one that caused none leaves those before it. */
export async function rememberImports(folder: string, imports: readonly string[]): Promise<void> {
  if (imports.length > 0) await writeState(folder, { ...(await readState(folder)), lastImports: imports });
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
