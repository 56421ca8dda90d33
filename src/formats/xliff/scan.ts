import { languageOf, type Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { type Content, type Inline, plainText, tidy } from "../../domain/segment.ts";
import { isState, type Note, type State } from "../../domain/unit.ts";
import { DEFAULT_LIMITS, type Limits, type UnitBase } from "../format.ts";
import { createXmlParser, type XmlAttributes, type XmlElement, type XmlParser } from "../xml/reader.ts";
import { type ContentBuilder, createContentBuilder } from "./content-builder.ts";
import { addToBase, type BaseDraft, finishBase } from "../unit-base.ts";
import { type MappedState, leastMature, stateFrom } from "./states.ts";
import type { Validator, ValidatorContext } from "./validate.ts";
import { MODULES, type Major, majorOf, nmtoken, OURS, SDL } from "./vocabulary.ts";

/** An element's place in the text: `<`, just after the `>` of its start tag, `<` of its end tag, just after that. */
export interface Span {
  readonly start: number;
  readonly contentStart: number;
  contentEnd: number;
  end: number;
  readonly name: string;
  readonly selfClosing: boolean;
}

/** A `segment` or `ignorable` of 2.x; the whole `trans-unit` of 1.2. */
export interface ScannedSegment {
  readonly kind: "segment" | "ignorable";
  readonly id: string | undefined;
  readonly span: Span;
  readonly attributes: XmlAttributes;
  source: Content;
  sourceSpan: Span | undefined;
  /** 1.2: after which a missing target goes, if there is one. */
  segSourceSpan: Span | undefined;
  target: Content | undefined;
  targetSpan: Span | undefined;
  targetAttributes: XmlAttributes | undefined;
  /** 1.2: the `mrk mtype="seg"` of `seg-source` and of the target by `mid`. */
  sourceParts: ReadonlyMap<string, Span>;
  targetParts: ReadonlyMap<string, Span>;
}

export interface ScannedUnit {
  readonly key: string;
  readonly line: number;
  readonly span: Span;
  readonly attributes: XmlAttributes;
  readonly segments: ScannedSegment[];
  notes: readonly Note[];
  readonly context: string | undefined;
  readonly translatable: boolean;
  readonly languages: { readonly source?: string; readonly target?: string };
  base: UnitBase | undefined;
  rejection: ProblemData | undefined;
  /** 2.x: `originalData` by id. */
  data: ReadonlyMap<string, string>;
  /** 2.x: the modules at its start that we add to, by namespace. */
  modules: ReadonlyMap<string, Span>;
  /** Start tags of Trados Studio's `sdl:seg` by segment id. */
  sdlSegments: ReadonlyMap<string, { readonly span: Span; readonly attributes: XmlAttributes }>;
}

export interface ScannedFile {
  readonly version: string;
  readonly major: Major;
  /** Number of `file` elements. */
  files: number;
  title?: string;
  /** Tags of the first `file` (1.2) or of the document (2.x). */
  source?: string;
  target?: string;
  untranslatable: number;
  readonly warnings: ProblemData[];
}

export interface Scanner {
  readonly parser: XmlParser;
  /** Known after the root element. */
  file(): ScannedFile | undefined;
}

type Role =
  | "root"
  | "file"
  | "container"
  | "unit"
  | "segment"
  | "source"
  | "seg-source"
  | "target"
  | "inline"
  | "notes"
  | "note"
  | "original-data"
  | "data"
  | "base"
  | "base-item"
  | "sdl-defs"
  | "skip";

/** Roles of elements of which every character counts. */
const HOLDS_TEXT: ReadonlySet<Role> = new Set<Role>([
  "source",
  "seg-source",
  "target",
  "inline",
  "note",
  "data",
  "base-item",
]);

/** The elements of a unit in which our enrichment stands. */
const OURS_IN: ReadonlyMap<string, string> = new Map([
  [MODULES.metadata, "metadata"],
  [MODULES.matches, "matches"],
  [MODULES.glossary, "glossary"],
]);

/** The place of everything where places are not asked for. */
const NOWHERE: Span = { start: -1, contentStart: -1, contentEnd: -1, end: -1, name: "", selfClosing: false };

/** Most units have none of the things that are kept in maps: they share one. */
const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** Adds to a map, which is made where it was `NONE`. */
function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  const own = (map as ReadonlyMap<string, unknown>) === NONE ? new Map<string, V>() : (map as Map<string, V>);
  return own.set(key, value);
}

