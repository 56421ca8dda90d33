import { DEFAULT_LIMITS } from "../../contract.ts";
import { addToBase } from "../../unit-base.ts";
import { createXmlParser, type XmlElement, type XmlParser } from "../../xml/reader.ts";
import type { ValidatorContext } from "../validation/validator.ts";
import { addData, closeNote } from "./notes-and-metadata.ts";
import { roleOf, spanOfRole } from "./roles.ts";
import type { ScannedFile, ScannedUnit } from "./scanned.ts";
import {
  createScannerState,
  HOLDS_TEXT,
  reject,
  rejectFor,
  type ScanOptions,
  type ScannerState,
} from "./state.ts";
import { closeContent } from "./texts.ts";
import { closeUnit } from "./units.ts";

export interface Scanner {
  readonly parser: XmlParser;
  /** Known after the root element. */
  file(): ScannedFile | undefined;
  /** Prefixes that the file uses without a declaration, so far. */
  undeclared(): readonly string[];
}

/**
 * Reads XLIFF of any version in one pass and hands over each unit as soon as it ends, with the offsets that splicing
 * needs. It knows only the structure: `read` decides what languages and states mean.
 *
 * @throws {Problem} `xml-namespace`, `xliff-version`, `xml-*` for a file that is no XLIFF. What is wrong with one unit
 *   is the unit's `rejection`.
 */
export function createScanner(onUnit: (unit: ScannedUnit) => void, options: ScanOptions = {}): Scanner {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const state = createScannerState(onUnit, options, limits);
  const { also } = options;
  const parser = createXmlParser(
    {
      open(element) {
        openElement(state, element);
        also?.open(element, context);
      },
      close(element, end, contentEnd) {
        also?.close(element);
        closeElement(state, element, end, contentEnd);
      },
      text(data) {
        also?.text(data);
        addText(state, data, limits.text);
      },
      undeclared: (prefix) => state.undeclared.add(prefix),
      wantsSpace: () => HOLDS_TEXT.has(state.frames[state.depth - 1]?.role ?? "skip"),
    },
    limits,
  );
  state.line = () => parser.line;
  const context: ValidatorContext = {
    resolve: parser.resolve,
    isRepeatedUnit: () => state.isRepeated,
    hasUnit: (id) => state.keys.has(id) || state.ids.has(id),
  };
  return { parser, file: () => state.file, undeclared: () => [...state.undeclared] };
}

function openElement(state: ScannerState, element: XmlElement) {
  const parent = state.frames[state.depth - 1];
  const frame = (state.frames[state.depth] ??= {
    role: "skip",
    translate: true,
    span: undefined,
    notes: undefined,
  });
  const around = parent?.translate ?? true;
  const { translate } = element.attributes;
  const translatable = translate === undefined ? around : around ? translate !== "no" : translate === "yes";
  state.innerSpan = undefined;
  const role = roleOf(state, element, parent?.role, translatable);
  state.depth += 1;
  frame.role = role;
  frame.translate = role === "inline" ? around : translatable;
  frame.notes = undefined;
  frame.span = state.offsets ? spanOfRole(state, role) : undefined;
}

function closeElement(state: ScannerState, element: XmlElement, end: number, contentEnd: number) {
  state.depth -= 1;
  const frame = state.frames[state.depth];
  if (frame === undefined) return;
  const { role, span } = frame;
  if (span !== undefined) {
    span.end = end;
    span.contentEnd = contentEnd;
  }
  switch (role) {
    case "inline":
      state.builder?.close(element);
      return;
    case "source":
    case "seg-source":
    case "target":
      closeContent(state, role);
      return;
    case "unit":
      closeUnit(state);
      return;
    case "note":
      closeNote(state);
      return;
    case "data":
      addData(state, state.dataId, state.characters);
      return;
    case "base-item":
      state.base = addToBase(state.base, state.baseItem, state.characters);
      return;
    default:
  }
}

function addText(state: ScannerState, data: string, limit: number) {
  const role = state.frames[state.depth - 1]?.role;
  if (role === "source" || role === "target" || role === "inline" || role === "seg-source") {
    if (state.unit?.rejection?.code === "too-long") return;
    try {
      state.builder?.text(data);
    } catch (error) {
      rejectFor(state, error);
    }
  } else if (role === "note" || role === "data" || role === "base-item") {
    if (state.isCut) return;
    state.characters += data;
    if (state.characters.length <= limit) return;
    state.characters = "";
    state.isCut = true;
    const problem = { code: "too-long", params: { limit } } as const;
    // A note of a group belongs to no unit yet: it is left out, and named.
    if (state.unit === undefined) state.file?.warnings.push({ ...problem, place: { line: state.line() } });
    else reject(state, problem);
  }
}
