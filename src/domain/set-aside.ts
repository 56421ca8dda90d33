import type { Unit } from "./unit.ts";

/**
 * Key of a unit whose sentence is in no version of its document's file any more. Its texts stay in the memory; a file of
 * the document has no place for it. No format has such keys.
 */
export const setAsideKey = (id: string): string => `~${id}`;

/** True for a unit whose sentence is in the document's file no more. */
export const isSetAside = ({ id, key }: Pick<Unit, "id" | "key">): boolean => key === setAsideKey(id);

/** True for the key of a sentence that is numbered by its place in a file: see the readers of documents. */
export const isPlace = (key: string): boolean => /\d\.\d{1,9}$/u.test(key);