const NO_NOTES: readonly Note[] = [];

/** An open element. */
interface Frame {
  role: Role;
  translate: boolean;
  span: Span | undefined;
}

export interface ScanOptions {
  readonly limits?: Limits;
  /** Whether the places of everything are wanted. */
  readonly offsets?: boolean;
  /** More than one `file` in the document: keys then name the file. Not known when streaming. */
  readonly severalFiles?: boolean;
  /** Hears every event as well. */
  readonly also?: Validator;
}

/**
 * Reads XLIFF of any version in one pass and hands over each unit as soon as it ends, with the offsets
 * that splicing needs. Knows the structure alone: what languages and states mean is `read`'s affair.
 * Throws for what is no XLIFF (`xml-namespace`, `xliff-version`, `xml-*`); what is wrong with one unit is its `rejection`.
 */
export function createScanner(onUnit: (unit: ScannedUnit) => void, options: ScanOptions = {}): Scanner {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const { offsets = false, also } = options;
  /** Of the open elements the first `depth`; those after them are taken again. */
  const frames: Frame[] = [];
  let depth = 0;
  let file: ScannedFile | undefined;
  let coreUri = "";
  let fileName = "";
  let languages: ScannedUnit["languages"] = {};
  const fileNames = new Map<string, number>();
  /** Names of this file's units, with the number of the last copy of each. */
  let keys = new Map<string, number>();
  /** Ids of those units that are not called by their id. */
  let ids = new Set<string>();
  /** Whether the unit that was opened last has the id of an earlier one. */
  let isRepeated = false;
  let unitsInFile = 0;
  let units = 0;
  let unit: ScannedUnit | undefined;
  let segment: ScannedSegment | undefined;
  let builder: ContentBuilder | undefined;
  let building = false;
  let data: ReadonlyMap<string, string> = NONE;
  let dataId = "";
  let characters = "";
  let noteAttributes: XmlAttributes = {};
  let base: BaseDraft = {};
  let baseItem = "";
  /** Of an element that has no place of its own in the unit: set while it is being opened. */
  let innerSpan: Span | undefined;

  const spanOf = (element: XmlElement): Span =>
    offsets
      ? {
          start: element.start,
          contentStart: element.contentStart,
          contentEnd: element.contentStart,
          end: element.contentStart,
          name: element.name,
          selfClosing: element.selfClosing,
        }
      : NOWHERE;

  function openRoot(element: XmlElement): Role {
    const version = element.attributes["version"] ?? "";
    const major = element.local === "xliff" ? majorOf(element.uri, version) : undefined;
    if (major === undefined) {
      const place = { line: element.line };
      if (element.local === "xliff" && /^(urn:oasis:names:tc:xliff:document:.*)?$/u.test(element.uri)) {
        throw new Problem("xliff-version", { version: version.slice(0, 32) }, place);
      }
      throw new Problem("xml-namespace", { found: `{${element.uri}}${element.local}`.slice(0, 200) }, place);
    }
    coreUri = element.uri;
    file = { version: version.slice(0, 3), major, files: 0, untranslatable: 0, warnings: [] };
    if (major === 2) {
      const { srcLang, trgLang } = element.attributes;
      languages = {
        ...(srcLang === undefined ? {} : { source: srcLang }),
        ...(trgLang ? { target: trgLang } : {}),
      };
      Object.assign(file, languages);
    }
    return "root";
  }

  function openFile(element: XmlElement, into: ScannedFile): Role {
    const { attributes } = element;
    into.files += 1;
    keys = new Map();
    ids = new Set();
    unitsInFile = 0;
    const { original = "", id = "" } = attributes;
    const name = into.major === 1 ? original : original !== "" && nmtoken(original) === id ? original : id;
    const seen = (fileNames.get(name) ?? 0) + 1;
    fileNames.set(name, seen);
    // Two files of one name are two files all the same: the second is told apart by its number.
    fileName = seen === 1 ? name : `${name}~${seen}`;
    if (seen > 1)
      into.warnings.push({ code: "file-duplicate", params: { file: name }, place: { line: element.line } });
    if (into.files === 1 && original !== "") into.title = original;
    if (into.major === 1) {
      const source = attributes["source-language"];
      const target = attributes["target-language"];
      languages = { ...(source ? { source } : {}), ...(target ? { target } : {}) };
      if (into.files === 1) Object.assign(into, languages);
    }
    return "file";
  }

  function openUnit(element: XmlElement, translatable: boolean): Role {
    const { attributes } = element;
    unitsInFile += 1;
    units += 1;
    if (units > limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
    const { id = "", name = "", resname = "" } = attributes;
    const own = name !== "" && nmtoken(name) === id ? name : id || resname || `#${unitsInFile}`;
    const unique = uniqueName(own);
    isRepeated = unique !== own || (own !== id && (ids.has(id) || keys.has(id)));
    if (own !== id) ids.add(id);
    const key = options.severalFiles === true ? `f=${fileName}/u=${unique}` : unique;
    const duplicate = unique !== own;
    const label = own === resname || own === name ? "" : resname || name;
    data = NONE;
    unit = {
      key,
      line: element.line,
      span: spanOf(element),
      attributes,
      segments: [],
      notes: NO_NOTES,
      context: label === "" ? undefined : label,
      translatable,
      languages,
      base: undefined,
      rejection: duplicate
        ? { code: "unit-duplicate", params: { key: own }, place: { line: element.line, unit: own } }
        : undefined,
      data,
      modules: NONE,
      sdlSegments: NONE,
    };
    base = {};
    if (file?.major === 1) openSegment(element, "segment");
    return "unit";
  }

  /** A second unit of one id is rejected, but it still has a key of its own. */
  function uniqueName(own: string): string {
    let copy = keys.get(own);
    if (copy === undefined) {
      keys.set(own, 1);
      return own;
    }
    let unique = own;
    while (keys.has(unique)) unique = `${own}~${(copy += 1)}`;
    keys.set(own, copy);
    keys.set(unique, 1);
    return unique;
  }

  function openSegment(element: XmlElement, kind: "segment" | "ignorable"): Role {
    const own = file?.major === 2 ? element.attributes["id"] : undefined;
    const id = own?.startsWith(`${OURS}-`) === true ? undefined : own;
    segment = {
      kind,
      id,
      // In 1.2 it is the unit itself.
      span: kind === "segment" && file?.major === 1 && unit !== undefined ? unit.span : spanOf(element),
      attributes: element.attributes,
      source: [],
      sourceSpan: undefined,
      segSourceSpan: undefined,
      target: undefined,
      targetSpan: undefined,
      targetAttributes: undefined,
      sourceParts: NONE,
      targetParts: NONE,
    };
    unit?.segments.push(segment);
    return "segment";
  }

  function openContent(element: XmlElement, role: "source" | "seg-source" | "target"): Role {
    builder ??= createContentBuilder(file?.major ?? 2, limits.text);
    builder.begin(data);
    building = true;
    const span = spanOf(element);
    if (segment === undefined) return "skip";
    if (role === "source") segment.sourceSpan = span;
    else if (role === "seg-source") segment.segSourceSpan = span;
    else {
      segment.targetSpan = span;
      segment.targetAttributes = element.attributes;
    }
    return role;
  }

  /** What an element is, by its parent and its name. */
  function roleOf(element: XmlElement, parent: Role | undefined, translatable: boolean): Role {
    if (parent === undefined) return openRoot(element);
    if (file === undefined || parent === "skip") return "skip";
    const core = element.uri === coreUri;
    const { local } = element;
    switch (parent) {
      case "root":
        return core && local === "file" ? openFile(element, file) : "skip";
      case "file":
      case "container":
        if (!core) return "skip";
        if (file.major === 2) {
          if (local === "unit") return openUnit(element, translatable);
          return local === "group" ? "container" : "skip";
        }
        if (local === "trans-unit") return openUnit(element, translatable);
        return local === "body" || local === "group" ? "container" : "skip";
      case "unit":
        return unitChild(element, core);
      case "segment":
        if (core && (local === "source" || local === "target")) return openContent(element, local);
        return "skip";
      case "source":
      case "seg-source":
      case "target":
      case "inline":
        return openInline(element, core);
      case "notes":
        return core && local === "note" ? openNote(element) : "skip";
      case "original-data":
        if (!core || local !== "data") return "skip";
        dataId = element.attributes["id"] ?? "";
        characters = "";
        return "data";
      case "data":
        if (core && local === "cp") characters += cpText(element);
        return "skip";
      case "base":
        return openBase(element, core);
      case "sdl-defs":
        if (element.uri === SDL && local === "seg") {
          if (unit !== undefined) {
            const found = { span: spanOf(element), attributes: element.attributes };
            unit.sdlSegments = withEntry(unit.sdlSegments, element.attributes["id"] ?? "", found);
          }
        }
        return "skip";
      default:
        return "skip";
    }
  }

  function unitChild(element: XmlElement, core: boolean): Role {
    const { local } = element;
    if (!core) {
      if (OURS_IN.get(element.uri) === local) {
        innerSpan = spanOf(element);
        if (unit !== undefined) unit.modules = withEntry(unit.modules, element.uri, innerSpan);
      }
      if (element.uri === MODULES.metadata && local === "metadata") return "base";
      if (element.uri === SDL && local === "seg-defs") return "sdl-defs";
      return "skip";
    }
    if (file?.major === 2) {
      if (local === "segment" || local === "ignorable") return openSegment(element, local);
      if (local === "notes") return "notes";
      return local === "originalData" ? "original-data" : "skip";
    }
    switch (local) {
      case "source":
      case "seg-source":
      case "target":
        return openContent(element, local);
      case "note":
        return openNote(element);
      case "context-group":
        return element.attributes["purpose"] === `x-${OURS}` ? "base" : "skip";
      default:
        return "skip";
    }
  }

  function openInline(element: XmlElement, core: boolean): Role {
    try {
      builder?.open(element, core);
    } catch (error) {
      rejectFor(error);
    }
    if (core && file?.major === 1 && element.local === "mrk" && element.attributes["mtype"] === "seg") {
      const side = sideOfInline();
      const mid = element.attributes["mid"];
      if (side !== undefined && mid !== undefined) {
        innerSpan = spanOf(element);
        if (segment !== undefined) {
          if (side === "target") segment.targetParts = withEntry(segment.targetParts, mid, innerSpan);
          else segment.sourceParts = withEntry(segment.sourceParts, mid, innerSpan);
        }
      }
    }
    return "inline";
  }

  function sideOfInline(): Role | undefined {
    for (let at = depth - 1; at >= 0; at--) {
      const role = frames[at]?.role;
      if (role === "target" || role === "seg-source") return role;
    }
    return undefined;
  }

  function openNote(element: XmlElement): Role {
    noteAttributes = element.attributes;
    characters = "";
    return "note";
  }

  function openBase(element: XmlElement, core: boolean): Role {
    const { attributes, local } = element;
    if (element.uri === MODULES.metadata) {
      if (local === "metaGroup") return attributes["category"] === OURS ? "base" : "skip";
      if (local !== "meta" || frames[depth - 2]?.role !== "base") return "skip";
      baseItem = attributes["type"] ?? "";
    } else if (core && local === "context") baseItem = attributes["context-type"] ?? "";
    else return "skip";
    characters = "";
    return "base-item";
  }

  /** What was found wrong with the content of this unit: it alone is then rejected. */
  function rejectFor(error: unknown) {
    if (!(error instanceof Problem)) throw error;
    reject(error);
  }

  function reject({ code, params }: ProblemData) {
    if (unit === undefined) return;
    unit.rejection ??= {
      code,
      ...(params === undefined ? {} : { params }),
      place: { line: parser.line, unit: unit.key },
    };
  }

  function cpText(element: XmlElement): string {
    const code = Number.parseInt(element.attributes["hex"] ?? "", 16);
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  }

  function closeContent(role: Role) {
    if (!building || builder === undefined || segment === undefined) return;
    const content = builder.content();
    building = false;
    if (role === "target") segment.target = content;
    else if (role === "seg-source" || segment.segSourceSpan === undefined) segment.source = content;
  }

  function closeUnit() {
    if (unit === undefined) return;
    const found = finishBase(base);
    if (found !== undefined) unit.base = found;
    let hasSegment = false;
    for (const one of unit.segments) {
      if (one.kind === "segment") hasSegment = true;
      if (one.sourceSpan === undefined)
        reject({ code: "xliff-missing", params: { element: one.kind, missing: "source" } });
    }
    if (!hasSegment) reject({ code: "xliff-missing", params: { element: "unit", missing: "segment" } });
    if (unit.translatable) onUnit(unit);
    else if (file !== undefined) file.untranslatable += 1;
    unit = undefined;
    segment = undefined;
  }

  function addData(id: string, text: string) {
    data = withEntry(data, id, text);
    if (unit !== undefined) unit.data = data;
  }

  function closeNote() {
    const from = noteAttributes["from"];
    if (characters.trim() === "" || from === OURS) return;
    const category = noteAttributes["category"];
    const appliesTo = noteAttributes["appliesTo"] ?? noteAttributes["annotates"];
    if (unit === undefined) return;
    const note: Note = {
      text: characters,
      ...(category === undefined ? {} : { category }),
      ...(from === undefined ? {} : { author: from }),
      ...(appliesTo === "source" || appliesTo === "target" ? { appliesTo } : {}),
    };
    unit.notes = [...unit.notes, note];
  }

  const parser = createXmlParser(
    {
      open(element) {
        const parent = frames[depth - 1];
        const frame = (frames[depth] ??= { role: "skip", translate: true, span: undefined });
        const around = parent?.translate ?? true;
        const { translate } = element.attributes;
        const translatable =
          translate === undefined ? around : around ? translate !== "no" : translate === "yes";
        innerSpan = undefined;
        const role = roleOf(element, parent?.role, translatable);
        depth += 1;
        frame.role = role;
        frame.translate = role === "inline" ? around : translatable;
        frame.span = offsets ? spanOfRole(role) : undefined;
        also?.open(element, context);
      },
      close(element, end, contentEnd) {
        also?.close(element);
        depth -= 1;
        const frame = frames[depth];
        if (frame === undefined) return;
        const { role, span } = frame;
        if (span !== undefined) {
          span.end = end;
          span.contentEnd = contentEnd;
        }
        switch (role) {
          case "inline":
            return builder?.close(element);
          case "source":
          case "seg-source":
          case "target":
            return closeContent(role);
          case "unit":
            return closeUnit();
          case "note":
            return closeNote();
          case "data":
            return addData(dataId, characters);
          case "base-item":
            return void (base = addToBase(base, baseItem, characters));
          default:
            return undefined;
        }
      },
      wantsSpace: () => HOLDS_TEXT.has(frames[depth - 1]?.role ?? "skip"),
      text(data) {
        also?.text(data);
        const role = frames[depth - 1]?.role;
        if (role === "source" || role === "target" || role === "inline" || role === "seg-source") {
          if (unit?.rejection?.code === "too-long") return;
          try {
            builder?.text(data);
          } catch (error) {
            rejectFor(error);
          }
        } else if (role === "note" || role === "data" || role === "base-item") {
          characters += data;
          if (characters.length > limits.text) {
            characters = "";
            reject({ code: "too-long", params: { limit: limits.text } });
          }
        }
      },
    },
    limits,
  );
  const context: ValidatorContext = {
    resolve: parser.resolve,
    isRepeatedUnit: () => isRepeated,
    hasUnit: (id) => keys.has(id) || ids.has(id),
  };
  return { parser, file: () => file };

  function spanOfRole(role: Role): Span | undefined {
    switch (role) {
      case "unit":
        return unit?.span;
      case "segment":
        return segment?.span;
      case "source":
        return segment?.sourceSpan;
      case "seg-source":
        return segment?.segSourceSpan;
      case "target":
        return segment?.targetSpan;
      default:
        return innerSpan;
    }
  }
}

/**
 * Reads a document whole and hands over its units in order. How they are called depends on whether it has several
 * `file`s; where that cannot be told from the text alone, they are held back until it is known.
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
  // The second `<file` was in a comment or a skeleton: once more, with short names, and without who has heard it all.
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
  return file;
}

/** All units of a document with their offsets. */
export function scan(
  text: string,
  options: Omit<ScanOptions, "offsets" | "severalFiles"> = {},
): { file: ScannedFile; units: ScannedUnit[] } {
  const units: ScannedUnit[] = [];
  const file = scanUnits(text, options, (unit) => units.push(unit), true);
  return { file, units };
}

/** Whether there are several `file` elements, or what looks like one. Looks for the name: there are far more `<`. */
function hasSeveralFiles(text: string): boolean {
  let files = 0;
  for (let at = text.indexOf("file"); at >= 0 && files < 2; at = text.indexOf("file", at + 4)) {
    const isTag = /<(?:[\w.-]+:)?$/u.test(text.slice(Math.max(0, at - 64), at));
    if (isTag && /^[\s/>]/u.test(text.slice(at + 4, at + 5))) files += 1;
  }
  return files > 1;
}

/** One side of a unit as flat content: its segments, with breaks between them where there are several. */
export function joinSegments(
  segments: readonly ScannedSegment[],
  side: "source" | "target",
): Content | undefined {
  const [only] = segments;
  if (only === undefined) return undefined;
  if (segments.length === 1 && only.kind === "segment") return only[side];
  if (side === "target" && !segments.some((one) => one.kind === "segment" && one.target !== undefined)) {
    return undefined;
  }
  const contentOf = (one: ScannedSegment): Content =>
    side === "source" ? one.source : (one.target ?? (one.kind === "ignorable" ? one.source : []));
  if (segments.length === 1) return contentOf(only);
  const joined: Inline[] = [];
  for (const [at, one] of segments.entries()) {
    joined.push({ kind: "break", id: one.id ?? `s${at + 1}`, element: one.kind }, ...contentOf(one));
  }
  return tidy(joined);
}

/** The state of a unit's target: the least mature of its segments, in whatever words the file has it. */
export function stateOf(unit: ScannedUnit, major: Major): MappedState {
  if (major === 1) return transUnitState(unit);
  let least: MappedState | undefined;
  for (const one of unit.segments) {
    if (one.kind !== "segment" || !hasText(one.source)) continue;
    const state = segmentState(one);
    least = least === undefined ? state : leastMature(least, state);
  }
  return least ?? INITIAL;
}

const INITIAL: MappedState = { state: "initial" };
/** What a segment says that says nothing of its state, or nothing but that. */
const PLAIN: Readonly<Record<State, MappedState>> = {
  initial: INITIAL,
  translated: { state: "translated" },
  reviewed: { state: "reviewed" },
  final: { state: "final" },
};

const hasText = (content: Content) => content.some((part) => typeof part === "string" && part.trim() !== "");

function segmentState({ attributes, target }: ScannedSegment): MappedState {
  if (target === undefined) return INITIAL;
  const state = attributes["state"];
  if (state === undefined || !isState(state))
    return PLAIN[plainText(target) === "" ? "initial" : "translated"];
  const subState = attributes["subState"];
  return subState === undefined ? PLAIN[state] : { state, subState };
}

function transUnitState(unit: ScannedUnit): MappedState {
  const [segment] = unit.segments;
  if (segment?.target === undefined) return INITIAL;
  const state = segment.targetAttributes?.["state"];
  if (state !== undefined) return stateFrom("xlf12", state);
  if (unit.sdlSegments.size > 0) {
    return [...unit.sdlSegments.values()]
      .map(({ attributes }) => stateFrom("sdl", attributes["conf"] ?? "Unspecified"))
      .reduce(leastMature);
  }
  const status = unit.attributes["mq:status"];
  if (status !== undefined) return stateFrom("mq", status);
  if (unit.attributes["approved"] === "yes" || unit.attributes["m:confirmed"] === "1") return PLAIN.final;
  if (unit.attributes["m:confirmed"] === "0") return INITIAL;
  return PLAIN[plainText(segment.target) === "" ? "initial" : "translated"];
}

/** Our language for a tag of the file; undefined for others and for none. */
export const languageOfTag = (tag: string | undefined): Language | undefined =>
  tag === undefined ? undefined : languageOf(tag);
