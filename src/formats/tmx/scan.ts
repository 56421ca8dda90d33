import { Problem, type ProblemData } from "../../domain/problem.ts";
import { isState, type Note } from "../../domain/unit.ts";
import { addToBase, ITEM_PREFIX } from "../unit-base.ts";
import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import { createXmlParser, type XmlElement, type XmlParser } from "../xml/reader.ts";
import {
  languageOfTag,
  newScanState,
  reject,
  rejectFor,
  type Role,
  type ScannedTu,
  type ScanState,
  type TmxHeader,
} from "./scan-state.ts";

export interface TmxScanner {
  readonly parser: XmlParser;
  /** The header as far as it has been read. */
  header(): TmxHeader;
  /** Problems that are not a reason to reject a unit. */
  warnings(): readonly ProblemData[];
}

/** Prefix of the note category for TMX properties: `prop:TYPE`, or `prop:TAG:TYPE` for those of a variant. */
export const PROPERTY = "prop:";
const propertyCategory = (type: string, tag?: string) =>
  `${PROPERTY}${tag === undefined ? "" : `${tag}:`}${type}`;

const MAX_WARNINGS = 1000;
const STATE_PROPERTY = `${ITEM_PREFIX}state`;

/**
 * Makes a scanner that reads TMX 1.1–1.4b in one pass and passes on each `tu` at its end.
 *
 * @throws {Problem} `xml-*`; `tmx-invalid` if the file is not TMX
 */
export function createTmxScanner(
  onUnit: (tu: ScannedTu) => void,
  options: { readonly limits?: Limits } = {},
): TmxScanner {
  const { limits = DEFAULT_LIMITS } = options;
  const state = newScanState(limits);
  const { roles, builder } = state;
  const undeclared = new Set<string>();
  const parser: XmlParser = createXmlParser(
    {
      open(element) {
        if (element.local === "tu" && roles.includes("tu")) giveUp(state, element, onUnit);
        roles.push(openElement(state, element, roles[roles.length - 1]));
      },
      close(element, end, contentEnd) {
        const role = roles.pop();
        if (role === "inline") {
          if (state.isBuilding) builder.close(element);
        } else if (role === "tu") endUnit(state, end, onUnit);
        else closePart(state, role, end, contentEnd);
      },
      wantsSpace() {
        const role = roles[roles.length - 1];
        return role === "seg" || role === "inline" || role === "note" || role === "prop";
      },
      text(data) {
        addText(state, roles[roles.length - 1], data, parser);
      },
      invalid(problem) {
        takeInvalid(state, problem);
      },
      crossed(problem, name) {
        const unit = roles.indexOf("tu");
        if (unit < 0) throw problem;
        reject(state, problem, problem.place.line ?? 0);
        state.isBuilding = false;
        // The end of all units also ends one that has no end of its own.
        return name === "body" ? roles.indexOf("body") : unit;
      },
      undeclared: (prefix) => undeclared.add(prefix),
    },
    limits,
  );
  return {
    parser,
    header: () => state.header,
    warnings: () => [...undeclaredWarning([...undeclared]), ...state.warnings],
  };
}

/** The warning that both XLIFF and TMX give for prefixes without `xmlns`. */
const undeclaredWarning = (prefixes: readonly string[]): ProblemData[] =>
  prefixes.length === 0
    ? []
    : [{ code: "prefix-undeclared", params: { prefixes: prefixes.slice(0, 20).join(", ") } }];

/** Passes on the open unit, if it was not given up before. */
function endUnit(state: ScanState, end: number, onUnit: (tu: ScannedTu) => void): void {
  if (state.tu === undefined) return;
  state.tu.end = end;
  onUnit(state.tu);
  state.tu = undefined;
}

/** Rejects an open unit in which another one begins: its own end is missing. The elements of it stay open. */
function giveUp(state: ScanState, { start, line }: XmlElement, onUnit: (tu: ScannedTu) => void): void {
  reject(state, { code: "xml-tags-crossed", params: {} }, state.tu?.line ?? line);
  endUnit(state, start, onUnit);
  state.variant = undefined;
  state.isBuilding = false;
}

/** Handles the start of an element and returns its role. */
function openElement(state: ScanState, element: XmlElement, parent: Role | undefined): Role {
  const { local } = element;
  // Below a unit that was given up, units begin as they do in the body.
  if (local === "tu" && state.roles.includes("tu")) return openUnit(state, element);
  switch (parent) {
    case undefined:
      return openRoot(state, element);
    case "tmx":
      if (local !== "header") return local === "body" ? "body" : "skip";
      state.header = {
        ...state.header,
        attributes: element.attributes,
        tag: { start: element.start, contentStart: element.contentStart },
      };
      return "header";
    case "body":
      return local === "tu" ? openUnit(state, element) : "skip";
    case "header":
    case "tu":
    case "tuv":
      return openChild(state, element, parent);
    case "seg":
    case "inline":
      openCode(state, element);
      return "inline";
    default:
      return "skip";
  }
}

function openRoot(state: ScanState, { local, attributes, line }: XmlElement): Role {
  const version = attributes["version"] ?? "";
  if (local !== "tmx" || !/^1\.\d/u.test(version)) {
    throw new Problem(
      local === "tmx" ? "tmx-invalid" : "xml-namespace",
      { rule: "version", element: local, found: local },
      { line },
    );
  }
  state.header = { ...state.header, version };
  return "tmx";
}

