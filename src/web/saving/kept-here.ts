import { useCallback, useEffect, useState } from "preact/hooks";
import { createStore } from "../store.ts";
import { createKeptWork } from "./kept.ts";

function browserStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The work that this browser keeps. All screens share it. */
export const kept = createKeptWork(browserStorage());

/** How many pieces of work would be lost with this page, because the storage refused them. */
export const unsafeCount = createStore(0);

kept.watch(() => unsafeCount.set(kept.unsafeKeys().size));
// Another tab has changed the storage; `null` means that it has emptied it.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== null) kept.adopt(key, newValue);
});

/**
 * A value that outlives the component, the page and a lost server, like a state that is kept. All tabs show
 * the same value.
 *
 * @param key what the value belongs to, as `concept/ice`; `undefined` keeps nothing
 * @param read checks the shape of a stored value: an older page may have written it
 * @returns the value, and what changes it; `undefined` removes it
 */
export function useKept<Value>(
  key: string | undefined,
  read: (stored: unknown) => Value | undefined,
): readonly [Value | undefined, (value: Value | undefined) => void] {
  const [, render] = useState({});
  useEffect(
    () =>
      kept.watch((changed) => {
        if (changed === key) render({});
      }),
    [key],
  );
  const set = useCallback(
    (value: Value | undefined) => {
      if (key === undefined) return;
      if (value === undefined) kept.remove(key);
      else kept.put(key, value);
    },
    [key],
  );
  const stored = key === undefined ? undefined : kept.get(key);
  return [stored === undefined ? undefined : read(stored), set];
}

/** Keeps the text of a field. An empty text is not kept. */
export function useKeptText(key: string): readonly [string, (text: string) => void] {
  const [text, set] = useKept(key, (stored) => (typeof stored === "string" ? stored : undefined));
  return [text ?? "", (next) => set(next === "" ? undefined : next)];
}
