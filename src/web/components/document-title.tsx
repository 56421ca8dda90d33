import { useEffect } from "preact/hooks";
import { getDocument } from "../api/resources.ts";
import { createStore, useStore } from "../store.ts";

/** Known titles by id. A deleted document is shown by its id. */
const titles = createStore<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

/** Remembers the titles of loaded documents, which saves requests. */
export function rememberTitles(documents: readonly { readonly id: string; readonly title: string }[]): void {
  for (const { id } of documents) asked.add(id);
  titles.set(new Map([...titles.get(), ...documents.map(({ id, title }) => [id, title] as const)]));
}

/** The title of a document of which only the id is known. */
export function DocumentTitle({ id }: { id: string }) {
  const known = useStore(titles).get(id);
  useEffect(() => {
    if (known !== undefined || asked.has(id)) return;
    asked.add(id);
    // Without an answer the id is shown, and the title may be asked for again.
    getDocument(id).then(
      (document) => rememberTitles([document]),
      () => asked.delete(id),
    );
  }, [id, known]);
  return <>{known ?? id}</>;
}
