import { type ProblemData, problemOfUnit } from "../../../domain/problem.ts";
import { DEFAULT_LIMITS, type ReadOptions, type WriteOptions } from "../../contract.ts";
import { decodeXmlParts } from "../../xml/decode.ts";
import { attributeEdit, createEditingInParts, type TextView } from "../../xml/edits.ts";
import type { Enrichment } from "../enrichment.ts";
import type { ScannedFile, ScannedUnit, Span } from "../scan/scanned.ts";
import { scanUnits } from "../scan/scan-units.ts";
import { addEnrichment } from "./add-enrichment.ts";
import { changeTransUnit } from "./change-trans-unit.ts";
import { changeUnit } from "./change-unit.ts";
import { createUnitEditor, finishEdits, spaceBefore, type UnitChange } from "./unit-editor.ts";

export interface SpliceOptions extends ReadOptions, Enrichment, Pick<WriteOptions, "sink"> {
  /** Language tag of the targets in what is added to units. */
  readonly targetTag?: string;
  /** Target language to declare for a unit and its neighbours; `undefined` leaves the declaration as it is. */
  readonly declares?: (unit: ScannedUnit) => string | undefined;
  /** Markup of further units for a `file`. Asked once for each, with its last unit. */
  readonly furtherUnits?: (last: ScannedUnit, file: ScannedFile) => readonly string[];
}

export interface Spliced {
  readonly bytes: Uint8Array;
  /** Changes that the file has no place for, by unit. Those units are as they were. */
  readonly findings: readonly ProblemData[];
  /** True when more changed than the declared target language. */
  readonly isChanged: boolean;
}

/**
 * Writes changes into an original file in one pass: targets, sources, states, the target language, further units, and
 * our own metadata, candidates and terms. All bytes outside of the changes stay; without a change the result is the very
 * same array.
 *
 * @param changeOf asked once for each unit, in order; a target that the file has already is no change
 */
export function splice(
  original: Uint8Array,
  changeOf: (unit: ScannedUnit) => UnitChange | undefined,
  options: SpliceOptions = {},
): Spliced {
  const decoded = decodeXmlParts(original, options);
  const findings: ProblemData[] = [];
  const editing = createEditingInParts(original, decoded, options.sink);
  const { text } = editing;
  const additions = [options.bases, options.candidates, options.glossary].filter((map) => map !== undefined);
  let isChanged = false;
  let last: ScannedUnit | undefined;
  /** White space in front of it. */
  let space = "";
  let declared: Span | undefined;

  const endFile = (unit: ScannedUnit, file: ScannedFile) => {
    const further = options.furtherUnits?.(unit, file) ?? [];
    if (further.length === 0) return;
    const { end } = unit.span;
    editing.apply([{ start: end, end, text: further.map((markup) => space + markup).join("") }]);
    isChanged = true;
  };
  const parts = function* (): Generator<string> {
    for (const part of decoded.parts()) {
      editing.feed(part);
      yield part;
      // Units that a file lacks will stand behind its last one. The end of its tag is looked up once more.
      if (last !== undefined) editing.pass(last.span.end - 1);
    }
  };
  const file = scanUnits(
    { parts, earlier: decoded.parts },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
    (unit, of) => {
      if (last !== undefined && last.file !== unit.file) endFile(last, of);
      last = unit;
      space = spaceBefore(text, unit.span.start);
      if (declared !== unit.declaration) {
        declared = unit.declaration;
        editing.apply(declareTarget(text, unit, of, options.declares?.(unit)));
      }
      const change = changeOf(unit);
      const isEnriched = additions.some((map) => map.has(unit.key));
      if (change === undefined && !isEnriched) return;
      const editor = createUnitEditor(unit, text, of);
      const apply = of.major === 2 ? changeUnit : changeTransUnit;
      const finding = change && findingOr(unit.key, () => apply(editor, change));
      if (finding !== undefined) {
        findings.push(finding);
        return;
      }
      if (isEnriched) addEnrichment(editor, options);
      const edits = finishEdits(editor);
      isChanged ||= edits.length > 0;
      editing.apply(edits);
    },
    true,
  );
  if (last !== undefined) endFile(last, file);
  return { bytes: editing.bytes(), findings, isChanged };
}

/** The finding of a change to a unit, or the problem of a text that the file cannot hold. */
function findingOr(unit: string, apply: () => ProblemData | undefined): ProblemData | undefined {
  try {
    return apply();
  } catch (error) {
    return problemOfUnit(error, unit);
  }
}

/** The edit that declares the target language in the element that holds a unit. */
function declareTarget(
  text: TextView,
  { declaration }: ScannedUnit,
  { major }: ScannedFile,
  tag: string | undefined,
) {
  if (tag === undefined) return [];
  const name = major === 1 ? "target-language" : "trgLang";
  return attributeEdit(text, declaration.start, declaration.contentStart, name, tag);
}
