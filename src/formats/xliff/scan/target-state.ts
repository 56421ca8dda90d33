import { plainText, type Content } from "../../../domain/segment.ts";
import { isState, type State } from "../../../domain/unit.ts";
import { leastMature, stateFrom, type MappedState } from "../states.ts";
import type { Major } from "../vocabulary.ts";
import type { ScannedSegment, ScannedUnit } from "./scanned.ts";

/** State of a unit's target: the state of its least mature segment. */
export function stateOf(unit: ScannedUnit, major: Major): MappedState {
  if (major === 1) return transUnitState(unit);
  let least: MappedState | undefined;
  for (const one of unit.segments) {
    if (one.kind !== "segment" || !hasText(one.source)) continue;
    const state = segmentState(one);
    least = least === undefined ? state : leastMature(least, state);
  }
  return least ?? INITIAL;
}

const INITIAL: MappedState = { state: "initial" };

/** States without sub-state, one object each. */
const PLAIN: Readonly<Record<State, MappedState>> = {
  initial: INITIAL,
  translated: { state: "translated" },
  reviewed: { state: "reviewed" },
  final: { state: "final" },
};

const hasText = (content: Content) => content.some((part) => typeof part === "string" && part.trim() !== "");

/** State of a segment of 2.x. */
export function segmentState({ attributes, target }: ScannedSegment): MappedState {
  if (target === undefined) return INITIAL;
  const state = attributes["state"];
  if (state === undefined || !isState(state))
    return PLAIN[plainText(target) === "" ? "initial" : "translated"];
  const subState = attributes["subState"];
  return subState === undefined ? PLAIN[state] : { state, subState };
}

function transUnitState(unit: ScannedUnit): MappedState {
  const [segment] = unit.segments;
  if (segment?.target === undefined) return INITIAL;
  const state = segment.targetAttributes?.["state"];
  if (state !== undefined) return stateFrom("xlf12", state);
  if (unit.sdlSegments.size > 0) {
    return [...unit.sdlSegments.values()]
      .map(({ attributes }) => stateFrom("sdl", attributes["conf"] ?? "Unspecified"))
      .reduce(leastMature);
  }
  const status = unit.attributes["mq:status"];
  if (status !== undefined) return stateFrom("mq", status);
  if (unit.attributes["approved"] === "yes" || unit.attributes["m:confirmed"] === "1") return PLAIN.final;
  if (unit.attributes["m:confirmed"] === "0") return INITIAL;
  return PLAIN[plainText(segment.target) === "" ? "initial" : "translated"];
}
