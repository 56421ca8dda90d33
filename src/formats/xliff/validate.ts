import { type Code, compareCodes } from "../../domain/segment.ts";
import type { ProblemCode, ProblemData, Params } from "../../domain/problem.ts";
import { illegalCharacter } from "../xml/xml-characters.ts";
import type { XmlAttributes, XmlElement } from "../xml/reader.ts";
import {
  type CompiledRule,
  FORMAT_STYLES,
  isSubType,
  MODULE_ELEMENTS,
  MODULE_NAMESPACES,
  parseFragment,
  XLIFF_21,
  XLIFF_22,
} from "./grammar.ts";
import { createModuleValidator, type ModuleValidator } from "./modules.ts";
import { MODULES } from "./vocabulary.ts";

/** What a validator has to be told of the document, by who reads it. */
export interface ValidatorContext {
  /** The namespace of a prefix, at this point. */
  resolve(prefix: string): string | undefined;
  /** Whether the `unit` that begins has the id of an earlier one of its `file`: who reads it has to know that as well. */
  isRepeatedUnit(): boolean;
  /** Whether this `file` has had a unit of this id. */
  hasUnit(id: string): boolean;
}

/** Listens to the events of a parser and collects what is wrong. */
export interface Validator {
  open(element: XmlElement, context: ValidatorContext): void;
  close(element: XmlElement): void;
  text(data: string): void;
  findings(): readonly ProblemData[];
}

const INLINE: ReadonlySet<string> = new Set(["ph", "pc", "sc", "ec", "mrk", "sm", "em"]);
const HALVES: ReadonlySet<string> = new Set(["sc", "ec", "sm", "em"]);
const ANNOTATIONS: ReadonlySet<string> = new Set(["mrk", "sm", "em"]);
/** The end tag of a `pc`, as a mark. */
const END_OF_PC = "/pc";

/** Names that were given. A unit has few: to look through a list is cheaper than to fill a set. */
interface Scope {
  has(id: string): boolean;
  add(id: string): void;
  clear(): void;
}

function createScope(): Scope {
  const list: string[] = [];
  let set: Set<string> | undefined;
  return {
    has: (id) => (set === undefined ? list.includes(id) : set.has(id)),
    add(id) {
      if (set !== undefined) set.add(id);
      else if (list.push(id) > 16) set = new Set(list);
    },
    clear() {
      list.length = 0;
      set = undefined;
    },
  };
}

function newUnit(): UnitState {
  return {
    line: 0,
    id: "",
    ids: createScope(),
    data: createScope(),
    notes: createScope(),
    marks: [],
    segments: 0,
    orders: [],
    targets: [],
    isOrdered: false,
    refers: false,
    halves: false,
    hints: false,
  };
}

/** The state of the unit before, emptied: a large file has hundreds of thousands. */
function renewed(state: UnitState, id: string, line: number): UnitState {
  state.line = line;
  state.id = id;
  state.ids.clear();
  state.data.clear();
  state.notes.clear();
  if (state.marks.length > 0) state.marks.length = 0;
  state.segments = 0;
  state.isOrdered = false;
  state.refers = false;
  state.halves = false;
  state.hints = false;
  return state;
}

/** Looks at few characters: a text begins with its own, or is white space between elements. */
const isBlank = (text: string) => text.charCodeAt(0) <= 0x20 && !/\S/u.test(text);

/** A mark as the code that `compareCodes` knows. */
function codesOf({ element, attributes }: Mark): Code[] {
  if (ANNOTATIONS.has(element)) return [];
  const kind = element === "ph" ? "ph" : element === "pc" || element === "sc" ? "open" : "close";
  return [{ kind, id: attributes["startRef"] ?? attributes["id"] ?? "", element, attributes }];
}

const isRestricted = ({ attributes }: Mark) =>
  attributes["canDelete"] === "no" || attributes["canReorder"] !== undefined;

/** More findings than anybody reads: what comes after is not looked at. */
const MAX_FINDINGS = 1000;

/** A core element that is open. */
interface Frame {
  local: string;
  rule: CompiledRule;
  line: number;
  attributes: XmlAttributes;
  lang: string | undefined;
  space: string | undefined;
  /** Place of the last child in the order. */
  place: number;
  /** One bit for each kind of child seen. */
  seen: number;
  /** Of `notes`: ids of its notes. */
  ids: Set<string> | undefined;
  hasText: boolean;
}

