import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { readSrx } from "../../formats/srx/srx.ts";
import { write } from "../../storage/problems.ts";
import { type Collection, isStaleCollection, updateCollection } from "../../storage/rows/collections.ts";
import { keepFile, readFile } from "../../storage/rows/files.ts";
import type { Statement } from "../../storage/port.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { compileRules } from "./internal/compile-rules.ts";
import {
  rulesByName,
  rulesFile,
  rulesName,
  type SegmentationMode,
  segmentationSettings,
} from "./known-rules.ts";
import { starterRules } from "./starter-rules.ts";

/** Segmentation rules of a collection, as people see them. */
export interface SegmentationView {
  /** `own`: the collection has no rules; texts are cut by ours. */
  readonly mode: SegmentationMode | "own";
  readonly filename?: string;
  /** Number of rules that hold for each language. A language without rules is cut by ours. */
  readonly languages: { readonly [language in Language]?: number };
  /** Rules of the file that are not applied, with the reason and the line. */
  readonly refused: readonly ProblemData[];
}

const NONE: SegmentationView = { mode: "own", languages: {}, refused: [] };

/** The rules of a collection. @throws {Problem} `not-found` */
export async function getSegmentation(context: Context, actor: Actor, id: string): Promise<SegmentationView> {
  const { settings } = await getCollection(context, actor, id);
  const own = segmentationSettings(settings["segmentation"]);
  const found = own && (await rulesByName(context, own.rules));
  if (own === undefined || found === undefined) return NONE;
  const { languages, refused } = found;
  return { mode: rulesFile(own.rules).mode, filename: own.filename, languages, refused };
}

/**
 * The rules of a collection as SRX: the file as it came in; without one, rules to begin with.
 *
 * @throws {Problem} `not-found`
 */
export async function exportSegmentation(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly bytes: Uint8Array; readonly filename: string }> {
  const { settings } = await getCollection(context, actor, id);
  const own = segmentationSettings(settings["segmentation"]);
  const bytes = own && (await readFile(context.storage, rulesFile(own.rules).hash));
  if (own !== undefined && bytes !== undefined) return { bytes, filename: own.filename };
  return { bytes: new TextEncoder().encode(starterRules()), filename: "starter.srx" };
}

/**
 * Gives a collection the rules of an SRX file. Files that come in later are cut by them; documents that are there keep
 * the rules that they came in by.
 *
 * @throws {Problem} `not-found`, `stale-version`, and those of `readSrx` and `compileRules`
 */
export async function setSegmentation(
  context: Context,
  actor: Actor,
  id: string,
  {
    bytes,
    filename,
    mode,
  }: { readonly bytes: Uint8Array; readonly filename: string; readonly mode: SegmentationMode },
  options: { readonly dryRun?: boolean } = {},
): Promise<SegmentationView> {
  const was = await getCollection(context, actor, id);
  const { languages, refused } = compileRules(readSrx(bytes), mode === "extend");
  const kept = await keepFile(bytes);
  if (!options.dryRun)
    await save(context, was, { rules: rulesName(mode, kept.hash), filename }, kept.statements);
  return { mode, filename, languages, refused };
}

/** Takes the rules of a collection away: texts are cut by ours again. @throws {Problem} `not-found`, `stale-version` */
export async function removeSegmentation(context: Context, actor: Actor, id: string): Promise<void> {
  const was = await getCollection(context, actor, id);
  if (was.settings["segmentation"] !== undefined) await save(context, was, undefined, []);
}

async function save(
  { storage }: Context,
  was: Collection,
  segmentation: unknown,
  statements: readonly Statement[],
): Promise<void> {
  try {
    await write(storage, [
      ...statements,
      updateCollection({ ...was, settings: { ...was.settings, segmentation } }, was.version),
    ]);
  } catch (error) {
    throw isStaleCollection(error)
      ? new Problem("stale-version", { wanted: was.version, found: was.version + 1 })
      : error;
  }
}
