import { Problem } from "../../../domain/problem.ts";
import type { ScannedFile, ScannedUnit } from "./scanned.ts";
import { createScanner } from "./scanner.ts";
import type { ScanOptions } from "./state.ts";

/**
 * Reads a whole document and hands over its units in order. Keys name the `file` when the document has several. Where
 * the text alone does not tell whether it has, the units wait until that is known.
 */
export function scanUnits(
  text: string,
  options: Omit<ScanOptions, "offsets" | "severalFiles">,
  onUnit: (unit: ScannedUnit, file: ScannedFile) => void,
  offsets = false,
): ScannedFile {
  const severalFiles = hasSeveralFiles(text);
  if (!severalFiles) return scanOnce(text, { ...options, severalFiles }, onUnit, offsets);
  const units: [ScannedUnit, ScannedFile][] = [];
  const file = scanOnce(text, { ...options, severalFiles }, (...unit) => units.push(unit), offsets);
  if (file.files > 1) {
    for (const [unit, of] of units) onUnit(unit, of);
    return file;
  }
  // The second `<file` stood in a comment or a skeleton. Scan again with short keys, without telling the listener twice.
  const { also: _, ...again } = options;
  return scanOnce(text, { ...again, severalFiles: false }, onUnit, offsets);
}

function scanOnce(
  text: string,
  options: ScanOptions,
  onUnit: (unit: ScannedUnit, file: ScannedFile) => void,
  offsets: boolean,
): ScannedFile {
  const scanner = createScanner(
    (unit) => {
      const file = scanner.file();
      if (file !== undefined) onUnit(unit, file);
    },
    { ...options, offsets },
  );
  scanner.parser.write(text);
  scanner.parser.close();
  const file = scanner.file();
  if (file === undefined) throw new Problem("xml-malformed", { reason: "no root element" });
  const prefixes = scanner.undeclared();
  if (prefixes.length > 0)
    file.warnings.push({ code: "prefix-undeclared", params: { prefixes: prefixes.slice(0, 20).join(", ") } });
  return file;
}

/** True when the text has several `file` elements, or what looks like them. Looks for the name, because `<` is far more frequent. */
function hasSeveralFiles(text: string): boolean {
  let files = 0;
  for (let at = text.indexOf("file"); at >= 0 && files < 2; at = text.indexOf("file", at + 4)) {
    const isTag = /<(?:[\w.-]+:)?$/u.test(text.slice(Math.max(0, at - 64), at));
    if (isTag && /^[\s/>]/u.test(text.slice(at + 4, at + 5))) files += 1;
  }
  return files > 1;
}
