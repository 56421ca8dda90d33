import { foldCase } from "../character-classes.ts";
import type { LearntWords, Phrase } from "./phrase.ts";

/** Where a phrase stands. */
export interface Place {
  /** Number of the unit, from 0 in the order of reading. */
  readonly unit: number;
  readonly start: number;
  readonly end: number;
}

/** All that is known of a phrase and its forms. */
export interface Entry {
  readonly key: string;
  readonly size: number;
  readonly general: number;
  /** See `Phrase`. */
  readonly weight: number;
  readonly head: number | undefined;
  readonly inner: readonly string[];
  frequency: number;
  /** Occurrences inside a longer phrase. */
  nested: number;
  /** Hashes of the keys of these longer phrases. */
  readonly longer: Set<number>;
  /** Occurrences of the most frequent phrase that has one word more. */
  longerFrequency: number;
  /** Occurrences as a name. */
  names: number;
  /** Occurrences inside a sentence, and those of them whose first word has a capital. */
  inside: number;
  capitals: number;
  documents: number;
  lastDocument: number;
  /** Numbers of the units, ascending, each once. */
  readonly units: number[];
  /** How often each surface occurs; the most frequent come first to a reader. */
  readonly surfaces: Map<string, number>;
  /** How often each form of a single noun has adjectives before it, by form and readings: `судов|262144`. */
  readonly beside: Map<string, number>;
  readonly places: Place[];
  /** What the finder knows of the words of all texts. */
  readonly words: LearntWords | undefined;
}

/** Entries above this number are pruned, so that memory does not grow with the texts. */
const MOST_ENTRIES = 200_000;
/** Longer phrases that are told apart. */
const MOST_LONGER = 64;
const MOST_SURFACES = 24;
const MOST_PLACES = 12;

export interface PhraseTable {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly add: (text: string, phrases: readonly Phrase[], unit: number, document: number) => void;
}

/**
 * Counts phrases. When there are too many, the rarest are forgotten (lossy counting: Manku and Motwani 2002), so a count
 * may be too small by the number of times that this happened.
 *
 * @param words of the finder
 * @param most entries that are kept
 */
export function createPhraseTable(words?: LearntWords, most = MOST_ENTRIES): PhraseTable {
  const entries = new Map<string, Entry>();
  let least = 0;
  const add = (text: string, phrases: readonly Phrase[], unit: number, document: number): void => {
    const longest = longestAround(phrases);
    for (const [at, phrase] of phrases.entries()) {
      let entry = entries.get(phrase.key);
      if (entry === undefined) entries.set(phrase.key, (entry = newEntry(phrase, words)));
      entry.frequency += 1;
      if (phrase.isName) entry.names += 1;
      if (phrase.capital !== undefined) entry.inside += 1;
      if (phrase.capital === true) entry.capitals += 1;
      const around = longest[at];
      if (around !== undefined) {
        entry.nested += 1;
        if (entry.longer.size < MOST_LONGER) entry.longer.add(hashOf(around.key));
      }
      if (entry.lastDocument !== document) {
        entry.lastDocument = document;
        entry.documents += 1;
      }
      if (entry.units.at(-1) !== unit) entry.units.push(unit);
      const surface = text.slice(phrase.start, phrase.end);
      const count = entry.surfaces.get(surface);
      if (count !== undefined || entry.surfaces.size < MOST_SURFACES)
        entry.surfaces.set(surface, (count ?? 0) + 1);
      if (phrase.allowed !== undefined && entry.beside.size < MOST_SURFACES) {
        const key = `${foldCase(surface)}|${phrase.allowed}`;
        entry.beside.set(key, (entry.beside.get(key) ?? 0) + 1);
      }
      if (entry.places.length < MOST_PLACES && entry.places.at(-1)?.unit !== unit)
        entry.places.push({ unit, start: phrase.start, end: phrase.end });
    }
    while (entries.size > most) {
      least += 1;
      for (const [key, entry] of entries) if (entry.frequency <= least) entries.delete(key);
    }
  };
  return { entries, add };
}

/** Tells each entry how often it is part of one longer phrase. To be called when all texts are counted. */
export function compareLengths({ entries }: PhraseTable): void {
  for (const { inner, frequency } of entries.values()) {
    for (const key of inner) {
      const shorter = entries.get(key);
      if (shorter !== undefined && shorter.longerFrequency < frequency) shorter.longerFrequency = frequency;
    }
  }
}

const newEntry = (
  { key, size, general, weight, inner, head }: Phrase,
  words: LearntWords | undefined,
): Entry => ({
  key,
  size,
  general,
  weight,
  head,
  inner,
  longerFrequency: 0,
  frequency: 0,
  nested: 0,
  longer: new Set(),
  names: 0,
  inside: 0,
  capitals: 0,
  documents: 0,
  lastDocument: -1,
  units: [],
  surfaces: new Map(),
  beside: new Map(),
  words,
  places: [],
});

/** For each phrase the longest one around it. @param phrases in order of their start, the longest first */
function longestAround(phrases: readonly Phrase[]): (Phrase | undefined)[] {
  return phrases.map((phrase, at) => {
    let found: Phrase | undefined;
    // Phrases have few words, so those that reach this far began not long before.
    for (let before = at - 1; before >= 0 && before >= at - 60; before -= 1) {
      const other = phrases[before];
      if (other === undefined || other.end < phrase.end) continue;
      if (found === undefined || other.end - other.start > found.end - found.start) found = other;
    }
    return found;
  });
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** The surface that occurs most. */
export function commonSurface({ key, surfaces }: Entry): string {
  let best = key;
  let most = 0;
  for (const [surface, count] of surfaces) {
    if (count <= most) continue;
    best = surface;
    most = count;
  }
  return best;
}
