import type { List } from "../domain/list.ts";
import type { ExchangeUnit } from "./contract.ts";

/** Units that are found by their keys. Only the keys are in memory. */
export interface UnitsByKey {
  readonly size: number;
  has(key: string): boolean;
  get(key: string): ExchangeUnit | undefined;
  delete(key: string): void;
  /** In order. */
  keys(): Iterable<string>;
  /** In order. */
  values(): Iterable<ExchangeUnit>;
  /** The same units: what is deleted there stays here. */
  copy(): UnitsByKey;
  /** A copy with the units that pass a test. */
  filter(test: (unit: ExchangeUnit) => boolean): UnitsByKey;
}

/** Finds the units of a list by their keys. */
export function unitsByKey(units: List<ExchangeUnit>): UnitsByKey {
  const places = new Map<string, number>();
  let index = 0;
  for (const { key } of units) places.set(key, index++);
  return byPlace(units, places, new Uint8Array(index), places.size);
}

/** @param gone 1 at the places of units that were deleted: copies share the map of keys, which is large */
function byPlace(
  units: List<ExchangeUnit>,
  places: ReadonlyMap<string, number>,
  gone: Uint8Array,
  size: number,
): UnitsByKey {
  const placeOf = (key: string): number | undefined => {
    const place = places.get(key);
    return place === undefined || gone[place] === 1 ? undefined : place;
  };
  const get = (key: string): ExchangeUnit | undefined => {
    const place = placeOf(key);
    return place === undefined ? undefined : units.at(place);
  };
  function* entries(): Generator<[key: string, place: number]> {
    for (const [key, place] of places) if (gone[place] !== 1) yield [key, place];
  }
  return {
    get size() {
      return size;
    },
    has: (key) => placeOf(key) !== undefined,
    get,
    delete(key) {
      const place = placeOf(key);
      if (place === undefined) return;
      gone[place] = 1;
      size -= 1;
    },
    *keys() {
      for (const [key] of entries()) yield key;
    },
    *values() {
      for (const [, place] of entries()) {
        const unit = units.at(place);
        if (unit !== undefined) yield unit;
      }
    },
    copy: () => byPlace(units, places, gone.slice(), size),
    filter(test) {
      const kept = new Map<string, number>();
      for (const [key, place] of entries()) {
        const unit = units.at(place);
        if (unit !== undefined && test(unit)) kept.set(key, place);
      }
      return byPlace(units, kept, new Uint8Array(gone.length), kept.size);
    },
  };
}
