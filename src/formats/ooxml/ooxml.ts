import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import { type OfficeFormat, officeBlocks, officeReader, officeSplicer } from "../office/document.ts";
import type { TextDocument } from "../text/blocks.ts";
import { languageEdits, SETTINGS } from "./language.ts";
import { DOCX, outlineOf } from "./parts.ts";

const WORD: OfficeFormat = {
  name: "docx",
  outline: (archive, limits) => outlineOf(DOCX, archive, limits),
  languageEdits,
  settings: SETTINGS,
};

/** Word documents (ECMA-376 part 1, §17): read into units, and written back with other texts. */
export const docx = { read: officeReader(WORD), splice: officeSplicer(WORD) };

/** A Word document as blocks of plain text. @throws {Problem} as its reader */
export const parseDocx = (bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): TextDocument =>
  officeBlocks(WORD, bytes, limits);
