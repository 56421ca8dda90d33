import type { Collection } from "../api/resources.ts";
import { recall } from "../settings.ts";
import { ChoiceField } from "./choice-field.tsx";

interface CollectionFieldProps {
  readonly label: string;
  /** Id of the chosen collection; `undefined` for `none`. */
  readonly value: string | undefined;
  readonly collections: readonly Collection[];
  /** Text of the empty choice; without it a collection is always chosen. */
  readonly none?: string;
  /** Gets the id, or `undefined` for `none`. */
  readonly onChange: (collection: string | undefined) => void;
}

/** A choice of one collection by its title. */
export function CollectionField({ collections, ...field }: CollectionFieldProps) {
  return (
    <ChoiceField {...field} choices={collections.map(({ id, title }) => ({ value: id, text: title }))} />
  );
}

/** The collection to offer first: the one that this browser used last, else the first. */
export const usualCollection = (collections: readonly Collection[]): string | undefined =>
  (collections.find(({ id }) => id === recall("collection")) ?? collections[0])?.id;
