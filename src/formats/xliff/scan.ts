import { languageOf, type Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { type Content, type Inline, plainText, tidy } from "../../domain/segment.ts";
import type { Note } from "../../domain/unit.ts";
import { DEFAULT_LIMITS, type Limits, type UnitBase } from "../format.ts";
import { createXmlParser, type XmlAttributes, type XmlElement, type XmlParser } from "../xml/reader.ts";
import { type ContentBuilder, createContentBuilder } from "./content-builder.ts";
import { addToBase, type BaseDraft, finishBase } from "../base.ts";
import { type MappedState, leastMature, stateFrom } from "./states.ts";
import { isState } from "../../domain/unit.ts";
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
  readonly id?: string;
  readonly span: Span;
  readonly attributes: XmlAttributes;
  source: Content;
  sourceSpan?: Span;
  /** 1.2: after which a missing target goes, if there is one. */
  segSourceSpan?: Span;
  target?: Content;
  targetSpan?: Span;
  targetAttributes?: XmlAttributes;
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
  readonly notes: Note[];
  readonly context?: string;
  readonly translatable: boolean;
  readonly languages: { readonly source?: string; readonly target?: string };
  base?: UnitBase;
  rejection?: ProblemData;
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

interface Frame {
  readonly role: Role;
  readonly translate: boolean;
  readonly span?: Span | undefined;
}

export interface ScanOptions {
  readonly limits?: Limits;
  /** The text, where it is there as a whole; without it no place is known. */
  readonly text?: string;
  /** More than one `file` in the document: keys then name the file. Not known when streaming. */
  readonly severalFiles?: boolean;
  /** Hears every event as well: a validator. */
  readonly also?: {
    open(element: XmlElement, resolve: (prefix: string) => string | undefined): void;
    close(element: XmlElement): void;
    text(data: string): void;
  };
}

/**
 * Reads XLIFF of any version in one pass and hands over each unit as soon as it ends, with the offsets
 * that splicing needs. Knows the structure alone: what languages and states mean is `read`'s affair.
 * Throws for what is no XLIFF (`xml-namespace`, `xliff-version`, `xml-*`); what is wrong with one unit is its `rejection`.
 */
export function createScanner(onUnit: (unit: ScannedUnit) => void, options: ScanOptions = {}): Scanner {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const { text, also } = options;
  const frames: Frame[] = [];
  let file: ScannedFile | undefined;
  let coreUri = "";
  let fileName = "";
  let languages: ScannedUnit["languages"] = {};
  const fileNames = new Map<string, number>();
  /** Names of this file's units, with the number of the last copy of each. */
  let keys = new Map<string, number>();
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

  const before = (end: number) => (text === undefined ? -1 : text.lastIndexOf("<", end - 1));
  const spanOf = (element: XmlElement): Span =>
    text === undefined
      ? NOWHERE
      : {
          start: before(element.contentStart),
          contentStart: element.contentStart,
          contentEnd: element.contentStart,
          end: element.contentStart,
          name: element.name,
          selfClosing: element.selfClosing,
        };
  const finish = (span: Span, end: number) => {
    if (text === undefined) return;
    span.end = end;
    span.contentEnd = span.selfClosing ? end : before(end);
  };

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
      notes: [],
      translatable,
      languages,
      data,
      modules: NONE,
      sdlSegments: NONE,
      ...(label === "" ? {} : { context: label }),
      ...(duplicate
        ? {
            rejection: {
              code: "unit-duplicate",
              params: { key: own },
              place: { line: element.line, unit: own },
            },
          }
        : {}),
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
      ...(id === undefined ? {} : { id }),
      span: spanOf(element),
      attributes: element.attributes,
      source: [],
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
    attempt(() => builder?.open(element, core));
    if (core && file?.major === 1 && element.local === "mrk" && element.attributes["mtype"] === "seg") {
      const side = frames.findLast(({ role }) => role === "target" || role === "seg-source")?.role;
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

  function openNote(element: XmlElement): Role {
    noteAttributes = element.attributes;
    characters = "";
    return "note";
  }

  function openBase(element: XmlElement, core: boolean): Role {
    const { attributes, local } = element;
    if (element.uri === MODULES.metadata) {
      if (local === "metaGroup") return attributes["category"] === OURS ? "base" : "skip";
      if (local !== "meta" || frames.at(-2)?.role !== "base") return "skip";
      baseItem = attributes["type"] ?? "";
    } else if (core && local === "context") baseItem = attributes["context-type"] ?? "";
    else return "skip";
    characters = "";
    return "base-item";
  }

  /** Runs what may find this unit wrong: it alone is then rejected. */
  function attempt(act: () => void) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reject(error);
    }
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

  function closeContent(role: Role, span: Span | undefined) {
    if (!building || builder === undefined || segment === undefined || span === undefined) return;
    const content = builder.content();
    building = false;
    if (role === "target") segment.target = content;
    else if (role === "seg-source" || segment.segSourceSpan === undefined) segment.source = content;
  }

  function closeUnit() {
    if (unit === undefined) return;
    const found = finishBase(base);
    if (found !== undefined) unit.base = found;
    for (const one of unit.segments) {
      if (one.sourceSpan === undefined)
        reject({ code: "xliff-missing", params: { element: one.kind, missing: "source" } });
    }
    if (!unit.segments.some((one) => one.kind === "segment"))
      reject({ code: "xliff-missing", params: { element: "unit", missing: "segment" } });
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
    unit?.notes.push({
      text: characters,
      ...(category === undefined ? {} : { category }),
      ...(from === undefined ? {} : { author: from }),
      ...(appliesTo === "source" || appliesTo === "target" ? { appliesTo } : {}),
    });
  }

  const parser = createXmlParser(
    {
      open(element) {
        also?.open(element, parser.resolve);
        const parent = frames.at(-1);
        const { translate } = element.attributes;
        const translatable = (parent?.translate ?? true) ? translate !== "no" : translate === "yes";
        innerSpan = undefined;
        const role = roleOf(element, parent?.role, translatable);
        let span = innerSpan as Span | undefined;
        if (role === "unit") span = unit?.span;
        else if (role === "segment") span = segment?.span;
        else if (role === "source") span = segment?.sourceSpan;
        else if (role === "seg-source") span = segment?.segSourceSpan;
        else if (role === "target") span = segment?.targetSpan;
        frames.push({
          role,
          translate: role === "inline" ? (parent?.translate ?? true) : translatable,
          span,
        });
      },
      close(element, end) {
        also?.close(element);
        const frame = frames.pop();
        if (frame === undefined) return;
        const { role, span } = frame;
        if (span !== undefined) finish(span, end);
        switch (role) {
          case "inline":
            return builder?.close(element);
          case "source":
          case "seg-source":
          case "target":
            return closeContent(role, span);
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
      text(data) {
        also?.text(data);
        const role = frames.at(-1)?.role;
        if (role === "source" || role === "target" || role === "inline" || role === "seg-source") {
          if (unit?.rejection?.code !== "too-long") attempt(() => builder?.text(data));
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
  return { parser, file: () => file };
}

/**
 * Reads a document whole and hands over its units in order. How they are called depends on whether it has several
 * `file`s; where that cannot be told from the text alone, they are held back until it is known.
 */
export function scanUnits(
  text: string,
  options: Omit<ScanOptions, "text" | "severalFiles">,
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
    { ...options, ...(offsets ? { text } : {}) },
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
  options: Omit<ScanOptions, "text" | "severalFiles"> = {},
): { file: ScannedFile; units: ScannedUnit[] } {
  const units: ScannedUnit[] = [];
  const file = scanUnits(text, options, (unit) => units.push(unit), true);
  return { file, units };
}

function hasSeveralFiles(text: string): boolean {
  const start = /<(?:[\w.-]+:)?file[\s>]/gu;
  return start.exec(text) !== null && start.exec(text) !== null;
}

/** One side of a unit as flat content: its segments, with breaks between them where there are several. */
export function joinSegments(
  segments: readonly ScannedSegment[],
  side: "source" | "target",
): Content | undefined {
  if (side === "target" && !segments.some((one) => one.kind === "segment" && one.target !== undefined)) {
    return undefined;
  }
  const contentOf = (one: ScannedSegment): Content =>
    side === "source" ? one.source : (one.target ?? (one.kind === "ignorable" ? one.source : []));
  const [only] = segments;
  if (only === undefined) return undefined;
  if (segments.length === 1) return contentOf(only);
  const joined: Inline[] = [];
  for (const [at, one] of segments.entries()) {
    joined.push({ kind: "break", id: one.id ?? `s${at + 1}`, element: one.kind }, ...contentOf(one));
  }
  return tidy(joined);
}

/** The state of a unit's target: the least mature of its segments, in whatever words the file has it. */
export function stateOf(unit: ScannedUnit, major: Major): MappedState {
  if (major === 2) {
    const segments = unit.segments.filter(
      (one) => one.kind === "segment" && plainText(one.source).trim() !== "",
    );
    return leastMature(segments.map(segmentState));
  }
  return transUnitState(unit);
}

function segmentState({ attributes, target }: ScannedSegment): MappedState {
  const { state, subState } = attributes;
  if (target === undefined) return { state: "initial" };
  if (isState(state)) return { state, ...(subState === undefined ? {} : { subState }) };
  return { state: plainText(target) === "" ? "initial" : "translated" };
}

function transUnitState(unit: ScannedUnit): MappedState {
  const [segment] = unit.segments;
  if (segment?.target === undefined) return { state: "initial" };
  const state = segment.targetAttributes?.["state"];
  if (state !== undefined) return stateFrom("xlf12", state);
  const conf = [...unit.sdlSegments.values()].map(({ attributes }) => attributes["conf"] ?? "Unspecified");
  if (conf.length > 0) return leastMature(conf.map((value) => stateFrom("sdl", value)));
  const status = unit.attributes["mq:status"];
  if (status !== undefined) return stateFrom("mq", status);
  if (unit.attributes["approved"] === "yes" || unit.attributes["m:confirmed"] === "1")
    return { state: "final" };
  if (unit.attributes["m:confirmed"] === "0") return { state: "initial" };
  return { state: plainText(segment.target) === "" ? "initial" : "translated" };
}

/** Our language for a tag of the file; undefined for others and for none. */
export const languageOfTag = (tag: string | undefined): Language | undefined =>
  tag === undefined ? undefined : languageOf(tag);
