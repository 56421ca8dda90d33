import { Problem } from "../../../domain/problem.ts";
import type { ScannedFile, ScannedUnit } from "./scanned.ts";
import { createScanner } from "./scanner.ts";
import type { ScanOptions } from "./state.ts";

interface DocumentText {
  readonly parts: () => Iterable<string>;
  readonly earlier?: () => Iterable<string>;
}

/**
 * Reads a whole document and hands over its units in order. Keys name the `file` when the document has several, which
 * only a reading before this one tells.
 *
 * @param parts the text of the document, from its beginning at each call
 * @param earlier the same for the reading before, where only one reading may ask for `parts`
 */
export function scanUnits(
  { parts, earlier = parts }: DocumentText,
  options: Omit<ScanOptions, "offsets" | "severalFiles">,
  onUnit: (unit: ScannedUnit, file: ScannedFile) => void,
  offsets = false,
): ScannedFile {
  const { also: _, ...alone } = options;
  // What looks like a second `file` may stand in a comment or a skeleton.
  const severalFiles =
    seemsToHaveSeveralFiles(earlier()) &&
    scanOnce(earlier(), { ...alone, severalFiles: true }, () => undefined).files > 1;
  return scanOnce(parts(), { ...options, severalFiles, offsets }, onUnit);
}

function scanOnce(
  parts: Iterable<string>,
  options: ScanOptions,
  onUnit: (unit: ScannedUnit, file: ScannedFile) => void,
): ScannedFile {
  const scanner = createScanner((unit) => {
    const file = scanner.file();
    if (file !== undefined) onUnit(unit, file);
  }, options);
  for (const part of parts) scanner.parser.write(part);
  scanner.parser.close();
  const file = scanner.file();
  if (file === undefined) throw new Problem("xml-malformed", { reason: "no root element" });
  const prefixes = scanner.undeclared();
  if (prefixes.length > 0)
    file.warnings.push({ code: "prefix-undeclared", params: { prefixes: prefixes.slice(0, 20).join(", ") } });
  return file;
}

/** Longest prefix of a name that is looked at, with `<` and `:`. */
const LONGEST_PREFIX = 64;

/** True when the text has several `file` elements, or what looks like them. Looks for the name, because `<` is far more frequent. */
function seemsToHaveSeveralFiles(parts: Iterable<string>): boolean {
  let files = 0;
  let rest = "";
  for (const part of parts) {
    const text = rest + part;
    // A name at the end may go on: it is looked at with the next part.
    const end = text.length - "file".length;
    let at = text.indexOf("file", rest === "" ? 0 : LONGEST_PREFIX);
    for (; at >= 0 && at < end && files < 2; at = text.indexOf("file", at + 4)) {
      const isTag = /<(?:[\w.-]+:)?$/u.test(text.slice(Math.max(0, at - LONGEST_PREFIX), at));
      if (isTag && /^[\s/>]/u.test(text.slice(at + 4, at + 5))) files += 1;
    }
    if (files > 1) return true;
    rest = text.slice(Math.max(0, end - LONGEST_PREFIX));
  }
  return false;
}
