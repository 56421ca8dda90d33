import { useCallback, useLayoutEffect, useState } from "preact/hooks";
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
 * @returns the value; what changes it, `undefined` removes it; and what forgets it once it is on the server. That
 *   spares a value that was changed since this rendering, and says whether it did
 */
export function useKept<Value>(
  key: string | undefined,
  read: (stored: unknown) => Value | undefined,
): readonly [Value | undefined, set: (value: Value | undefined) => void, settle: () => boolean] {
  const [, render] = useState({});
  // Before anybody can type: a change that is not heard would be missing from the next one.
  useLayoutEffect(
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
  const settle = () => {
    const isSame = key !== undefined && kept.get(key) === stored;
    if (isSame) kept.remove(key);
    return isSame;
  };
  return [stored === undefined ? undefined : read(stored), set, settle];
}

/** Keeps the text of a field. An empty text is not kept. */
export function useKeptText(
  key: string,
): readonly [string, set: (text: string) => void, settle: () => boolean] {
  const [text, set, settle] = useKept(key, (stored) => (typeof stored === "string" ? stored : undefined));
  return [text ?? "", (next) => set(next === "" ? undefined : next), settle];
}
