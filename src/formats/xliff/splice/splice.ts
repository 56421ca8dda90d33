import type { ProblemData } from "../../../domain/problem.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../../contract.ts";
import { decodeXml } from "../../xml/decode.ts";
import { createEditing } from "../../xml/edits.ts";
import type { Enrichment } from "../enrichment.ts";
import type { ScannedUnit } from "../scan/scanned.ts";
import { scanUnits } from "../scan/scan-units.ts";
import { addEnrichment } from "./add-enrichment.ts";
import { changeTransUnit } from "./change-trans-unit.ts";
import { changeUnit } from "./change-unit.ts";
import { createUnitEditor, finishEdits, type UnitChange } from "./unit-editor.ts";

export interface SpliceOptions extends ReadOptions, Enrichment {
  /** Language tag for the targets of 1.2 candidates. */
  readonly targetTag?: string;
}

export interface Spliced {
  readonly bytes: Uint8Array;
  /** Changes that the file has no place for, by unit. Those units are as they were. */
  readonly findings: readonly ProblemData[];
}

/**
 * Writes changes into an original file in one pass: targets, sources, states, and our own metadata, candidates and
 * terms. All bytes outside of the changes stay; without a change the result is the very same array.
 *
 * @param changeOf asked once for each unit, in order; a target that the file has already is no change
 */
export function splice(
  original: Uint8Array,
  changeOf: (unit: ScannedUnit) => UnitChange | undefined,
  options: SpliceOptions = {},
): Spliced {
  const decoded = decodeXml(original, options);
  const findings: ProblemData[] = [];
  const editing = createEditing(original, decoded);
  const additions = [options.bases, options.candidates, options.glossary].filter((map) => map !== undefined);
  scanUnits(
    decoded.text,
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
    (unit, file) => {
      const change = changeOf(unit);
      const isEnriched = additions.some((map) => map.has(unit.key));
      if (change === undefined && !isEnriched) return;
      const editor = createUnitEditor(unit, decoded.text, file);
      const apply = file.major === 2 ? changeUnit : changeTransUnit;
      const finding = change === undefined ? undefined : apply(editor, change);
      if (finding !== undefined) findings.push(finding);
      if (isEnriched) addEnrichment(editor, options);
      editing.apply(finishEdits(editor));
    },
    true,
  );
  return { bytes: editing.bytes(), findings };
}
