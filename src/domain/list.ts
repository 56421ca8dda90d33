/** Items in order that need not all be in memory: one is made when it is asked for. An array is such a list. */
export interface List<Item> extends Iterable<Item> {
  readonly length: number;
  /** The item with this index, from 0; `undefined` behind the last one. */
  at(index: number): Item | undefined;
}

/** A list that makes its items. The last one is kept, because it is often asked for several times in a row. */
export function listOf<Item>(length: number, make: (index: number) => Item): List<Item> {
  let last: { readonly index: number; readonly item: Item } | undefined;
  const at = (index: number): Item => {
    if (last?.index !== index) last = { index, item: make(index) };
    return last.item;
  };
  return {
    length,
    at: (index) => (index >= 0 && index < length ? at(index) : undefined),
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield at(index);
    },
  };
}

/** The list with each item changed, when it is asked for. */
export const mapList = <From, To>(list: List<From>, map: (item: From, index: number) => To): List<To> =>
  // An index within the length has an item.
  listOf(list.length, (index) => map(list.at(index) as From, index));

/** The number of items that pass a test. */
export function countOf<Item>(list: Iterable<Item>, test: (item: Item) => boolean): number {
  let count = 0;
  for (const item of list) if (test(item)) count += 1;
  return count;
}

/** The items in arrays of this length; the last one may be shorter. */
export function* inParts<Item>(list: Iterable<Item>, length: number): Generator<readonly Item[]> {
  let part: Item[] = [];
  for (const item of list) {
    part.push(item);
    if (part.length < length) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** True when an item passes the test. */
export function someOf<Item>(list: Iterable<Item>, test: (item: Item) => boolean): boolean {
  for (const item of list) if (test(item)) return true;
  return false;
}

/** Indexes of the items that pass a test. */
export function placesOf<Item>(list: Iterable<Item>, test: (item: Item) => boolean): number[] {
  const places: number[] = [];
  let index = 0;
  for (const item of list) {
    if (test(item)) places.push(index);
    index += 1;
  }
  return places;
}
