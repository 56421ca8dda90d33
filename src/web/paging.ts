import { useState } from "preact/hooks";
import { type Loaded, useAction, useLoaded } from "./loading.ts";

export interface Page {
  readonly items: readonly unknown[];
  /** Where the next page begins; `null` after the last one. */
  readonly next: string | null;
}

/** The loaded pages of a list. */
export interface Pages<P extends Page> {
  /** The first page, which also has the totals of the list. */
  readonly first: Loaded<P>;
  readonly all: readonly P[];
  readonly hasMore: boolean;
  readonly more: { readonly run: () => void; readonly busy: boolean; readonly error: unknown };
  /** Loads the list again from the first page. */
  readonly refresh: () => void;
}

/**
 * @param key what the list depends on; `undefined` loads nothing
 * @param load a page; the first one without `after`
 */
export function usePages<P extends Page>(
  key: string | undefined,
  load: (after: string | undefined, signal?: AbortSignal) => Promise<P>,
): Pages<P> {
  const [first, reload] = useLoaded(key, (signal) => load(undefined, signal));
  const [turn, setTurn] = useState(0);
  const list = `${turn} ${key}`;
  const [further, setFurther] = useState<{ readonly list: string; readonly pages: readonly P[] }>({
    list,
    pages: [],
  });
  // Pages of another key, and those asked for before the list was loaded again, do not belong to this list.
  const pages = further.list === list ? further.pages : [];
  const all = first.value === undefined ? [] : [first.value, ...pages];
  const next = all.at(-1)?.next ?? null;
  const more = useAction(async () => {
    if (next === null) return;
    const page = await load(next);
    setFurther((was) => ({ list, pages: [...(was.list === list ? was.pages : []), page] }));
  });
  const refresh = () => {
    setTurn((last) => last + 1);
    reload();
  };
  return { first, all, hasMore: next !== null, more: { ...more, run: () => more.run() }, refresh };
}
