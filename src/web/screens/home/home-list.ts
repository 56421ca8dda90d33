import type { DocumentView } from "../../api/resources.ts";

/** Orders of the documents in a collection. */
export const SORTS = ["added", "newest", "title", "unfinished"] as const;
export type Sort = (typeof SORTS)[number];

/** What the start page needs of a collection with its documents. */
interface Listed {
  readonly collection: { readonly title: string };
  readonly documents: readonly DocumentView[];
}

/**
 * The collections with the documents that a search finds, each in the chosen order. A search looks into titles,
 * file names, namespaces and the titles of collections; a collection without a hit is left out.
 *
 * @param sort `added` is the order of creation
 * @param compare of two titles in the language of the reader
 */
export function arrange<Entry extends Listed>(
  entries: readonly Entry[],
  q: string,
  sort: Sort,
  compare: (a: string, b: string) => number,
): Entry[] {
  const needle = q.trim().toLocaleLowerCase();
  const has = (...texts: readonly (string | undefined)[]) =>
    texts.some((text) => text?.toLocaleLowerCase().includes(needle));
  return entries.flatMap((entry) => {
    const found = has(entry.collection.title)
      ? entry.documents
      : entry.documents.filter(({ title, file, namespace }) => has(title, file?.name, namespace));
    if (needle !== "" && found.length === 0) return [];
    return [{ ...entry, documents: sorted(found, sort, compare) }];
  });
}

function sorted(
  documents: readonly DocumentView[],
  sort: Sort,
  compare: (a: string, b: string) => number,
): readonly DocumentView[] {
  switch (sort) {
    case "added":
      return documents;
    case "newest":
      return documents.toReversed();
    case "title":
      return documents.toSorted((a, b) => compare(a.title, b.title));
    case "unfinished":
      return documents.toSorted((a, b) => missingTexts(b) - missingTexts(a));
  }
}

/** Texts of the document's languages that are missing or drafts. */
const missingTexts = ({ languages, expected, states }: DocumentView): number =>
  languages.reduce((sum, language) => {
    const { translated = 0, reviewed = 0, final = 0 } = states[language] ?? {};
    return sum + Math.max(0, expected[language] - translated - reviewed - final);
  }, 0);
