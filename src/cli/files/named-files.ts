import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Problem } from "../../domain/problem.ts";
import { guessFormat } from "../../formats/registry.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Invocation } from "../command.ts";
import { CONFIG_FILE } from "./config.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere, reasonOf } from "./paths.ts";
import { errorInSentences } from "../talk/error-text.ts";
import { oneLine } from "../talk/terminal.ts";

/** Most files of one command, and most files that are listed by name. */
export const MOST_FILES = 10_000;
const TOLD = 5;

export interface NamedFile {
  /** As on the command line, or below a folder of the command line. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of the command line, or of a folder of the command line. */
export type FileOfCommand = NamedFile & { readonly fromFolder: boolean };

export interface NamedFiles {
  readonly files: readonly NamedFile[];
  /** Files of the folder without readable texts. Hidden files and those of Polynya are not listed. */
  readonly leftOut: readonly string[];
  readonly isFolder: boolean;
}

/**
 * A file, or all files with texts below a folder, in the order of their names; `undefined` when there is
 * neither.
 *
 * @param withRefused whether documents of formats that are not read belong to them, so that they are refused one by one
 * @throws {Failure} `not-read` (74), `files-many` (2)
 */
export async function namedFiles(
  folder: string,
  typed: string,
  { withRefused = false }: { readonly withRefused?: boolean } = {},
): Promise<NamedFiles | undefined> {
  const absolute = resolve(folder, typed);
  const isFolder = await stat(absolute).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const bytes = await readIfThere(absolute, typed);
    return bytes === undefined ? undefined : { files: [{ name: typed, bytes }], leftOut: [], isFolder };
  }
  const files: NamedFile[] = [];
  const leftOut: string[] = [];
  for (const { path, isLink } of await entriesBelow(absolute, typed)) {
    // A link may lead in a circle or out of the folder.
    const bytes = isLink ? undefined : await readIfThere(resolve(folder, path), path);
    if (bytes === undefined || !holdsTexts(bytes, path, withRefused)) {
      leftOut.push(path);
      continue;
    }
    files.push({ name: path, bytes });
    if (files.length > MOST_FILES) throw new Failure(EXIT.usage, "files-many", { limit: MOST_FILES });
  }
  return { files, leftOut, isFolder };
}

/** Says how many files were left out and why, and names the first few. */
export function sayLeftOut(
  invocation: Invocation,
  leftOut: readonly string[],
  why: "no-texts" | "other-language" = "no-texts",
): void {
  if (leftOut.length === 0) return;
  invocation.say(`talk.left-out-${why}`, { count: leftOut.length, files: listed(invocation, leftOut) });
}

/** The first few of these files by name, and the number of the others. */
export function listed(invocation: Invocation, paths: readonly string[]): string {
  const shown = paths.slice(0, TOLD).map(oneLine).join(", ");
  const rest = paths.length - TOLD;
  return rest > 0 ? invocation.t("talk.and-more", { files: shown, rest }) : shown;
}

/**
 * Says why a file of a folder was refused. The other files of the folder count, and the command ends with `badData`.
 *
 * @throws whatever concerns not this file alone
 */
export function sayRefused({ environment, messages, paint }: Invocation, name: string, error: unknown): void {
  if (!(error instanceof Problem)) throw error;
  const { file: _, ...place } = error.place;
  const text = errorInSentences(new Problem(error.code, error.params, place), messages);
  environment.err(`${paint("red", oneLine(name))}: ${oneLine(text)}\n`);
}

interface Entry {
  readonly path: string;
  readonly isLink: boolean;
}

/** Files and links below a folder by path, without hidden ones and folders of other programs and of Polynya. */
async function entriesBelow(absolute: string, shown: string): Promise<Entry[]> {
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw new Failure(EXIT.inputOutput, "not-read", { path: shown, reason: reasonOf(error) });
    },
  );
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => ({
      below: join(entry.parentPath.slice(absolute.length), entry.name),
      isLink: entry.isSymbolicLink(),
    }))
    .filter(({ below }) => !below.split(/[/\\]/u).some((part) => part.startsWith(".") || OTHERS.has(part)))
    .map(({ below, isLink }) => ({ path: join(shown, below), isLink }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const OTHERS = new Set(["node_modules", CONFIG_FILE]);

function holdsTexts(bytes: Uint8Array, path: string, withRefused: boolean): boolean {
  try {
    return traitsOf(guessFormat(bytes, basename(path))).canRead ?? false;
  } catch (error) {
    // A document that could be saved in another format is refused by name where it was to go in.
    return withRefused && error instanceof Problem && error.code.startsWith("document-");
  }
}
