import { isLanguage, type Language } from "../../../domain/language.ts";
import { isState } from "../../../domain/unit.ts";
import type { DocumentView, UnitFilter, UnitView } from "../../api/resources.ts";

/** From which language into which other one. */
export type Direction = readonly [source: Language, target: Language];

/**
 * The direction of the desk: as the address says, else as this browser chose last (if the document has
 * that source), else the document's first two languages.
 *
 * @param remembered the last choice, as `ru zh`
 */
export function directionOf(
  query: URLSearchParams,
  document: Pick<DocumentView, "languages">,
  remembered: string | undefined,
): Direction {
  const [wantedSource, wantedTarget] = [query.get("source"), query.get("target")];
  if (isLanguage(wantedSource) && isLanguage(wantedTarget) && wantedSource !== wantedTarget)
    return [wantedSource, wantedTarget];
  const [source, target] = (remembered ?? "").split(" ");
  if (isLanguage(source) && isLanguage(target) && document.languages.includes(source))
    return [source, target];
  const first = document.languages[0] ?? "ru";
  return [first, document.languages[1] ?? (first === "zh" ? "ru" : "zh")];
}

/** The filter that an address asks for; what it does not know is left out. */
export function filterOf(query: URLSearchParams, target: Language): UnitFilter {
  const state = query.get("state");
  const q = query.get("q") ?? "";
  return {
    ...(q === "" ? {} : { q }),
    ...(isState(state) || state === "missing" || state === "stale" ? { state, language: target } : {}),
  };
}

/** Whether the target of a unit is missing, a draft, or older than its source. */
export function needsWork({ variants }: Pick<UnitView, "variants">, target: Language): boolean {
  const variant = variants[target];
  return variant === undefined || variant.text === "" || variant.state === "initial" || variant.stale;
}

/** Index of the next unit that needs work, round the end of the list; `undefined` when no other does. */
export function nextUnconfirmed(
  units: readonly Pick<UnitView, "variants">[],
  at: number,
  target: Language,
): number | undefined {
  const following = [...units.keys()].map((step) => (at + 1 + step) % units.length);
  return following.find((index) => {
    const unit = units[index];
    return index !== at && unit !== undefined && needsWork(unit, target);
  });
}
