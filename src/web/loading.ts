import { ConnectionLost, onceConnected } from "./api/client.ts";
import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";

export type Loaded<Value> =
  | { readonly is: "loading"; readonly value?: Value }
  | { readonly is: "ready"; readonly value: Value }
  | { readonly is: "failed"; readonly error: unknown; readonly value?: Value };

/**
 * Loads a value when the component appears and whenever `key` changes. While the same key is loaded
 * again, the old value stays, so that nothing flickers.
 *
 * @param key what the value depends on; `undefined` loads nothing
 */
export function useLoaded<Value>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<Value>,
): readonly [Loaded<Value>, reload: () => void, put: (value: Value) => void] {
  const [state, setState] = useState<{ key: string | undefined; loaded: Loaded<Value> }>({
    key,
    loaded: { is: "loading" },
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === undefined) return undefined;
    const stop = new AbortController();
    const settle = (next: (was: Loaded<Value>) => Loaded<Value>) =>
      setState((was) => ({ key, loaded: next(was.key === key ? was.loaded : { is: "loading" }) }));
    load(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) settle(() => ({ is: "ready", value }));
      },
      (error: unknown) => {
        if (!stop.signal.aborted) settle((was) => ({ ...was, is: "failed", error }));
      },
    );
    return () => stop.abort();
    // `load` is a new function at each rendering; `key` says when it loads something else.
  }, [key, turn]);
  // What failed because the server was away is loaded as soon as the server is back.
  const isAway = state.loaded.is === "failed" && state.loaded.error instanceof ConnectionLost;
  useLayoutEffect(() => {
    if (!isAway) return undefined;
    return onceConnected(() => setTurn((last) => last + 1));
  }, [state]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  const put = useCallback((value: Value) => setState({ key, loaded: { is: "ready", value } }), [key]);
  return [state.key === key ? state.loaded : { is: "loading" }, reload, put];
}

/** An action that may fail. It runs once at a time, and tells whether it is running and what went wrong. */
export function useAction<Arguments extends readonly unknown[]>(
  act: (...given: Arguments) => Promise<void>,
): {
  readonly run: (...given: Arguments) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly clear: () => void;
} {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const run = (...given: Arguments) => {
    if (state.busy) return;
    setState({ busy: true, error: undefined });
    act(...given).then(
      () => setState({ busy: false, error: undefined }),
      (error: unknown) => setState({ busy: false, error }),
    );
  };
  return { run, ...state, clear: () => setState({ busy: false, error: undefined }) };
}
