/** Where the browser keeps strings: `localStorage`, or a stand-in for tests. */
export type BrowserStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Work that is not on the server yet, by key. It is plain data, so that it can be kept as JSON. */
export interface KeptWork {
  /** The value of a key as it was put, or as the storage gave it: its shape has to be checked. */
  get(key: string): unknown;
  /** Keeps a value. Files in it last as long as the page. */
  put(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): readonly string[];
  /** Keys of the values that the storage refused: only this page has them. */
  unsafeKeys(): ReadonlySet<string>;
  /** Takes over what another tab has written: the new JSON of a key of the storage, or `null`. */
  adopt(storageKey: string, json: string | null): void;
  /** Calls back after each change of a key; returns what ends it. `isForeign` for changes of another tab. */
  watch(listener: (key: string, isForeign: boolean) => void): () => void;
}

const PREFIX = "polynya.draft.";

/**
 * All kept work of this browser: in memory, with a copy in the storage where that is possible. When the
 * storage is full or forbidden, the work lasts as long as the page.
 */
export function createKeptWork(storage: BrowserStorage | undefined): KeptWork {
  const values = new Map<string, unknown>(storedEntries(storage));
  const unsafe = new Set<string>();
  const listeners = new Set<(key: string, isForeign: boolean) => void>();
  const tell = (key: string, isForeign: boolean) => {
    for (const listener of listeners) listener(key, isForeign);
  };
  return {
    get: (key) => values.get(key),
    put(key, value) {
      values.set(key, value);
      if (succeeds(() => storage?.setItem(PREFIX + key, JSON.stringify(value))) && storage)
        unsafe.delete(key);
      else unsafe.add(key);
      tell(key, false);
    },
    remove(key) {
      values.delete(key);
      unsafe.delete(key);
      succeeds(() => storage?.removeItem(PREFIX + key));
      tell(key, false);
    },
    keys: () => [...values.keys()],
    unsafeKeys: () => unsafe,
    adopt(storageKey, json) {
      if (!storageKey.startsWith(PREFIX)) return;
      const key = storageKey.slice(PREFIX.length);
      const value = json === null ? undefined : parse(json);
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      unsafe.delete(key);
      tell(key, true);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function storedEntries(storage: BrowserStorage | undefined): [string, unknown][] {
  const names = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? "");
  return names.flatMap((name): [string, unknown][] => {
    const value = name.startsWith(PREFIX) ? parse(storage?.getItem(name) ?? "") : undefined;
    return value === undefined ? [] : [[name.slice(PREFIX.length), value]];
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