const newFrame = (rule: CompiledRule): Frame => ({
  local: "",
  rule,
  line: 0,
  attributes: {},
  lang: undefined,
  space: undefined,
  place: -1,
  seen: 0,
  ids: undefined,
  hasText: false,
});

/** An inline code or annotation of a unit, on one side of one segment. */
interface Mark {
  readonly element: string;
  readonly attributes: XmlAttributes;
  readonly line: number;
  readonly side: "source" | "target";
  readonly segment: number;
}

interface UnitState {
  line: number;
  id: string;
  readonly ids: Scope;
  readonly data: Scope;
  readonly notes: Scope;
  readonly marks: Mark[];
  /** How many segments and ignorables it has had; what the two lists hold beyond is of units before. */
  segments: number;
  /** `target/@order` by segment, and which segments have a target. */
  readonly orders: (string | undefined)[];
  readonly targets: boolean[];
  /** Whether one of its targets has an `order`. */
  isOrdered: boolean;
  /** Whether its codes refer to others or to notes, are halves of spans, have editing hints. */
  refers: boolean;
  halves: boolean;
  hints: boolean;
}

/**
 * Checks the constraints of XLIFF 2.0–2.2 core that a reader can tell: structure, values, identity, references, spans
 * and editing hints (2.1 §4.2–§4.7; the same as OASIS's Schematron rules and more), and those of its modules
 * (`modules.ts`). Files of 1.x are let pass.
 */
