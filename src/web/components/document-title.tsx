import { useEffect } from "preact/hooks";
import { getDocument } from "../api/resources.ts";
import { createStore, useStore } from "../store.ts";

/** Titles by id, as far as anybody asked. A document that is gone keeps its id for a title. */
const titles = createStore<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

/** Notes what documents are called, so that nobody has to ask. */
export function rememberTitles(documents: readonly { readonly id: string; readonly title: string }[]): void {
  for (const { id } of documents) asked.add(id);
  titles.set(new Map([...titles.get(), ...documents.map(({ id, title }) => [id, title] as const)]));
}

/** What people call a document, where only its id is known. */
export function DocumentTitle({ id }: { id: string }) {
  const known = useStore(titles).get(id);
  useEffect(() => {
    if (known !== undefined || asked.has(id)) return;
    asked.add(id);
    // Without an answer the id says it as well, and may be asked for again.
    getDocument(id).then(
      (document) => rememberTitles([document]),
      () => asked.delete(id),
    );
  }, [id, known]);
  return <>{known ?? id}</>;
}
