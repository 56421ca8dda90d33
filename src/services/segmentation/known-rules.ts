import type { Segmentation } from "../../alignment/segmentation.ts";
import { undefinedOnProblem } from "../../domain/problem.ts";
import { readSrx } from "../../formats/srx/srx.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { readFile } from "../../storage/rows/files.ts";
import type { Context } from "../context.ts";
import { type CompiledRules, compileRules } from "./internal/compile-rules.ts";

/** How the rules of a file go with our own: in place of them, or where one of them matches. */
export const SEGMENTATION_MODES = ["replace", "extend"] as const;
export type SegmentationMode = (typeof SEGMENTATION_MODES)[number];

/** What a collection's settings say of its rules. */
export interface SegmentationSettings {
  /** `replace:HASH` or `extend:HASH`; the hash names the kept file. */
  readonly rules: string;
  readonly filename: string;
}

/** Reads `settings.segmentation` of a collection. */
export function segmentationSettings(setting: unknown): SegmentationSettings | undefined {
  if (typeof setting !== "object" || setting === null || !("rules" in setting)) return undefined;
  const { rules } = setting;
  if (typeof rules !== "string") return undefined;
  const filename =
    "filename" in setting && typeof setting.filename === "string" ? setting.filename : "rules.srx";
  return { rules, filename };
}

export const rulesName = (mode: SegmentationMode, hash: string): string => `${mode}:${hash}`;

/** Mode and hash of rules by their name. */
export function rulesFile(name: string): { readonly mode: SegmentationMode; readonly hash: string } {
  const [mode, hash = ""] = name.split(":");
  return { mode: mode === "extend" ? "extend" : "replace", hash };
}

/** Compiled rules by name, the newest last. They never change: their names hold the hash of the file. */
const COMPILED = new Map<string, CompiledRules>();
const MOST_COMPILED = 8;

/** The rules with a name; `undefined` where the file is not kept any more. */
export async function rulesByName(context: Context, name: string): Promise<CompiledRules | undefined> {
  const known = COMPILED.get(name);
  if (known !== undefined) return known;
  const { mode, hash } = rulesFile(name);
  const bytes = await readFile(context.storage, hash);
  const compiled = bytes && undefinedOnProblem(() => compileRules(readSrx(bytes), mode === "extend"));
  if (compiled === undefined) return undefined;
  const [oldest] = COMPILED.keys();
  if (COMPILED.size >= MOST_COMPILED && oldest !== undefined) COMPILED.delete(oldest);
  COMPILED.set(name, compiled);
  return compiled;
}

/** Rules that the service reads a file by: their name, for its import, and the rules. Both absent: our own. */
export interface FileRules {
  readonly name?: string;
  readonly segmentation?: Segmentation;
}

/** The rules with a name, for reading a file. */
export async function fileRules(context: Context, name: string | undefined): Promise<FileRules> {
  const found = name === undefined ? undefined : await rulesByName(context, name);
  return name === undefined || found === undefined ? {} : { name, segmentation: found.segmentation };
}

/** The rules of a collection, for reading a new file. */
export async function collectionRules(context: Context, collection: string): Promise<FileRules> {
  const found = await findCollection(context.storage, collection);
  return fileRules(context, segmentationSettings(found?.settings["segmentation"])?.rules);
}
