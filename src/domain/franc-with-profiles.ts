import { expressions } from "franc/expressions.js";

/**
 * `franc` for Workers (`#franc` in package.json). The package builds the profiles of 187 languages when it is imported,
 * and they are an eighth of a Worker. Here they are given by the entry, and read by script, when a text of that script
 * comes first. A test compares the two.
 */

/** The trigrams of each language by script, the most frequent first, separated by `|`. */
export type LanguageProfiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Places of the trigrams in the profile of a language. */
type Profile = ReadonlyMap<string, number>;

const LONGEST = 2048;
const SHORTEST = 10;
/** Distance that a trigram adds which the profile does not have. */
const FARTHEST = 300;

let held: LanguageProfiles | undefined;
const known = new Map<string, readonly (readonly [string, Profile])[]>();

/** Gives this module the profiles. */
export function holdLanguageProfiles(profiles: LanguageProfiles): void {
  held = profiles;
}

/** The code of the most probable language (ISO 639-3), `und` if there is none. */
export const franc = (text: string): string => francAll(text)[0]?.[0] ?? "und";

/**
 * The probable languages, best first, with their scores from 1 downwards.
 *
 * @throws {Error} when a service did not call `context.loadDictionaries()`
 */
export function francAll(text: string): [string, number][] {
  if (text.length < SHORTEST) return [["und", 1]];
  const sample = text.slice(0, LONGEST);
  const script = scriptOf(sample);
  if (script === undefined) return [["und", 1]];
  const profiles = profilesOf(script);
  // Some scripts have one language, and are named after it.
  if (profiles === undefined) return [[script, 1]];
  const trigrams = [...trigramsOf(sample)];
  const ranked = profiles
    .map(([language, profile]): [string, number] => [language, distance(trigrams, profile)])
    .sort(([, a], [, b]) => a - b);
  const least = ranked[0]?.[1] ?? 0;
  const most = sample.length * FARTHEST - least;
  return ranked.map(([language, far]) => [language, 1 - (far - least) / most || 0]);
}

/** The script of most characters. */
function scriptOf(text: string): string | undefined {
  let found: string | undefined;
  let most = 0;
  for (const [script, pattern] of Object.entries(expressions)) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > most) [found, most] = [script, count];
  }
  return found;
}

function profilesOf(script: string): readonly (readonly [string, Profile])[] | undefined {
  if (held === undefined) throw new Error("the profiles of languages are not loaded");
  const languages = held[script];
  if (languages === undefined) return undefined;
  let profiles = known.get(script);
  if (profiles === undefined) {
    profiles = Object.entries(languages).map(([language, trigrams]) => [
      language,
      new Map(trigrams.split("|").map((trigram, place) => [trigram, place])),
    ]);
    known.set(script, profiles);
  }
  return profiles;
}

/** How often each trigram of letters occurs. */
function trigramsOf(text: string): Map<string, number> {
  const words = text
    .replace(/[\u0021-\u0040]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  const padded = ` ${words} `;
  const counts = new Map<string, number>();
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    const trigram = padded.slice(at, at + 3);
    counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  }
  return counts;
}

function distance(trigrams: readonly (readonly [string, number])[], profile: Profile): number {
  let sum = 0;
  for (const [trigram, count] of trigrams) {
    const place = profile.get(trigram);
    sum += place === undefined ? FARTHEST : Math.abs(count - place - 1);
  }
  return sum;
}
