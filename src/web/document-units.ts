import { ConnectionLost, onceConnected } from "./api/client.ts";
import { getUnits, type UnitFilter, type UnitView } from "./api/resources.ts";
import { createStore, type Store } from "./store.ts";

/** The units of a document in their order, as far as they are loaded. The first ones can be shown meanwhile. */
export interface LoadedUnits {
  readonly units: readonly UnitView[];
  readonly isComplete: boolean;
  readonly error?: unknown;
}

/** Units that are being loaded, and what can be done with them. */
export interface DocumentUnits {
  readonly state: Store<LoadedUnits>;
  replace(unit: UnitView): void;
  reload(): void;
  stop(): void;
}

/** Units of the first page: few, so that they are there at once. */
const FIRST = 100;
const FURTHER = 1000;

/** Begins to load the units of a document that a filter finds. */
export function loadUnits(document: string, filter: UnitFilter): DocumentUnits {
  const state = createStore<LoadedUnits>({ units: [], isComplete: false });
  let stopping = new AbortController();
  const load = async () => {
    const { signal } = stopping;
    const units: UnitView[] = [];
    let after: string | undefined;
    try {
      do {
        const page = await getUnits(
          document,
          filter,
          { limit: after === undefined ? FIRST : FURTHER, ...(after === undefined ? {} : { after }) },
          signal,
        );
        if (signal.aborted) return;
        units.push(...page.items);
        after = page.next ?? undefined;
        state.set({ units: keepNewer(state.get().units, [...units]), isComplete: after === undefined });
      } while (after !== undefined);
    } catch (error) {
      if (signal.aborted) return;
      state.set({ ...state.get(), error });
      // What failed because the server was away is loaded as soon as the server is back.
      if (error instanceof ConnectionLost)
        signal.addEventListener(
          "abort",
          onceConnected(() => void load()),
        );
    }
  };
  void load();
  return {
    state,
    replace(unit) {
      const now = state.get();
      const at = now.units.findIndex(({ id }) => id === unit.id);
      if (at >= 0) state.set({ ...now, units: now.units.with(at, unit) });
    },
    reload() {
      stopping.abort();
      stopping = new AbortController();
      void load();
    },
    stop: () => stopping.abort(),
  };
}

/** A page requested before a save must not bring the old text back: the newer version of each unit stays. */
function keepNewer(known: readonly UnitView[], loaded: readonly UnitView[]): readonly UnitView[] {
  if (known.length === 0) return loaded;
  const versions = new Map(known.map((unit) => [unit.id, unit]));
  return loaded.map((unit) => {
    const had = versions.get(unit.id);
    return had && had.version > unit.version ? had : unit;
  });
}
