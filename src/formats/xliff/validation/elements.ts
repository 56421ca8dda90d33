import type { XmlAttributes, XmlElement } from "../../xml/reader.ts";
import { checkAttributes } from "./attributes.ts";
import { MODULE_ELEMENTS, MODULE_NAMESPACES } from "./grammar.ts";
import { INLINE, checkCodePoint, enterInline } from "./inline.ts";
import { END_OF_PC } from "./marks.ts";
import {
  identify,
  moduleValidator,
  newFrame,
  renewed,
  report,
  type Frame,
  type ValidatorContext,
  type ValidatorState,
} from "./state.ts";
import { checkUnit } from "./unit.ts";

/** True for white space. The first character decides almost always. */
export const isBlank = (text: string) => text.charCodeAt(0) <= 0x20 && !/\S/u.test(text);

/** Begins an element of a module or an extension, or anything inside of one. */
export function openForeign(
  validator: ValidatorState,
  element: XmlElement,
  resolve: ValidatorContext["resolve"],
) {
  validator.foreign += 1;
  if (MODULE_NAMESPACES.has(element.uri)) validator.modules ??= moduleValidator(validator);
  validator.modules?.open(element, resolve);
  const frame = validator.frames[validator.depth - 1];
  if (validator.depth === 0 || frame === undefined) return;
  if (validator.foreign === 1) {
    const known = MODULE_ELEMENTS.get(element.uri);
    const { foreign: place } = frame.rule;
    const isKnown = known === undefined || known.test(element.local);
    if (place === undefined || place < frame.place || !isKnown) {
      report(validator, "xliff-element", { element: element.name, parent: frame.local }, element.line);
    } else frame.place = place;
    if (frame.local === "skeleton") frame.hasText = true;
  }
  if (element.uri === validator.coreUri || MODULE_NAMESPACES.has(element.uri)) return;
  for (const name of ["id", "xml:id"]) {
    const id = element.attributes[name];
    if (id !== undefined && validator.extensionIds.length > 0) {
      identify(
        validator,
        (validator.extensionIds[validator.extensionIds.length - 1] ??= new Set()),
        id,
        element.name,
        element.line,
      );
    }
  }
}

/** Begins a core element: checks its place and its attributes. */
export function openCore(
  validator: ValidatorState,
  element: XmlElement,
  resolve: ValidatorContext["resolve"],
) {
  const { local, attributes, line } = element;
  const parent = validator.depth === 0 ? undefined : validator.frames[validator.depth - 1];
  const child =
    parent === undefined ? (local === "xliff" ? validator.root : undefined) : parent.rule.children.get(local);
  if (child === undefined) {
    report(validator, "xliff-element", { element: local, parent: parent?.local ?? "" }, line);
    validator.foreign += 1;
    return;
  }
  const { rule } = child;
  if (parent !== undefined) {
    if (child.place < parent.place || (child.isSingle && (parent.seen & rule.bit) !== 0)) {
      report(validator, "xliff-element", { element: local, parent: parent.local }, line);
    }
    parent.seen |= rule.bit;
    if (child.place > parent.place) parent.place = child.place;
  }
  const frame = (validator.frames[validator.depth] ??= newFrame(rule));
  validator.depth += 1;
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
  validator.modules?.core(element);
  checkAttributes(validator, element, rule, resolve, frame);
  enter(validator, element, frame);
}

