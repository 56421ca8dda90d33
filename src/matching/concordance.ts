import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import type { Span } from "./edits.ts";

/** A folded text that knows where each of its characters came from. */
export interface MappedText {
  readonly folded: string;
  /** By UTF-16 offset of the folded text: start and end in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const CLUSTER = /\s+|\P{M}\p{M}*|\p{M}+/gu;
const HAN_SPACE = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** As `fold` (domain/normal-form), piece by piece: a letter with its marks, a run of white space. */
export function mapFold(text: string, language: Language): MappedText {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const piece = /^\s/u.test(cluster) ? " " : fold(cluster, language);
    // Something invisible between two spaces leaves one.
    if (piece === " " && folded.endsWith(" ")) continue;
    folded += piece;
    for (let at = 0; at < piece.length; at += 1) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
  }
  if (language !== "zh") return { folded, starts, ends };
  const gaps = new Set([...folded.matchAll(HAN_SPACE)].map(({ index }) => index));
  const kept = (_: unknown, at: number) => !gaps.has(at);
  return { folded: folded.replace(HAN_SPACE, ""), starts: starts.filter(kept), ends: ends.filter(kept) };
}

/** What is looked for: the literal piece, and words that may be inflected. */
export interface Pattern {
  readonly language: Language;
  /** Folded; never empty. */
  readonly literal: string;
  /** One set of stems per word; empty where words are not inflected or the piece is no whole words. */
  readonly stems: readonly string[];
  readonly stemOf: (word: string) => string;
}

export type HitKind = "word" | "part" | "inflected";

export interface Hit extends Span {
  readonly kind: HitKind;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LETTER_BEFORE = /[\p{L}\p{N}]$/u;
const LETTER_AFTER = /^[\p{L}\p{N}]/u;

export const wordsIn = (folded: string): string[] => folded.match(WORD) ?? [];

/** Every place in a text where the pattern stands, literally or in another form, in order, without overlaps. */
export function findHits(text: string, pattern: Pattern): Hit[] {
  const mapped = mapFold(text, pattern.language);
  const hits: Hit[] = [];
  const { folded } = mapped;
  const { literal, language } = pattern;
  for (let at = folded.indexOf(literal); at >= 0; at = folded.indexOf(literal, at + literal.length)) {
    const end = at + literal.length;
    const whole =
      language === "zh" ||
      ((!LETTER_BEFORE.test(folded.slice(Math.max(0, at - 2), at)) || !LETTER_AFTER.test(literal)) &&
        (!LETTER_AFTER.test(folded.slice(end, end + 2)) || !LETTER_BEFORE.test(literal)));
    hits.push(original(mapped, at, end, whole ? "word" : "part"));
  }
  const inflected = pattern.stems.length === 0 ? [] : inflectedHits(mapped, pattern);
  const free = inflected.filter((hit) =>
    hits.every((other) => hit.end <= other.start || hit.start >= other.end),
  );
  return [...hits, ...free].sort((a, b) => a.start - b.start);
}

function original({ starts, ends }: MappedText, from: number, to: number, kind: HitKind): Hit {
  return { start: starts[from] ?? 0, end: ends[to - 1] ?? 0, kind };
}

/** Runs of words with the stems of the pattern, nothing but spaces and punctuation between them. */
function inflectedHits(mapped: MappedText, { stems, stemOf }: Pattern): Hit[] {
  const words = [...mapped.folded.matchAll(WORD)].map(({ 0: word, index }) => ({
    index,
    word,
    stem: stemOf(word),
  }));
  const hits: Hit[] = [];
  for (let at = 0; at + stems.length <= words.length; at += 1) {
    if (!stems.every((stem, offset) => words[at + offset]?.stem === stem)) continue;
    const [first, last] = [words[at], words[at + stems.length - 1]];
    if (first && last) hits.push(original(mapped, first.index, last.index + last.word.length, "inflected"));
  }
  return hits;
}
