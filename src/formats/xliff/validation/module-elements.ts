import type { XmlElement } from "../../xml/reader.ts";
import { MODULES } from "../vocabulary.ts";
import { beginChange } from "./change-tracking.ts";
import { RESOURCE, type ModuleRule } from "./module-rules.ts";
import { badValue, type ModuleFrame, type ModuleState, type Resolve } from "./module-state.ts";

const TESTS = ["isPresent", "isNotPresent", "startsWith", "endsWith"];

/** Checks the place of a child among its siblings. */
export function placeIn(
  state: ModuleState,
  parent: ModuleFrame,
  rule: ModuleRule,
  { uri, local, name, line }: XmlElement,
) {
  const isOwn =
    uri === parent.uri || uri === MODULES.metadata || uri.startsWith("urn:oasis:names:tc:xliff:document:2.");
  const place = isOwn ? rule.children?.[local] : undefined;
  if (place === undefined) {
    // Foreign elements may stand only where the rule is open, after the element's own children.
    if (rule.open !== true || uri === parent.uri)
      state.report("xliff-element", { element: name, parent: parent.name }, line);
    parent.place = Number.POSITIVE_INFINITY;
    return;
  }
  const isSecond = parent.seen.has(local) && rule.single?.includes(local) === true;
  if (place < parent.place || isSecond)
    state.report("xliff-element", { element: name, parent: parent.name }, line);
  parent.seen.add(local);
  if (place > parent.place) parent.place = place;
}

/** Checks attributes of an element of a module. */
export function checkAttributes(state: ModuleState, element: XmlElement, rule: ModuleRule, resolve: Resolve) {
  const { name: local, attributes, line, uri } = element;
  for (const name of rule.required ?? []) {
    if (attributes[name] === undefined)
      state.report("xliff-missing", { element: local, missing: name }, line);
  }
  for (const name in attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    const shape = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
    const value = attributes[name] ?? "";
    if (shape !== undefined) {
      if (!shape(value)) badValue(state, local, name, value, line);
      continue;
    }
    const colon = name.indexOf(":");
    const isOther = colon > 0 && resolve(name.slice(0, colon)) !== uri;
    // A candidate has the languages of its document.
    if (!isOther || rule.extensible !== true || (name === "xml:lang" && uri === MODULES.matches))
      state.report("xliff-attribute", { element: local, attribute: name }, line);
  }
}

/** Checks that an id is unique in its scope. */
export function identify(state: ModuleState, { attributes, name, line }: XmlElement, { unique }: ModuleRule) {
  const { id } = attributes;
  if (unique === undefined || id === undefined) return;
  const scope = state.frames.findLast((frame) => frame.local === unique)?.ids;
  if (scope?.has(id) === true) state.report("xliff-id-duplicate", { element: name, id }, line);
  scope?.add(id);
}

/** Checks that the tables can't express. */
export function begin(state: ModuleState, { uri, local, name, attributes, line }: XmlElement) {
  const { ref } = attributes;
  // A candidate refers to a text of its unit. A term may refer to anything.
  if (ref !== undefined && (uri === MODULES.matches || (uri === MODULES.glossary && ref.startsWith("#"))))
    state.holders.at(-1)?.spans.push({ element: name, attribute: "ref", value: ref, line });
  if (uri === MODULES.matches && attributes["subType"] !== undefined && attributes["type"] === undefined)
    state.report("xliff-missing", { element: name, missing: "type" }, line);
  else if (uri === MODULES.validation && local === "rule") checkRule(state, name, attributes, line);
  else if (uri === MODULES.size && local === "profiles") {
    const isStandard = ["generalProfile", "storageProfile"].every((one) =>
      (attributes[one] ?? "xliff:").startsWith("xliff:"),
    );
    state.profile = isStandard ? "standard" : "own";
  } else if (uri === MODULES.resources && local === "source") {
    const language = attributes["xml:lang"];
    if (language !== undefined && language.toLowerCase() !== state.sourceLanguage.toLowerCase())
      badValue(state, name, "xml:lang", language, line);
  } else if (uri === MODULES.changes) beginChange(state, local, name, attributes, line);
}

/** Checks that need the whole element. */
export function end(state: ModuleState, frame: ModuleFrame) {
  const { uri, local, name, attributes, line } = frame;
  if (uri === MODULES.changes && local === "revisions") state.revisions = undefined;
  if (frame.rule !== RESOURCE) return;
  const isElsewhere = attributes["href"] !== undefined;
  if (isElsewhere && frame.filled)
    state.report("xliff-attribute", { element: name, attribute: "href" }, line);
  else if (!isElsewhere && !frame.filled)
    state.report("xliff-missing", { element: name, missing: "href" }, line);
}

/** A rule of the validation module has exactly one test. `existsInSource` and `occurs` need certain tests. */
function checkRule(
  state: ModuleState,
  element: string,
  attributes: Readonly<Record<string, string>>,
  line: number,
) {
  const tests = TESTS.filter((name) => attributes[name] !== undefined);
  const custom = Object.keys(attributes).some((name) => name.includes(":") && !name.startsWith("xmlns:"));
  if (tests.length === 0 && !custom)
    state.report("xliff-missing", { element, missing: TESTS.join("|") }, line);
  for (const attribute of tests.slice(1)) state.report("xliff-attribute", { element, attribute }, line);
  const [test] = tests;
  if (attributes["existsInSource"] !== undefined && (test === undefined || test === "isNotPresent"))
    state.report("xliff-attribute", { element, attribute: "existsInSource" }, line);
  if (attributes["occurs"] !== undefined && test !== "isPresent")
    state.report("xliff-attribute", { element, attribute: "occurs" }, line);
}
