import { codecOf, type OfficeFormat } from "../office/document.ts";
import { followWorkbook } from "./workbook.ts";
import { languageEdits, SETTINGS } from "./language.ts";
import { DOCX, outlineOf, type PackageKind, PPTX, XLSX } from "./parts.ts";

const officeFormat = (kind: PackageKind, settings: readonly string[]): OfficeFormat => ({
  name: kind.format,
  outline: (archive, limits) => outlineOf(kind, archive, limits),
  languageEdits,
  settings,
});

/** Word documents (ECMA-376 part 1, §17): read into units, and written back with other texts. */
export const docx = codecOf(officeFormat(DOCX, SETTINGS));
/** Presentations (§19). */
export const pptx = codecOf(officeFormat(PPTX, []));
/** Workbooks (§18): texts of cells, and no formulas, numbers or dates. */
export const xlsx = codecOf({ ...officeFormat(XLSX, []), follow: followWorkbook });
