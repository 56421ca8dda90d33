import { useState } from "preact/hooks";
import { type Loaded, useAction, useLoaded } from "./loading.ts";

export interface Page {
  readonly items: readonly unknown[];
  /** What to ask on from; `null` at the end. */
  readonly next: string | null;
}

/** A list that comes in pages, as far as it was asked for. */
export interface Pages<P extends Page> {
  /** The first page, which also tells how the whole stands. */
  readonly first: Loaded<P>;
  readonly all: readonly P[];
  readonly hasMore: boolean;
  readonly more: { readonly run: () => void; readonly busy: boolean; readonly error: unknown };
  /** Begins anew with the first page. */
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
  // What came for another key is of no use here.
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