export function createValidator(): Validator {
  const findings: ProblemData[] = [];
  /** Of the open elements the first `depth`; those of ended ones are taken again for others. */
  const frames: Frame[] = [];
  let depth = 0;
  /** Depth inside an element that is not core: modules keep rules of their own. */
  let foreign = 0;
  let coreUri: string | undefined;
  let root = XLIFF_21;
  let languages: { source: string; target: string | undefined } = { source: "", target: undefined };
  const scopes = { files: new Set<string>(), groups: new Set<string>() };
  let reader: ValidatorContext | undefined;
  let flows: { id: string; line: number; element: string; attribute: string }[] = [];
  /** Ids of extensions, notes and the like by the core element that they stand in. */
  const extensionIds: (Set<string> | undefined)[] = [];
  let unit: UnitState | undefined;
  const spare = newUnit();
  let fileId = "";
  let segment = -1;
  let side: "source" | "target" = "source";
  let sourceSpace: string | undefined;
  const targetIds = createScope();

  /** There as soon as the file is seen to use a module of XLIFF. */
  let modules: ModuleValidator | undefined;

  function report(code: ProblemCode, params: Params, line: number) {
    if (findings.length >= MAX_FINDINGS) return;
    findings.push({ code, params, place: { line, ...(unit === undefined ? {} : { unit: unit.id }) } });
  }

  /** One that knows of what is open. */
  function moduleValidator(): ModuleValidator {
    const made = createModuleValidator(report, languages.source);
    for (const frame of frames.slice(0, depth)) made.core(frame);
    return made;
  }

  return {
    open(element, context) {
      if (coreUri === undefined) {
        coreUri = element.uri.startsWith("urn:oasis:names:tc:xliff:document:2.") ? element.uri : "";
        if (element.attributes["version"] === "2.2" || coreUri.endsWith(":2.2")) root = XLIFF_22;
        reader = context;
        languages = {
          source: element.attributes["srcLang"] ?? "",
          target: element.attributes["trgLang"],
        };
      }
      if (coreUri === "") return;
      if (foreign > 0 || element.uri !== coreUri) openForeign(element, context.resolve);
      else openCore(element, context.resolve);
    },
    close() {
      if (foreign > 0) {
        foreign -= 1;
        modules?.close();
      } else if (depth > 0) closeCore();
    },
    text(data) {
      if (foreign > 0) modules?.text(data);
      const frame = frames[depth - 1];
      if (depth === 0 || frame === undefined || frame.hasText || frame.rule.holdsText || isBlank(data))
        return;
      frame.hasText = true;
      if (foreign === 0 && frame.local !== "skeleton") {
        report("xliff-invalid", { rule: "text", element: frame.local }, frame.line);
      }
    },
    findings: () => findings,
  };

  function openForeign(element: XmlElement, resolve: ValidatorContext["resolve"]) {
    foreign += 1;
    if (MODULE_NAMESPACES.has(element.uri)) modules ??= moduleValidator();
    modules?.open(element, resolve);
    const frame = frames[depth - 1];
    if (depth === 0 || frame === undefined) return;
    if (foreign === 1) {
      const known = MODULE_ELEMENTS.get(element.uri);
      const { foreign: place } = frame.rule;
      const isKnown = known === undefined || known.test(element.local);
      if (place === undefined || place < frame.place || !isKnown) {
        report("xliff-element", { element: element.name, parent: frame.local }, element.line);
      } else frame.place = place;
      if (frame.local === "skeleton") frame.hasText = true;
    }
    if (element.uri === coreUri || MODULE_NAMESPACES.has(element.uri)) return;
    for (const name of ["id", "xml:id"]) {
      const id = element.attributes[name];
      if (id !== undefined && extensionIds.length > 0) {
        identify((extensionIds[extensionIds.length - 1] ??= new Set()), id, element.name, element.line);
      }
    }
  }

  function identify(
    scope: Pick<Scope, "has" | "add"> | undefined,
    id: string,
    element: string,
    line: number,
  ) {
    if (scope?.has(id) === true) report("xliff-id-duplicate", { element, id }, line);
    scope?.add(id);
  }

  function openCore(element: XmlElement, resolve: ValidatorContext["resolve"]) {
    const { local, attributes, line } = element;
    const parent = depth === 0 ? undefined : frames[depth - 1];
    const child =
      parent === undefined ? (local === "xliff" ? root : undefined) : parent.rule.children.get(local);
    if (child === undefined) {
      report("xliff-element", { element: local, parent: parent?.local ?? "" }, line);
      foreign += 1;
      return;
    }
    const { rule } = child;
    if (parent !== undefined) {
      if (child.place < parent.place || (child.isSingle && (parent.seen & rule.bit) !== 0)) {
        report("xliff-element", { element: local, parent: parent.local }, line);
      }
      parent.seen |= rule.bit;
      if (child.place > parent.place) parent.place = child.place;
    }
    const frame = (frames[depth] ??= newFrame(rule));
    depth += 1;
    frame.local = local;
    frame.rule = rule;
    frame.line = line;
    frame.attributes = attributes;
    frame.lang = parent?.lang;
    frame.space = parent?.space;
    frame.place = -1;
    frame.seen = 0;
    frame.ids = undefined;
    frame.hasText = false;
    modules?.core(element);
    checkAttributes(element, rule, resolve, frame);
    enter(element, frame);
  }

  function checkAttributes(
    element: XmlElement,
    rule: CompiledRule,
    resolve: ValidatorContext["resolve"],
    frame: Frame,
  ) {
    const { local, attributes, line } = element;
    /** Few elements have any of those that are looked at together with others. */
    let together = false;
    for (const name of rule.required) {
      if (attributes[name] === undefined) report("xliff-missing", { element: local, missing: name }, line);
    }
    const { shapes } = rule;
    for (const name in attributes) {
      const shape = shapes.get(name);
      if (name === "subState" || name === "subType") together = true;
      else if (name === "xml:lang") frame.lang = attributes[name];
      else if (name === "xml:space") frame.space = attributes[name];
      if (shape !== undefined) {
        const value = attributes[name] ?? "";
        if (!shape(value)) badValue(local, name, value, line);
      } else if (!isAllowedExtension(element, name, rule, resolve)) {
        report("xliff-attribute", { element: local, attribute: name }, line);
      }
    }
    if (!together) return;
    const { subState, state, subType, type } = attributes;
    if (subState !== undefined && state === undefined)
      report("xliff-missing", { element: local, missing: "state" }, line);
    if (subType !== undefined && !isSubType(type, subType)) badValue(local, "subType", subType, line);
  }

  function badValue(element: string, attribute: string, value: string, line: number) {
    report("xliff-value", { element, attribute, value: value.slice(0, 100) }, line);
  }

  function isAllowedExtension(
    element: XmlElement,
    name: string,
    rule: CompiledRule,
    resolve: ValidatorContext["resolve"],
  ): boolean {
    if (name === "xmlns" || name.startsWith("xmlns:")) return true;
    const { local, attributes } = element;
    const colon = name.indexOf(":");
    if (colon < 0) return false;
    const uri = resolve(name.slice(0, colon)) ?? "";
    const { isolated } = attributes;
    const value = attributes[name] ?? "";
    if (uri === MODULES.formatStyle) {
      const own = name.slice(colon + 1);
      // An `ec` has the style of its `sc`, unless it is on its own.
      if (local === "em" || local === "cp" || (local === "ec" && isolated !== "yes")) return false;
      if (own !== "subFs") return own === "fs" && FORMAT_STYLES.has(value);
    }
    // `xml:lang` is inherited, and so allowed wherever other namespaces are.
    if (!MODULE_NAMESPACES.has(uri)) return rule.isExtensible;
    modules ??= moduleValidator();
    modules.attribute(element, uri, name.slice(colon + 1), name);
    return true;
  }

  function enter(element: XmlElement, frame: Frame) {
    const { local, attributes, line } = element;
    const id = attributes["id"];
    switch (local) {
      case "file":
        fileId = id ?? "";
        scopes.groups = new Set();
        flows = [];
        identify(scopes.files, fileId, local, line);
        extensionIds.push(undefined);
        return;
      case "group":
        identify(scopes.groups, id ?? "", local, line);
        extensionIds.push(undefined);
        return;
      case "unit":
        if (reader?.isRepeatedUnit() === true)
          report("xliff-id-duplicate", { element: local, id: id ?? "" }, line);
        extensionIds.push(undefined);
        segment = -1;
        unit = renewed(spare, id ?? "", line);
        return;
      case "note":
        return enterNote(attributes, line);
      case "data":
        if (unit !== undefined) identify(unit.data, id ?? "", local, line);
        return;
      case "segment":
      case "ignorable":
        segment += 1;
        if (unit !== undefined) {
          unit.segments = segment + 1;
          unit.orders[segment] = undefined;
          unit.targets[segment] = false;
        }
        if (id !== undefined) identify(unit?.ids, id, local, line);
        return;
      case "source":
      case "target":
        return enterText(local, frame);
      case "cp":
        return checkCodePoint(attributes["hex"] ?? "", line);
      default:
        if (unit !== undefined && INLINE.has(local)) enterInline(element, unit);
    }
  }

  function enterNote(attributes: XmlAttributes, line: number) {
    const id = attributes["id"];
    if (id === undefined) return;
    const notes = frames[depth - 2];
    if (notes !== undefined) identify((notes.ids ??= new Set()), id, "note", line);
    unit?.notes.add(id);
  }

  function enterText(local: "source" | "target", frame: Frame) {
    side = local;
    const wanted = local === "source" ? languages.source : languages.target;
    const { lang, line, attributes } = frame;
    if (local === "target") {
      if (unit !== undefined) {
        unit.targets[segment] = true;
        const order = attributes["order"];
        unit.orders[segment] = order;
        if (order !== undefined) unit.isOrdered = true;
      }
      if (languages.target === undefined)
        report("xliff-missing", { element: "xliff", missing: "trgLang" }, line);
      const source = sourceSpace;
      if (source !== undefined && source !== (frame.space ?? "default")) {
        report("xliff-invalid", { rule: "xml:space", element: "target" }, line);
      }
    } else sourceSpace = frame.space ?? "default";
    if (lang !== undefined && wanted !== undefined && lang.toLowerCase() !== wanted.toLowerCase()) {
      report("language-mismatch", { wanted, found: lang.slice(0, 40) }, line);
    }
  }

  function checkCodePoint(hex: string, line: number) {
    const value = /^[0-9A-Fa-f]{1,6}$/u.test(hex) ? Number.parseInt(hex, 16) : -1;
    if (value < 0) return;
    const isCharacter = value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
    if (!isCharacter || illegalCharacter(String.fromCodePoint(value)) === undefined)
      badValue("cp", "hex", hex, line);
  }

  function enterInline(element: XmlElement, into: UnitState) {
    const { local, attributes, line } = element;
    const mark: Mark = { element: local, attributes, line, side, segment };
    const id = attributes["id"];
    if (id !== undefined) {
      // A target's code has the id of the source's: each side is a scope, and only the source shares with segments.
      identify(side === "source" ? into.ids : targetIds, id, local, line);
    }
    into.marks.push(mark);
    if (HALVES.has(local)) into.halves = true;
    if (local === "mrk" || local === "sm") into.refers = true;
    for (const name in attributes) {
      if (name === "copyOf") into.refers = true;
      else if (name === "canReorder" || name === "canDelete") into.hints = true;
      else if (name.startsWith("dataRef")) {
        const value = attributes[name] ?? "";
        if (!into.data.has(value) || attributes["copyOf"] !== undefined)
          report("xliff-reference", { element: local, attribute: name, value }, line);
      }
      if (!name.startsWith("subFlows")) continue;
      for (const flow of (attributes[name] ?? "").split(" ")) {
        flows.push({ id: flow, line, element: local, attribute: name });
      }
    }
  }

  function closeCore() {
    depth -= 1;
    const frame = frames[depth];
    if (frame === undefined) return;
    for (const { bits, names } of frame.rule.some) {
      if ((frame.seen & bits) === 0)
        report("xliff-missing", { element: frame.local, missing: names }, frame.line);
    }
    switch (frame.local) {
      case "skeleton":
        if (frame.hasText === (frame.attributes["href"] !== undefined)) {
          report("xliff-invalid", { rule: "skeleton", element: "skeleton" }, frame.line);
        }
        return;
      case "unit":
        if (unit !== undefined) checkUnit(unit);
        modules?.leave("unit");
        unit = undefined;
        targetIds.clear();
        extensionIds.pop();
        return;
      case "file":
        for (const { id, line, element, attribute } of flows) {
          if (reader?.hasUnit(id) !== true)
            report("xliff-reference", { element, attribute, value: id }, line);
        }
        modules?.leave("file");
        extensionIds.pop();
        return;
      case "group":
        modules?.leave("group");
        extensionIds.pop();
        return;
      case "segment":
      case "ignorable":
        sourceSpace = undefined;
        return;
      case "pc":
        unit?.marks.push({
          element: END_OF_PC,
          attributes: { id: frame.attributes["id"] ?? "" },
          line: frame.line,
          side,
          segment,
        });
        return;
      default:
    }
  }

  /** What can be told only of a unit as a whole. */
  function checkUnit(state: UnitState) {
    checkOrder(state);
    // Most units have none of what follows.
    if (!state.refers && !state.halves && !state.hints) return;
    for (const one of ["source", "target"] as const) {
      const marks = state.marks.filter((mark) => mark.side === one);
      if (marks.length === 0) continue;
      checkReferences(state, marks);
      checkSpans(marks);
      checkHints(marks);
    }
    checkTargets(state);
  }

  function checkReferences(state: UnitState, marks: readonly Mark[]) {
    let codes: Map<string, Mark> | undefined;
    for (const { element, attributes, line } of marks) {
      const { copyOf } = attributes;
      if (copyOf !== undefined) {
        codes ??= new Map(state.marks.map((mark) => [mark.attributes["id"] ?? "", mark]));
        const base = codes.get(copyOf);
        if (base === undefined || base.attributes["canCopy"] === "no") {
          report("xliff-reference", { element, attribute: "copyOf", value: copyOf }, line);
        }
      }
      if (element === "mrk" || element === "sm") checkAnnotation(state, element, attributes, line);
    }
  }

  function checkAnnotation(state: UnitState, element: string, attributes: XmlAttributes, line: number) {
    const { ref, type, value } = attributes;
    const fragment = ref?.startsWith("#") === true ? parseFragment(ref.slice(1)) : undefined;
    if (ref?.startsWith("#") === true && fragment === undefined) {
      report("xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
      return;
    }
    if (type !== "comment") return;
    if (ref === undefined || value !== undefined) {
      if ((ref === undefined) === (value === undefined)) {
        report("xliff-missing", { element, missing: "value|ref" }, line);
      }
      return;
    }
    // A comment refers to a note of its own unit.
    const isHere =
      fragment?.selector === "n" &&
      (fragment.unit === undefined
        ? fragment.file === undefined && fragment.group === undefined
        : fragment.unit === state.id) &&
      (fragment.file === undefined || fragment.file === fileId) &&
      state.notes.has(fragment.id ?? "");
    if (!isHere) report("xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
  }

  /** `sc` with its `ec`, `sm` with its `em`, in order; `isolated` exactly where the other half is elsewhere. */
  function checkSpans(marks: readonly Mark[]) {
    if (!marks.some(({ element }) => HALVES.has(element))) return;
    const open = new Map<string, Mark>();
    for (const mark of marks) {
      const { element, attributes, line } = mark;
      const { id, startRef, isolated } = attributes;
      if (element === "sc" || element === "sm") open.set(`${element} ${id ?? ""}`, mark);
      if (element !== "ec" && element !== "em") continue;
      if (
        element === "ec" &&
        (isolated === "yes"
          ? startRef !== undefined || id === undefined
          : startRef === undefined || id !== undefined)
      ) {
        report("xliff-span", { element, id: startRef ?? id ?? "" }, line);
        if (isolated === "yes" || startRef === undefined) continue;
      }
      if (isolated === "yes") continue;
      const key = `${element === "ec" ? "sc" : "sm"} ${startRef ?? ""}`;
      const start = open.get(key);
      if (start === undefined || start.attributes["isolated"] === "yes") {
        report("xliff-span", { element, id: startRef ?? "" }, line);
      } else if (element === "ec") checkHalves(start, mark);
      open.delete(key);
    }
    for (const { element, attributes, line } of open.values()) {
      if (attributes["isolated"] !== "yes")
        report("xliff-span", { element, id: attributes["id"] ?? "" }, line);
    }
  }

  /** The two halves of a span say the same of what may be done with it (2.1 §4.7.2.3.3). */
  function checkHalves(start: Mark, end: Mark) {
    const hint = (mark: Mark, name: string) => mark.attributes[name] ?? "yes";
    for (const name of ["canCopy", "canDelete", "canOverlap"]) {
      if (hint(start, name) !== hint(end, name)) {
        report("xliff-hint", { attribute: name, id: start.attributes["id"] ?? "" }, end.line);
      }
    }
    const fixed = hint(start, "canReorder") !== "yes";
    if (fixed !== (hint(end, "canReorder") === "no")) {
      report("xliff-hint", { attribute: "canReorder", id: start.attributes["id"] ?? "" }, end.line);
    }
  }

  /** `canReorder`: a fixed code may be neither copied nor deleted, and a sequence of them begins with `firstNo`. */
  function checkHints(marks: readonly Mark[]) {
    let inSequence = false;
    for (const { element, attributes, line } of marks) {
      if (ANNOTATIONS.has(element) || element === END_OF_PC) continue;
      const { canReorder = "yes", canCopy, canDelete } = attributes;
      const id = attributes["id"] ?? attributes["startRef"] ?? "";
      if (canReorder === "yes") {
        if (element !== "ec") inSequence = false;
        continue;
      }
      if (
        canCopy !== "no" ||
        canDelete !== "no" ||
        (canReorder === "no" && !inSequence && element !== "ec")
      ) {
        report("xliff-hint", { attribute: "canReorder", id }, line);
      }
      inSequence = true;
    }
  }

  /** No two targets of a unit have the same place, given or implied by where they stand. */
  function checkOrder({ orders, segments, isOrdered, line }: UnitState) {
    if (!isOrdered) return;
    const places = new Set<number>();
    for (const [at, order] of orders.slice(0, segments).entries()) {
      const place = order === undefined ? at + 1 : Number(order);
      if (places.has(place))
        report("xliff-value", { element: "target", attribute: "order", value: String(place) }, line);
      places.add(place);
    }
  }

  /** Targets against their sources: codes that may not be deleted or moved. */
  function checkTargets(state: UnitState) {
    const targets = state.targets.slice(0, state.segments);
    if (!targets.includes(true)) return;
    if (!state.marks.some(isRestricted)) return;
    const translated = new Set(
      state.marks.filter((mark) => mark.side === "target").map((mark) => mark.attributes["id"]),
    );
    for (const { element, attributes, line, side: one, segment: at } of state.marks) {
      if (one !== "source" || attributes["canDelete"] !== "no" || targets[at] !== true) continue;
      const id = attributes["id"];
      if (id !== undefined && !translated.has(id)) report("xliff-code-deleted", { element, id }, line);
    }
    if (!state.marks.some(({ attributes }) => attributes["canReorder"] !== undefined)) return;
    for (const at of targets.keys()) {
      const contentOf = (one: "source" | "target") =>
        state.marks.filter((mark) => mark.side === one && mark.segment === at).flatMap(codesOf);
      const target = contentOf("target");
      const moved = target.length > 0 ? compareCodes(contentOf("source"), target)?.unmovable : undefined;
      if (moved !== undefined && moved.length > 0)
        report("xliff-code-moved", { id: moved.join(", ") }, state.line);
    }
  }
}
