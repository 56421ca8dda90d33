import type { Language } from "../domain/language.ts";
import type { TrilingualLexicon } from "./core-vocabulary.ts";
import { featuresOf } from "./features.ts";
import { soundAlike, soundsOf, transcribedSkeleton } from "./transcription.ts";
import { consonantSkeleton } from "./transliteration.ts";

/** Tells how well two phrases translate each other word by word, 0 … 1. */
export type PhraseSupport = (a: string, from: Language, b: string, to: Language) => number;

/** Words of a phrase that are remembered. */
const MOST_KNOWN = 200_000;
/** A word counts as translated from this probability on. */
const SURE = 0.35;

/**
 * Makes a measure of how well two phrases translate each other: the share of their words that have a translation in the
 * other one by the lexicons, or that sound alike.
 */
export function phraseSupport(lexicons: readonly TrilingualLexicon[]): PhraseSupport {
  const known = new Map<string, readonly string[]>();
  const wordsOf = (phrase: string, language: Language): readonly string[] => {
    const key = `${language} ${phrase}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > MOST_KNOWN) known.clear();
    const words = featuresOf(phrase, language, entriesOf(lexicons)).filter((word) =>
      /^[\p{L}@~#]/u.test(word),
    );
    known.set(key, words);
    return words;
  };
  const oneWay = (
    sources: readonly string[],
    from: Language,
    targets: readonly string[],
    to: Language,
  ): number => {
    if (sources.length === 0) return 0;
    const tables = lexicons.map((lexicon) => lexicon.between(from, to));
    let sum = 0;
    let weight = 0;
    for (const source of sources) {
      let best = 0;
      for (const target of targets) {
        for (const table of tables)
          best = Math.max(best, Math.min(1, (table.get(source)?.get(target) ?? 0) / SURE));
        if (best < 1 && soundsLike(source, from, target, to)) best = 1;
      }
      // A Chinese phrase gives its words and also parts of them; only the covered ones can be told apart.
      const own = from === "zh" ? source.length : 1;
      sum += best * own;
      weight += own;
    }
    return sum / weight;
  };
  return (a, from, b, to) => {
    const [one, other] = [wordsOf(a, from), wordsOf(b, to)];
    return (oneWay(one, from, other, to) + oneWay(other, to, one, from)) / 2;
  };
}

let entries: { readonly of: readonly TrilingualLexicon[]; readonly all: ReadonlySet<string> } | undefined;

/** All Chinese entries of the lexicons. */
function entriesOf(lexicons: readonly TrilingualLexicon[]): ReadonlySet<string> {
  if (entries?.of === lexicons) return entries.all;
  entries = { of: lexicons, all: new Set(lexicons.flatMap((lexicon) => [...lexicon.entries])) };
  return entries.all;
}

/** Names and borrowed words: Gorchakov, Горчаков, 戈尔恰科夫. */
function soundsLike(a: string, from: Language, b: string, to: Language): boolean {
  if (a.startsWith("@") || b.startsWith("@")) return a.replace("@", "") === b.replace("@", "");
  if (a.startsWith("#")) return a === b;
  if (from === "zh") return b.startsWith("~") ? false : a.startsWith("~") && soundsLike(b, to, a, from);
  if (to === "zh")
    return b.startsWith("~") && soundAlike(transcribedSkeleton(consonantSkeleton(a)), soundsOf(b.slice(1)));
  const [one, other] = [consonantSkeleton(a), consonantSkeleton(b)];
  return one.length > 2 && one.slice(0, 5) === other.slice(0, 5) && Math.abs(one.length - other.length) <= 1;
}
