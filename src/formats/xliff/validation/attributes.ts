import type { XmlElement } from "../../xml/reader.ts";
import { MODULES } from "../vocabulary.ts";
import { FORMAT_STYLES, MODULE_NAMESPACES, isSubType, type CompiledRule } from "./grammar.ts";
import {
  badValue,
  moduleValidator,
  report,
  type Frame,
  type ValidatorContext,
  type ValidatorState,
} from "./state.ts";

/** Checks which attributes a core element has, and their values. */
export function checkAttributes(
  validator: ValidatorState,
  element: XmlElement,
  rule: CompiledRule,
  resolve: ValidatorContext["resolve"],
  frame: Frame,
) {
  const { local, attributes, line } = element;
  /** True when an attribute was seen whose meaning depends on another one. */
  let together = false;
  for (const name of rule.required) {
    if (attributes[name] === undefined)
      report(validator, "xliff-missing", { element: local, missing: name }, line);
  }
  const { shapes } = rule;
  for (const name in attributes) {
    const shape = shapes.get(name);
    if (name === "subState" || name === "subType") together = true;
    else if (name === "xml:lang") frame.lang = attributes[name];
    else if (name === "xml:space") frame.space = attributes[name];
    if (shape !== undefined) {
      const value = attributes[name] ?? "";
      if (!shape(value)) badValue(validator, local, name, value, line);
    } else if (!isAllowedExtension(validator, element, name, rule, resolve)) {
      report(validator, "xliff-attribute", { element: local, attribute: name }, line);
    }
  }
  if (!together) return;
  const { subState, state, subType, type } = attributes;
  if (subState !== undefined && state === undefined)
    report(validator, "xliff-missing", { element: local, missing: "state" }, line);
  if (subType !== undefined && !isSubType(type, subType))
    badValue(validator, local, "subType", subType, line);
}

/** True for an attribute of a module or extension that this element may have. */
function isAllowedExtension(
  validator: ValidatorState,
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
    // An `ec` takes the style of its `sc`, unless it is isolated.
    if (local === "em" || local === "cp" || (local === "ec" && isolated !== "yes")) return false;
    if (own !== "subFs") return own === "fs" && FORMAT_STYLES.has(value);
  }
  // `xml:lang` is inherited, so it is allowed wherever other namespaces are.
  if (!MODULE_NAMESPACES.has(uri)) return rule.isExtensible;
  validator.modules ??= moduleValidator(validator);
  validator.modules.attribute(element, uri, name.slice(colon + 1), name);
  return true;
}
