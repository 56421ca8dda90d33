import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import type { DocumentView, UnitFilter, UnitView } from "../../api/resources.ts";
import { loadUnits } from "../../document-units.ts";
import { saved } from "../../saving/saving.ts";
import { useStore } from "../../store.ts";

/** The units that the filter of the desk finds, and which of them is open. */
export interface DeskUnits {
  readonly list: readonly UnitView[];
  readonly isComplete: boolean;
  readonly isFiltered: boolean;
  /** Units in all, also those that are not loaded yet. */
  readonly count: number;
  readonly error: unknown;
  readonly reload: () => void;
  /** Index of the open unit; -1 while it is not loaded. */
  readonly at: number;
  readonly unit: UnitView | undefined;
}

/** @param wanted id of the unit that the address opens; `null` opens the first */
export function useDeskUnits(document: DocumentView, filter: UnitFilter, wanted: string | null): DeskUnits {
  const filterKey = JSON.stringify(filter);
  const units = useMemo(() => loadUnits(document.id, filter), [document.id, filterKey]);
  useEffect(() => () => units.stop(), [units]);
  const { units: list, isComplete, error } = useStore(units.state);
  const justSaved = useStore(saved);
  // Before the next key: what is typed then is a change of the version that was saved just now.
  useLayoutEffect(() => {
    if (justSaved) units.replace(justSaved);
  }, [justSaved, units]);
  const found = list.findIndex(({ id }) => id === wanted);
  const at = found >= 0 ? found : wanted === null || isComplete ? 0 : -1;
  const isFiltered = filterKey !== "{}";
  return {
    list,
    isComplete,
    isFiltered,
    count: isFiltered ? list.length : Math.max(document.units, list.length),
    error,
    reload: () => units.reload(),
    at,
    unit: list[at],
  };
}
