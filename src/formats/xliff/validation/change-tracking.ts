import { badValue, type Holder, type ModuleState, type Revisions } from "./module-state.ts";

/** Notes `revisions`, `revision` and `item`. */
export function beginChange(
  state: ModuleState,
  local: string,
  element: string,
  { appliesTo = "", ref, property = "" }: Readonly<Record<string, string>>,
  line: number,
) {
  if (local === "revisions") {
    state.revisions = { element, appliesTo, ref, properties: new Set(), line };
    state.holders.at(-1)?.revisions.push(state.revisions);
  } else if (local === "revision") state.properties = new Set();
  else if (local === "item") {
    // A revision has one value for each property.
    if (state.properties.has(property)) badValue(state, element, "property", property, line);
    state.properties.add(property);
    state.revisions?.properties.add(property);
  }
}

/** Checks what revisions apply to. Properties are `content` and the attributes of the revised element. */
export function checkRevisions(
  state: ModuleState,
  { element, appliesTo, ref, properties: named, line }: Revisions,
  holder: Holder,
) {
  const same = holder.instances.filter(({ local }) => local === appliesTo);
  if (ref === undefined && same.length > 1 && same.some(({ attributes }) => attributes["id"] !== undefined))
    state.report("xliff-missing", { element, missing: "ref" }, line);
  if (ref !== undefined && !holder.instances.some(({ attributes }) => attributes["id"] === ref))
    state.report("xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
  const revised = ref === undefined ? same : same.filter(({ attributes }) => attributes["id"] === ref);
  const [only] = revised;
  if (revised.length !== 1 || only === undefined) return;
  for (const property of named) {
    if (property !== "content" && only.attributes[property] === undefined)
      badValue(state, element, "property", property, line);
  }
}
