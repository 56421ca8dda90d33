import type { ProblemData } from "../../../src/domain/problem.ts";
import { DEFAULT_LIMITS } from "../../../src/formats/contract.ts";
import { decodeXml } from "../../../src/formats/xml/decode.ts";
import type { ScannedUnit } from "../../../src/formats/xliff/scan/scanned.ts";
import { type ScanOptions } from "../../../src/formats/xliff/scan/state.ts";
import { scanUnits } from "../../../src/formats/xliff/scan/scan-units.ts";
import { splice, type Spliced, type SpliceOptions } from "../../../src/formats/xliff/splice/splice.ts";
import type { UnitChange } from "../../../src/formats/xliff/splice/unit-editor.ts";

/** All units of a file by key, with the offsets of their parts. */
export function scanFile(bytes: Uint8Array, options: Pick<ScanOptions, "also"> = {}) {
  const decoded = decodeXml(bytes);
  const units = new Map<string, ScannedUnit>();
  const file = scanUnits(
    { parts: () => [decoded.text] },
    { limits: DEFAULT_LIMITS, ...options },
    (unit) => units.set(unit.key, unit),
    true,
  );
  return { decoded, file, units };
}

/** Splices changes by key. A key that is not in the file becomes a finding. */
export function spliceChanges(
  original: Uint8Array,
  changes: ReadonlyMap<string, UnitChange>,
  options: SpliceOptions = {},
): Spliced {
  const seen = new Set<string>();
  const spliced = splice(
    original,
    ({ key }) => {
      if (changes.has(key)) seen.add(key);
      return changes.get(key);
    },
    options,
  );
  const unknown = [...changes.keys()]
    .filter((key) => !seen.has(key))
    .map((key): ProblemData => ({ code: "unit-unknown", params: { key }, place: { unit: key } }));
  return { ...spliced, findings: [...unknown, ...spliced.findings] };
}
