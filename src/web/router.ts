import { createStore } from "./store.ts";

/** The place that the page shows: path and query of its address. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** The place that is shown now. */
export const place = createStore<Place>(here());

addEventListener("popstate", () => place.set(here()));

export interface Going {
  /** Replaces the old place in the browser's history: “back” then skips it. */
  readonly replace?: boolean;
}

/** Goes to an address of this page. */
export function go(address: string, { replace = false }: Going = {}): void {
  const now = location.pathname + location.search;
  if (address === now) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  place.set(here());
}

/** Changes some parameters of the query; `undefined` removes a parameter. */
export function amendQuery(
  changes: Readonly<Record<string, string | undefined>>,
  going: Going = { replace: true },
): void {
  go(
    address(location.pathname, { ...Object.fromEntries(new URLSearchParams(location.search)), ...changes }),
    going,
  );
}

/** An address with a query; empty values are left out. */
export function address(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/**
 * Address of a document. It does not end with the id: an id may hold a dot, and servers of static files
 * take an address that ends like a file name for a file.
 */
export const documentAddress = (
  document: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string => address(`/documents/${encodeURIComponent(document)}/translate`, query);

/** The id of the document that a path shows; `undefined` for the path of another screen. */
export function documentOf(path: string): string | undefined {
  const encoded = /^\/documents\/([^/]+)\/translate$/u.exec(path)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Follows links within the page without loading it again. */
export function followLinks(event: MouseEvent): void {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
  if (OUTSIDE.test(link.pathname)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

/** Addresses of this server that do not belong to the page. */
const OUTSIDE =
  /^\/(?:api|docs|sign-in|sign-out|openapi\.json|locales|metrics|healthz|readyz|terms|sitemap\.xml)(?:\/|$)/u;
