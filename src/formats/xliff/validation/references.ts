import type { XmlAttributes } from "../../xml/reader.ts";
import { parseFragment } from "./grammar.ts";
import { report, type Mark, type UnitState, type ValidatorState } from "./state.ts";

/** Checks `copyOf` and the references of annotations. */
export function checkReferences(validator: ValidatorState, state: UnitState, marks: readonly Mark[]) {
  let codes: Map<string, Mark> | undefined;
  for (const { element, attributes, line } of marks) {
    const { copyOf } = attributes;
    if (copyOf !== undefined) {
      codes ??= new Map(state.marks.map((mark) => [mark.attributes["id"] ?? "", mark]));
      const base = codes.get(copyOf);
      if (base === undefined || base.attributes["canCopy"] === "no") {
        report(validator, "xliff-reference", { element, attribute: "copyOf", value: copyOf }, line);
      }
    }
    if (element === "mrk" || element === "sm") checkAnnotation(validator, state, element, attributes, line);
  }
}

function checkAnnotation(
  validator: ValidatorState,
  state: UnitState,
  element: string,
  attributes: XmlAttributes,
  line: number,
) {
  const { ref, type, value } = attributes;
  const fragment = ref?.startsWith("#") === true ? parseFragment(ref.slice(1)) : undefined;
  if (ref?.startsWith("#") === true && fragment === undefined) {
    report(validator, "xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
    return;
  }
  if (type !== "comment") return;
  if (ref === undefined || value !== undefined) {
    if ((ref === undefined) === (value === undefined)) {
      report(validator, "xliff-missing", { element, missing: "value|ref" }, line);
    }
    return;
  }
  // A comment refers to a note of its own unit.
  const isHere =
    fragment?.selector === "n" &&
    (fragment.unit === undefined
      ? fragment.file === undefined && fragment.group === undefined
      : fragment.unit === state.id) &&
    (fragment.file === undefined || fragment.file === validator.fileId) &&
    state.notes.has(fragment.id ?? "");
  if (!isHere)
    report(validator, "xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
}
