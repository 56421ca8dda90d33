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
  return byPlace(units, places);
}

function byPlace(units: List<ExchangeUnit>, places: Map<string, number>): UnitsByKey {
  const get = (key: string): ExchangeUnit | undefined => {
    const place = places.get(key);
    return place === undefined ? undefined : units.at(place);
  };
  function* values(): Generator<ExchangeUnit> {
    for (const place of places.values()) {
      const unit = units.at(place);
      if (unit !== undefined) yield unit;
    }
  }
  return {
    get size() {
      return places.size;
    },
    has: (key) => places.has(key),
    get,
    delete: (key) => void places.delete(key),
    keys: () => places.keys(),
    values,
    copy: () => byPlace(units, new Map(places)),
    filter(test) {
      const kept = new Map<string, number>();
      for (const [key, place] of places) {
        const unit = units.at(place);
        if (unit !== undefined && test(unit)) kept.set(key, place);
      }
      return byPlace(units, kept);
    },
  };
}
