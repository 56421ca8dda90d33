import { compareCodes, type Code } from "../../../domain/segment.ts";
import { ANNOTATIONS } from "./marks.ts";
import { checkReferences } from "./references.ts";
import { checkHints, checkSpans } from "./spans.ts";
import { report, type Mark, type UnitState, type ValidatorState } from "./state.ts";

/** A mark in the form that `compareCodes` takes. */
function codesOf({ element, attributes }: Mark): Code[] {
  if (ANNOTATIONS.has(element)) return [];
  const kind = element === "ph" ? "ph" : element === "pc" || element === "sc" ? "open" : "close";
  return [{ kind, id: attributes["startRef"] ?? attributes["id"] ?? "", element, attributes }];
}

const isRestricted = ({ attributes }: Mark) =>
  attributes["canDelete"] === "no" || attributes["canReorder"] !== undefined;

/** Checks that need the whole unit. */
export function checkUnit(validator: ValidatorState, state: UnitState) {
  checkOrder(validator, state);
  // Most units have no such codes.
  if (!state.refers && !state.halves && !state.hints) return;
  for (const one of ["source", "target"] as const) {
    const marks = state.marks.filter((mark) => mark.side === one);
    if (marks.length === 0) continue;
    checkReferences(validator, state, marks);
    checkSpans(validator, marks);
    checkHints(validator, marks);
  }
  checkTargets(validator, state);
}

/** No two targets of a unit have the same place. Without `order` a target has the place where it stands. */
function checkOrder(validator: ValidatorState, { orders, segments, isOrdered, line }: UnitState) {
  if (!isOrdered) return;
  const places = new Set<number>();
  for (const [at, order] of orders.slice(0, segments).entries()) {
    const place = order === undefined ? at + 1 : Number(order);
    if (places.has(place))
      report(validator, "xliff-value", { element: "target", attribute: "order", value: String(place) }, line);
    places.add(place);
  }
}

/** Compares targets with their sources: some codes must not be deleted or moved. */
function checkTargets(validator: ValidatorState, state: UnitState) {
  const targets = state.targets.slice(0, state.segments);
  if (!targets.includes(true)) return;
  if (!state.marks.some(isRestricted)) return;
  const translated = new Set(
    state.marks.filter((mark) => mark.side === "target").map((mark) => mark.attributes["id"]),
  );
  for (const { element, attributes, line, side: one, segment: at } of state.marks) {
    if (one !== "source" || attributes["canDelete"] !== "no" || targets[at] !== true) continue;
    const id = attributes["id"];
    if (id !== undefined && !translated.has(id))
      report(validator, "xliff-code-deleted", { element, id }, line);
  }
  if (!state.marks.some(({ attributes }) => attributes["canReorder"] !== undefined)) return;
  for (const at of targets.keys()) {
    const contentOf = (one: "source" | "target") =>
      state.marks.filter((mark) => mark.side === one && mark.segment === at).flatMap(codesOf);
    const target = contentOf("target");
    const moved = target.length > 0 ? compareCodes(contentOf("source"), target)?.unmovable : undefined;
    if (moved !== undefined && moved.length > 0)
      report(validator, "xliff-code-moved", { id: moved.join(", ") }, state.line);
  }
}
