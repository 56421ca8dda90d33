import { useEffect, useState } from "preact/hooks";

/** A value that components can watch. */
export interface Store<Value> {
  get(): Value;
  set(value: Value): void;
  /** Calls back after each change; returns what ends it. */
  watch(listener: () => void): () => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a store; the component is rendered anew when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [, render] = useState({});
  const shown = store.get();
  useEffect(() => {
    // It may have changed between rendering and now.
    if (!Object.is(store.get(), shown)) render({});
    return store.watch(() => render({}));
  }, [store]);
  return shown;
}
