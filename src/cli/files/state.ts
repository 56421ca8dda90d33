import { z } from "zod";
import { readInside, writeInside } from "./paths.ts";

/*
 * The state between commands, in `.polynya/` of the working folder (which Git ignores): what was last exchanged with
 * the server for each file, so that changes of neither side are lost.
 */
const FOLDER = ".polynya";
const STATE = `${FOLDER}/state.json`;

const fileSchema = z.object({
  /** Hash of the bytes that both sides have: pulled, or pushed without conflict. */
  hash: z.string(),
  /** ETag of the export. */
  etag: z.string().exactOptional(),
  /** The last import that the export contains. */
  base: z.string().exactOptional(),
});
const stateSchema = z.object({
  files: z.record(z.string(), fileSchema),
  /** Ids of the imports of the last command, oldest first. A large file is sent in several. */
  lastImports: z.array(z.string()).default([]),
});

export type FileState = z.infer<typeof fileSchema>;
export interface State {
  readonly files: ReadonlyMap<string, FileState>;
  readonly lastImports: readonly string[];
}

/** Reads the state. A damaged one counts as empty: then all files count as changed. */
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

/** Stores the imports of a command. Without any, those of the command before stay. */
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