/** What a core element means to the scopes and to the unit. */
function enter(validator: ValidatorState, element: XmlElement, frame: Frame) {
  const { local, attributes, line } = element;
  const id = attributes["id"];
  switch (local) {
    case "file":
      validator.fileId = id ?? "";
      validator.scopes.groups = new Set();
      validator.flows = [];
      identify(validator, validator.scopes.files, validator.fileId, local, line);
      validator.extensionIds.push(undefined);
      return;
    case "group":
      identify(validator, validator.scopes.groups, id ?? "", local, line);
      validator.extensionIds.push(undefined);
      return;
    case "unit":
      if (validator.reader?.isRepeatedUnit() === true)
        report(validator, "xliff-id-duplicate", { element: local, id: id ?? "" }, line);
      validator.extensionIds.push(undefined);
      validator.segment = -1;
      validator.unit = renewed(validator.spare, id ?? "", line);
      return;
    case "note":
      return enterNote(validator, attributes, line);
    case "data":
      if (validator.unit !== undefined) identify(validator, validator.unit.data, id ?? "", local, line);
      return;
    case "segment":
    case "ignorable":
      validator.segment += 1;
      if (validator.unit !== undefined) {
        validator.unit.segments = validator.segment + 1;
        validator.unit.orders[validator.segment] = undefined;
        validator.unit.targets[validator.segment] = false;
      }
      if (id !== undefined) identify(validator, validator.unit?.ids, id, local, line);
      return;
    case "source":
    case "target":
      return enterText(validator, local, frame);
    case "cp":
      return checkCodePoint(validator, attributes["hex"] ?? "", line);
    default:
      if (validator.unit !== undefined && INLINE.has(local)) enterInline(validator, element, validator.unit);
  }
}

function enterNote(validator: ValidatorState, attributes: XmlAttributes, line: number) {
  const id = attributes["id"];
  if (id === undefined) return;
  const notes = validator.frames[validator.depth - 2];
  if (notes !== undefined) identify(validator, (notes.ids ??= new Set()), id, "note", line);
  validator.unit?.notes.add(id);
}

function enterText(validator: ValidatorState, local: "source" | "target", frame: Frame) {
  validator.side = local;
  const wanted = local === "source" ? validator.languages.source : validator.languages.target;
  const { lang, line, attributes } = frame;
  if (local === "target") {
    if (validator.unit !== undefined) {
      validator.unit.targets[validator.segment] = true;
      const order = attributes["order"];
      validator.unit.orders[validator.segment] = order;
      if (order !== undefined) validator.unit.isOrdered = true;
    }
    if (validator.languages.target === undefined)
      report(validator, "xliff-missing", { element: "xliff", missing: "trgLang" }, line);
    const source = validator.sourceSpace;
    if (source !== undefined && source !== (frame.space ?? "default")) {
      report(validator, "xliff-invalid", { rule: "xml:space", element: "target" }, line);
    }
  } else validator.sourceSpace = frame.space ?? "default";
  if (lang !== undefined && wanted !== undefined && lang.toLowerCase() !== wanted.toLowerCase()) {
    report(validator, "language-mismatch", { wanted, found: lang.slice(0, 40) }, line);
  }
}

/** Ends a core element: checks what is known only now. */
export function closeCore(validator: ValidatorState) {
  validator.depth -= 1;
  const frame = validator.frames[validator.depth];
  if (frame === undefined) return;
  for (const { bits, names } of frame.rule.some) {
    if ((frame.seen & bits) === 0)
      report(validator, "xliff-missing", { element: frame.local, missing: names }, frame.line);
  }
  switch (frame.local) {
    case "skeleton":
      if (frame.hasText === (frame.attributes["href"] !== undefined)) {
        report(validator, "xliff-invalid", { rule: "skeleton", element: "skeleton" }, frame.line);
      }
      return;
    case "unit":
      if (validator.unit !== undefined) checkUnit(validator, validator.unit);
      validator.modules?.leave("unit");
      validator.unit = undefined;
      validator.targetIds.clear();
      validator.extensionIds.pop();
      return;
    case "file":
      for (const { id, line, element, attribute } of validator.flows) {
        if (validator.reader?.hasUnit(id) !== true)
          report(validator, "xliff-reference", { element, attribute, value: id }, line);
      }
      validator.modules?.leave("file");
      validator.extensionIds.pop();
      return;
    case "group":
      validator.modules?.leave("group");
      validator.extensionIds.pop();
      return;
    case "segment":
    case "ignorable":
      validator.sourceSpace = undefined;
      return;
    case "pc":
      validator.unit?.marks.push({
        element: END_OF_PC,
        attributes: { id: frame.attributes["id"] ?? "" },
        line: frame.line,
        side: validator.side,
        segment: validator.segment,
      });
      return;
    default:
  }
}
