import { useEffect, useState } from "preact/hooks";

/** A value that components can watch. */
export interface Store<Value> {
  get(): Value;
  set(value: Value): void;
  /** Calls the listener after each change; returns a function that ends it. */
  watch(listener: () => void): () => void;
}

/** A store with its first value. */
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

/** The value of a store; the component is rendered again when the value changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [, render] = useState({});
  const shown = store.get();
  useEffect(() => {
    // The value may have changed since the rendering.
    if (!Object.is(store.get(), shown)) render({});
    return store.watch(() => render({}));
  }, [store]);
  return shown;
}
