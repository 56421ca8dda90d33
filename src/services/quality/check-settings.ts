import { type CheckId, isCheckId, SEVERITIES, type Severity } from "../../domain/finding.ts";
import { subtitleLimits, type SubtitleLimits } from "../../domain/subtitle-limits.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import type { Context } from "../context.ts";

/** Severity of checks in a collection; `off` switches a check off. */
export interface CheckSettings {
  readonly severities: { readonly [id in CheckId]?: Severity | "off" };
  readonly subtitles?: SubtitleLimits;
}

/**
 * Reads the settings of a collection for checks: `settings.checks` = `{"numbers": "error", "names": "off"}`, and
 * `settings.subtitles`.
 */
export async function checkSettings(context: Context, collection: string): Promise<CheckSettings> {
  const found = await findCollection(context.storage, collection);
  return {
    severities: severitiesOf(found?.settings["checks"]),
    subtitles: subtitleLimits(found?.settings["subtitles"]),
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