function openUnit(state: ScanState, element: XmlElement): Role {
  state.units += 1;
  if (state.units > state.limits.units)
    throw new Problem("too-large", { limit: state.limits.units, what: "units" });
  const own = element.attributes["tuid"] ?? "";
  const name = own === "" ? `#${state.units}` : own;
  // Memories often repeat ids, so a repeated id is not a reason to reject an entry.
  const copy = own === "" ? 1 : state.occurrenceOf(own);
  state.tu = {
    key: copy === 1 ? name : `${name}~${copy}`,
    line: element.line,
    variants: [],
    notes: [],
    base: {},
    rejection: undefined,
    date: dateOf(element),
    srclang: element.attributes["srclang"],
    start: element.start,
    contentStart: element.contentStart,
    end: element.contentStart,
  };
  if (state.pending !== undefined) reject(state, state.pending, element.line);
  state.pending = undefined;
  return "tu";
}

function openChild(state: ScanState, element: XmlElement, parent: "header" | "tu" | "tuv"): Role {
  const { local } = element;
  if (local === "note" || local === "prop") {
    state.characters = "";
    state.isCut = false;
    state.attributes = element.attributes;
    return local;
  }
  if (parent === "tu" && local === "tuv") return openVariant(state, element);
  if (parent === "tuv" && local === "seg" && state.variant !== undefined) {
    state.builder.begin();
    state.isBuilding = true;
    state.variant.hasSeg = true;
    state.variant.segStart = element.contentStart;
    state.variant.segSelfClosing = element.selfClosing;
    return "seg";
  }
  return "skip";
}

function openVariant(state: ScanState, element: XmlElement): Role {
  // TMX 1.1 and 1.2 had `lang` without a prefix.
  const tag = element.attributes["xml:lang"] ?? element.attributes["lang"] ?? "";
  if (tag === "")
    reject(state, { code: "tmx-invalid", params: { rule: "xml:lang", element: "tuv" } }, element.line);
  state.variant = {
    tag,
    language: languageOfTag(state, tag),
    content: [],
    state: undefined,
    segStart: -1,
    segEnd: -1,
    segSelfClosing: false,
    hasSeg: false,
    start: element.start,
    end: element.contentStart,
  };
  state.tu?.variants.push(state.variant);
  const date = dateOf(element);
  if (state.tu !== undefined && date > state.tu.date) state.tu.date = date;
  return "tuv";
}

/** The date of the last change that an element names, else of its creation; empty where it names none. */
const dateOf = ({ attributes }: XmlElement): string =>
  attributes["changedate"] ?? attributes["creationdate"] ?? "";

function openCode(state: ScanState, element: XmlElement): void {
  if (!state.isBuilding) return;
  try {
    state.builder.open(element);
  } catch (error) {
    rejectFor(state, error, element.line);
  }
}

function addText(state: ScanState, role: Role | undefined, data: string, parser: XmlParser): void {
  if (role === "seg" || role === "inline") {
    if (!state.isBuilding) return;
    try {
      state.builder.text(data);
    } catch (error) {
      rejectFor(state, error, parser.line);
    }
  } else if (role === "note" || role === "prop") {
    if (state.isCut || !hasPlace(state)) return;
    state.characters += data;
    if (state.characters.length <= state.limits.text) return;
    rejectFor(state, new Problem("too-long", { limit: state.limits.text }), parser.line);
    state.isCut = true;
  }
}

/** Handles the end of a segment, a variant, a note or a property. */
function closePart(state: ScanState, role: Role | undefined, end: number, contentEnd: number): void {
  const { variant } = state;
  if (role === "seg") {
    if (variant === undefined || !state.isBuilding) return;
    variant.content = state.builder.content();
    variant.segEnd = contentEnd;
    state.isBuilding = false;
  } else if (role === "tuv" && variant !== undefined) {
    variant.end = end;
    state.variant = undefined;
    if (!variant.hasSeg) warnOfMissing(state, variant.tag);
  } else if (role === "note" || role === "prop") closeRemark(state, role);
}

/** Rejects the unit that contains characters or references that XML forbids; outside a unit, the whole file. */
function takeInvalid(state: ScanState, problem: Problem): void {
  const role = state.roles[state.roles.length - 1];
  if (state.tu !== undefined) reject(state, problem, problem.place.line ?? state.tu.line);
  else if (role === "body") state.pending ??= problem;
  else throw problem;
}

function warnOfMissing({ tu, warnings }: ScanState, tag: string): void {
  if (tu === undefined || warnings.length >= MAX_WARNINGS) return;
  warnings.push({
    code: "tmx-invalid",
    params: { rule: "seg", element: `tuv ${tag}` },
    place: { line: tu.line, unit: tu.key },
  });
}

/** False for a note or property that stood open in a unit when that was given up. */
const hasPlace = ({ tu, roles }: ScanState): boolean => tu !== undefined || roles[1] === "header";

/** Our own properties are metadata of the unit; all other notes and properties become notes. */
function closeRemark(state: ScanState, role: "note" | "prop") {
  if (!hasPlace(state)) return;
  const { attributes, characters, headerNotes, tu, variant } = state;
  const type = attributes["type"] ?? "";
  if (role === "prop" && type.startsWith(ITEM_PREFIX)) {
    const value = characters.trim();
    if (type === STATE_PROPERTY && variant !== undefined) variant.state = isState(value) ? value : undefined;
    else if (tu !== undefined) tu.base = addToBase(tu.base, type, characters);
    return;
  }
  if (characters.trim() === "") return;
  const tag = variant?.tag;
  const category = role === "prop" ? propertyCategory(type, tag) : tag;
  const note: Note = { text: characters, ...(category === undefined ? {} : { category }) };
  (tu?.notes ?? headerNotes).push(note);
}
