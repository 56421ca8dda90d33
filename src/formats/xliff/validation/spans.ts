import { ANNOTATIONS, END_OF_PC, HALVES } from "./marks.ts";
import { report, type Mark, type ValidatorState } from "./state.ts";

/** Every `sc` has its `ec` and every `sm` its `em`, in order. `isolated` marks exactly the halves without a partner here. */
export function checkSpans(validator: ValidatorState, marks: readonly Mark[]) {
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
      report(validator, "xliff-span", { element, id: startRef ?? id ?? "" }, line);
      if (isolated === "yes" || startRef === undefined) continue;
    }
    if (isolated === "yes") continue;
    const key = `${element === "ec" ? "sc" : "sm"} ${startRef ?? ""}`;
    const start = open.get(key);
    if (start === undefined || start.attributes["isolated"] === "yes") {
      report(validator, "xliff-span", { element, id: startRef ?? "" }, line);
    } else if (element === "ec") checkHalves(validator, start, mark);
    open.delete(key);
  }
  for (const { element, attributes, line } of open.values()) {
    if (attributes["isolated"] !== "yes")
      report(validator, "xliff-span", { element, id: attributes["id"] ?? "" }, line);
  }
}

/** Both halves of a span have the same editing hints (2.1 §4.7.2.3.3). */
function checkHalves(validator: ValidatorState, start: Mark, end: Mark) {
  const hint = (mark: Mark, name: string) => mark.attributes[name] ?? "yes";
  for (const name of ["canCopy", "canDelete", "canOverlap"]) {
    if (hint(start, name) !== hint(end, name)) {
      report(validator, "xliff-hint", { attribute: name, id: start.attributes["id"] ?? "" }, end.line);
    }
  }
  const fixed = hint(start, "canReorder") !== "yes";
  if (fixed !== (hint(end, "canReorder") === "no")) {
    report(validator, "xliff-hint", { attribute: "canReorder", id: start.attributes["id"] ?? "" }, end.line);
  }
}

/** A code with `canReorder` other than `yes` may be neither copied nor deleted. A sequence of them begins with `firstNo`. */
export function checkHints(validator: ValidatorState, marks: readonly Mark[]) {
  let inSequence = false;
  for (const { element, attributes, line } of marks) {
    if (ANNOTATIONS.has(element) || element === END_OF_PC) continue;
    const { canReorder = "yes", canCopy, canDelete } = attributes;
    const id = attributes["id"] ?? attributes["startRef"] ?? "";
    if (canReorder === "yes") {
      if (element !== "ec") inSequence = false;
      continue;
    }
    if (canCopy !== "no" || canDelete !== "no" || (canReorder === "no" && !inSequence && element !== "ec")) {
      report(validator, "xliff-hint", { attribute: "canReorder", id }, line);
    }
    inSequence = true;
  }
}
