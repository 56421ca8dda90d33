import type { Language } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";

/** A unit of an aligned document, stored or in the words of the formats. */
export interface PlacedUnit {
  readonly key: string;
  readonly variants: { readonly [language in Language]?: Draft };
}

/**
 * Sentences of a file that belong to the same segments of an aligned document. Mostly one sentence is one segment. There
 * are more where somebody has joined or cut sentences.
 */
export interface Stretch<U extends PlacedUnit> {
  /** Keys of the sentences in the file, in order. */
  readonly keys: readonly string[];
  readonly segments: readonly SegmentOf<U>[];
}

export interface SegmentOf<U extends PlacedUnit> {
  readonly unit: U;
  /** Number of the segment in the unit, from 0, and number of places that the unit has. */
  readonly at: number;
  readonly of: number;
}

interface OpenStretch<U extends PlacedUnit> {
  readonly keys: string[];
  readonly segments: SegmentOf<U>[];
}

/**
 * The stretches of the file of a language, in the order of the units. A segment without a place belongs to the segment
 * before it in its unit, or else to the one after it.
 */
export function stretchesOf<U extends PlacedUnit>(units: readonly U[], own: Language): Stretch<U>[] {
  const stretches = new Set<OpenStretch<U>>();
  const byKey = new Map<string, OpenStretch<U>>();
  for (const unit of units) {
    const places = unit.variants[own]?.places?.map((place) => place.split(" ").filter((key) => key !== ""));
    if (places?.some((keys) => keys.length > 0) !== true) continue;
    for (const [at, keys] of places.entries()) {
      const named = keys.length > 0 ? keys : nearestKey(places, at);
      const known = new Set(named.flatMap((key) => byKey.get(key) ?? []));
      const [stretch = { keys: [], segments: [] }, ...others] = known;
      stretches.add(stretch);
      for (const other of others) {
        stretch.keys.push(...other.keys);
        stretch.segments.push(...other.segments);
        for (const key of other.keys) byKey.set(key, stretch);
        stretches.delete(other);
      }
      stretch.segments.push({ unit, at, of: places.length });
      for (const key of named) {
        if (byKey.has(key)) continue;
        byKey.set(key, stretch);
        stretch.keys.push(key);
      }
    }
  }
  return [...stretches];
}

const nearestKey = (places: readonly (readonly string[])[], at: number): string[] => {
  const key = places.slice(0, at).flat().at(-1) ?? places.slice(at).flat()[0];
  return key === undefined ? [] : [key];
};
