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
  const [further, setFurther] = useState<{ readonly key: string | undefined; readonly pages: readonly P[] }>({
    key,
    pages: [],
  });
  // Pages of another key do not belong to this list.
  const pages = further.key === key ? further.pages : [];
  const all = first.value === undefined ? [] : [first.value, ...pages];
  const next = all.at(-1)?.next ?? null;
  const more = useAction(async () => {
    if (next === null) return;
    const page = await load(next);
    setFurther((was) => ({ key, pages: [...(was.key === key ? was.pages : []), page] }));
  });
  const refresh = () => {
    setFurther({ key, pages: [] });
    reload();
  };
  return { first, all, hasMore: next !== null, more: { ...more, run: () => more.run() }, refresh };
}
