import { isLanguage, type Language } from "../../../domain/language.ts";
import { isTextCondition } from "../../../domain/unit.ts";
import type { DocumentView, UnitFilter, UnitView } from "../../api/resources.ts";
import { type Direction, fileDirection, ownDirection } from "../../direction.ts";

/**
 * The direction of the desk: as the address says, else that of the document's file, else as this browser chose
 * last (if the document has that source), else what is offered first for the document.
 *
 * @param remembered the last choice
 */
export function deskDirection(
  query: URLSearchParams,
  document: Pick<DocumentView, "languages" | "file">,
  remembered: Direction | undefined,
): Direction {
  const [wantedSource, wantedTarget] = [query.get("source"), query.get("target")];
  if (isLanguage(wantedSource) && isLanguage(wantedTarget) && wantedSource !== wantedTarget)
    return [wantedSource, wantedTarget];
  const own = fileDirection(document);
  if (own) return own;
  const isFitting = remembered !== undefined && document.languages.includes(remembered[0]);
  return isFitting ? remembered : ownDirection(document);
}

/** The filter that an address asks for; what it does not know is left out. */
export function filterOf(query: URLSearchParams, target: Language): UnitFilter {
  const state = query.get("state");
  const q = query.get("q") ?? "";
  return {
    ...(q === "" ? {} : { q }),
    ...(state === "asked" ? { asked: "true" as const } : {}),
    ...(isTextCondition(state) || state === "missing" ? { state, language: target } : {}),
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
