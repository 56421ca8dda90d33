import { badValue, type ModuleState } from "./module-state.ts";

const SWITCH = /^(plural|ordinal|gender|select):\S+$/;

/** `pgs:switch` of a unit or of what holds it names the criteria. Each `pgs:case` has one value for each criterion. */
export function checkPlural(
  state: ModuleState,
  element: string,
  own: string,
  name: string,
  value: string,
  line: number,
) {
  const parts = value.trim().split(/\s+/u);
  const holder = state.holders.at(-1);
  if (own === "switch") {
    if (!parts.every((part) => SWITCH.test(part))) badValue(state, element, name, value, line);
    if (holder !== undefined) holder.switches = parts.length;
  } else if (own === "case") {
    const wanted = state.holders.findLast(({ switches }) => switches > 0)?.switches;
    if (wanted !== parts.length || value.trim() === "") badValue(state, element, name, value, line);
  } else state.report("xliff-attribute", { element, attribute: name }, line);
}
