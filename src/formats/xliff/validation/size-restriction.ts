import { MODULES } from "../vocabulary.ts";
import { badValue, type ModuleState } from "./module-state.ts";

/** A size in the profiles of XLIFF itself (`xliff:codepoints`, `xliff:utf8` …): a maximum, or both ends. */
const RANGE = /^(\d+|\*)$|^\d+,(\d+|\*)$/;

const INTEGER = /^\d+$/;

const SIZES: Readonly<Record<string, RegExp>> = {
  sizeRestriction: RANGE,
  storageRestriction: RANGE,
  sizeInfo: INTEGER,
  equivStorage: INTEGER,
};

/** Checks an attribute of the size restriction module. */
export function checkSize(
  state: ModuleState,
  element: string,
  own: string,
  name: string,
  value: string,
  attributes: Readonly<Record<string, string>>,
  line: number,
) {
  const shape = Object.hasOwn(SIZES, own) ? SIZES[own] : undefined;
  if (shape === undefined && own !== "sizeInfoRef") {
    state.report("xliff-attribute", { element, attribute: name }, line);
    return;
  }
  // An `ec` takes the sizes of its `sc`, unless it is isolated.
  if (element === "ec" && attributes["isolated"] !== "yes")
    state.report("xliff-attribute", { element, attribute: name }, line);
  if (own === "sizeInfoRef") {
    const direct = `${name.slice(0, name.indexOf(":") + 1)}sizeInfo`;
    if (attributes[direct] !== undefined)
      state.report("xliff-attribute", { element, attribute: direct }, line);
    state.sizeReferences.push({ element, attribute: name, value, line });
  } else if (shape?.test(value) === false) {
    // Without a profile a size may be any text. If it looks like a number, it must be a whole one.
    const isMeant = state.profile === "standard" || (state.profile === "none" && /^[\d.,*]+$/.test(value));
    if (isMeant) badValue(state, element, name, value, line);
  }
}

/** True inside `slr:data`. */
export function isSizeData(state: ModuleState): boolean {
  return state.frames.some(({ uri, local }) => uri === MODULES.size && local === "data");
}

/** Notes an id inside `slr:data`. */
export function addSize(state: ModuleState, id: string | undefined) {
  if (id !== undefined) state.sizes.add(id);
}
