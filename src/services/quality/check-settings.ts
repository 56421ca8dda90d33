import { type CheckId, isCheckId, SEVERITIES, type Severity } from "../../domain/finding.ts";
import { subtitleLimits, type SubtitleLimits } from "../../domain/subtitle-limits.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import type { Context } from "../context.ts";

/** Severity of checks in a collection; `off` switches a check off. */
export interface CheckSettings {
  readonly severities: { readonly [id in CheckId]?: Severity | "off" };
  readonly subtitles?: SubtitleLimits;
  /** Words that people added to the dictionary of the collection, in small letters. */
  readonly words?: readonly string[];
}

/**
 * Reads the settings of a collection for checks: `settings.checks` = `{"numbers": "error", "names": "off"}`,
 * `settings.subtitles`, and `settings.spelling` = `{"words": ["полынья"]}`.
 */
export async function checkSettings(context: Context, collection: string): Promise<CheckSettings> {
  const found = await findCollection(context.storage, collection);
  return {
    severities: severitiesOf(found?.settings["checks"]),
    subtitles: subtitleLimits(found?.settings["subtitles"]),
    words: addedWords(found?.settings["spelling"]),
  };
}

function severitiesOf(setting: unknown): CheckSettings["severities"] {
  const severities: { [id in CheckId]?: Severity | "off" } = {};
  if (typeof setting !== "object" || setting === null) return severities;
  for (const [id, value] of Object.entries(setting)) {
    const severity = value === "off" ? "off" : SEVERITIES.find((known) => known === value);
    if (isCheckId(id) && severity !== undefined) severities[id] = severity;
  }
  return severities;
}

/** The words of `settings.spelling`. */
export function addedWords(setting: unknown): readonly string[] {
  if (typeof setting !== "object" || setting === null || !("words" in setting)) return [];
  const { words } = setting;
  return Array.isArray(words) ? words.filter((word): word is string => typeof word === "string") : [];
}
