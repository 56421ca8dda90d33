import type { XmlElement } from "../../xml/reader.ts";
import { MODULES } from "../vocabulary.ts";
import { checkRevisions } from "./change-tracking.ts";
import { parseFragment } from "./grammar.ts";
import { begin, checkAttributes, end, identify, placeIn } from "./module-elements.ts";
import { RESOURCE, RULES } from "./module-rules.ts";
import { newHolder, type ModuleState, type Pending, type Report, type Resolve } from "./module-state.ts";
import { checkPlural } from "./plural-gender-select.ts";
import { addSize, checkSize, isSizeData } from "./size-restriction.ts";

/** Hears the parts of a document that belong to modules. */
export interface ModuleValidator {
  /** An element inside a core element, or inside another element that this has heard of. */
  open(element: XmlElement, resolve: Resolve): void;
  close(): void;
  text(data: string): void;
  /** An attribute of a module on a core element. `own` is its name without prefix. */
  attribute(element: XmlElement, uri: string, own: string, name: string): void;
  /** A core element begins that may hold modules, or that modules may refer to. */
  core(element: Pick<XmlElement, "local" | "attributes">): void;
  /** A `file`, `group` or `unit` ends. */
  leave(local: string): void;
}

/**
 * Checks the rules of the modules of XLIFF 2 (2.1 §5; 2.2 part 2): metadata, candidates, glossary, validation, size
 * restriction, format style, resource data, change tracking, and plural, gender and select. For ITS it checks only where
 * its elements stand. A file that uses no module needs none of it.
 */
export function createModuleValidator(report: Report, sourceLanguage: string): ModuleValidator {
  const state: ModuleState = {
    report,
    sourceLanguage,
    frames: [],
    holders: [newHolder()],
    sizes: new Set(),
    sizeReferences: [],
    profile: "none",
    revisions: undefined,
    properties: new Set(),
  };
  return {
    open: (element, resolve) => openElement(state, element, resolve),
    close: () => closeElement(state),
    text: (data) => checkText(state, data),
    attribute: (element, uri, own, name) => checkCoreAttribute(state, element, uri, own, name),
    core: (element) => openCoreElement(state, element),
    leave: (local) => leaveHolder(state, local),
  };
}

function openElement(state: ModuleState, element: XmlElement, resolve: Resolve) {
  const parent = state.frames.at(-1);
  const rule = RULES[element.uri]?.[element.local];
  if (parent !== undefined) {
    parent.filled = true;
    if (parent.rule !== undefined) placeIn(state, parent, parent.rule, element);
    if (isSizeData(state)) for (const name of ["id", "xml:id"]) addSize(state, element.attributes[name]);
  }
  const { local, name, uri, line, attributes } = element;
  const [ids, seen] = [new Set<string>(), new Set<string>()];
  state.frames.push({ rule, local, name, uri, line, attributes, ids, seen, place: -1, filled: false });
  if (rule === undefined) return;
  checkAttributes(state, element, rule, resolve);
  identify(state, element, rule);
  begin(state, element);
}

function closeElement(state: ModuleState) {
  const frame = state.frames.pop();
  if (frame?.rule === undefined) return;
  for (const group of frame.rule.some ?? []) {
    if (!group.some((name) => frame.seen.has(name)))
      state.report("xliff-missing", { element: frame.name, missing: group.join("|") }, frame.line);
  }
  end(state, frame);
}

function checkText(state: ModuleState, data: string) {
  const frame = state.frames.at(-1);
  if (frame === undefined || frame.filled || data.trim() === "") return;
  frame.filled = true;
  const isResource = frame.uri === MODULES.resources && frame.rule === RESOURCE;
  if (frame.rule !== undefined && frame.rule.text !== true && !isResource)
    state.report("xliff-invalid", { rule: "text", element: frame.name }, frame.line);
}

function openCoreElement(
  state: ModuleState,
  { local, attributes }: Pick<XmlElement, "local" | "attributes">,
) {
  const holder = state.holders.at(-1);
  if (holder !== undefined && holder.revisions.length > 0) holder.instances.push({ local, attributes });
  if (local === "file" || local === "group" || local === "unit") state.holders.push(newHolder());
  else if (local === "segment" || local === "mrk" || local === "sm") {
    const id = attributes["id"];
    if (id !== undefined) holder?.texts.add(id);
  }
}

/** Checks what is known only when a `file`, `group` or `unit` ends. */
function leaveHolder(state: ModuleState, local: string) {
  const holder = state.holders.length > 1 ? state.holders.pop() : state.holders[0];
  if (holder === undefined) return;
  for (const reference of holder.spans) {
    const { value } = reference;
    const fragment = value.startsWith("#") ? parseFragment(value.slice(1)) : undefined;
    const isText = /^t?$/.test(fragment?.selector ?? "-") && holder.texts.has(fragment?.id ?? "");
    if (!isText) reportReference(state, reference);
  }
  for (const one of holder.revisions) checkRevisions(state, one, holder);
  if (local !== "file") return;
  for (const reference of state.sizeReferences) {
    if (!state.sizes.has(reference.value)) reportReference(state, reference);
  }
  state.sizes = new Set();
  state.sizeReferences = [];
  state.profile = "none";
}

function reportReference(state: ModuleState, { element, attribute, value, line }: Pending) {
  state.report("xliff-reference", { element, attribute, value: value.slice(0, 100) }, line);
}

function checkCoreAttribute(
  state: ModuleState,
  { local, attributes, line }: XmlElement,
  uri: string,
  own: string,
  name: string,
) {
  const value = attributes[name] ?? "";
  if (uri === MODULES.size) checkSize(state, local, own, name, value, attributes, line);
  else if (uri === MODULES.formatStyle && own === "subFs") {
    const style = `${name.slice(0, name.indexOf(":") + 1)}fs`;
    if (attributes[style] === undefined)
      state.report("xliff-missing", { element: local, missing: style }, line);
  } else if (uri === MODULES.pluralGenderSelect) checkPlural(state, local, own, name, value, line);
}
