import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";

export type Texts = Readonly<Record<Language, string>>;
export interface CorpusUnit {
  readonly texts: Texts;
  /** Source of the unit. Units of one source are of the same kind. */
  readonly source: string;
}

export const DEFAULT_CORPUS = "../shared/data/corpus/trilingual-150k.tsv.gz";

/** `readCorpus` for a bench that needs a corpus. Without one it prints what is missing and sets exit code 2. */
export function requireCorpus(path: string): CorpusUnit[] | undefined {
  const corpus = readCorpus(path);
  if (corpus === undefined) {
    console.error(`no corpus at ${path}: give one with --corpus FILE.tsv[.gz] (columns en, ru, zh)`);
    process.exitCode = 2;
  }
  return corpus;
}

/** Units of a TSV file with the columns en, ru, zh, domain, package; `undefined` when the file is missing. */
export function readCorpus(path: string): CorpusUnit[] | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").flatMap((line) => {
    const [en, ru, zh, , source = ""] = line.split("\t");
    return en && ru && zh ? [{ texts: { en, ru, zh }, source }] : [];
  });
}

/** Mulberry32: a small seeded generator, 0 … 1. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = (text: string): string[] => text.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+|[^]/gu) ?? [];

/** The text with about `share` of its words (characters of Chinese) replaced by words of `donor`, dropped or doubled. */
export function vary(text: string, donor: string, share: number, next: () => number): string {
  const words = pieces(donor).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  return pieces(text)
    .map((piece) => {
      if (!/[\p{L}\p{N}]/u.test(piece) || next() > share) return piece;
      const kind = next();
      if (kind < 0.6) return words[Math.floor(next() * words.length)] ?? piece;
      if (kind < 0.8) return "";
      return /\p{Script=Han}/u.test(piece) ? piece + piece : `${piece.slice(0, -1)}${piece.slice(0, 1)}`;
    })
    .join("");
}

/** A corpus of `size` units: the real ones first, then seeded variations of them. */
export function grow(units: readonly CorpusUnit[], size: number, seed: number): CorpusUnit[] {
  const grown = units.slice(0, size);
  const next = random(seed);
  while (grown.length < size) {
    const base = units[Math.floor(next() * units.length)];
    const donor = units[Math.floor(next() * units.length)];
    if (base === undefined || donor === undefined) break;
    const share = 0.3 + next() * 0.5;
    const texts = { en: "", ru: "", zh: "" };
    for (const language of LANGUAGES)
      texts[language] =
        vary(base.texts[language], donor.texts[language], share, next) || donor.texts[language];
    grown.push({ texts, source: base.source });
  }
  return grown;
}

export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const next = random(seed);
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as Item, shuffled[at] as Item];
  }
  return shuffled;
}

/**
 * Units in the order of their sources, so that the second half has another kind of text than the first; and some units
 * of the second half as queries, which are not stored.
 */
export function bySource(
  corpus: readonly CorpusUnit[],
  size: number,
  heldOut: number,
  seed: number,
): { stored: CorpusUnit[]; queries: CorpusUnit[] } {
  const ordered = corpus
    .toSorted((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
    .slice(0, size);
  const queries = shuffle(ordered.slice(ordered.length / 2), seed).slice(0, heldOut);
  const held = new Set(queries);
  return { stored: ordered.filter((unit) => !held.has(unit)), queries };
}

/** Paragraphs of 2 to 40 consecutive units; one begins at every `every`th unit. */
export function withParagraphs(
  units: readonly CorpusUnit[],
  every: number,
  seed: number,
): { stored: CorpusUnit[]; paragraphs: CorpusUnit[] } {
  const next = random(seed);
  const stored: CorpusUnit[] = [];
  const paragraphs: CorpusUnit[] = [];
  for (let at = 0; at < units.length;) {
    const length = stored.length % every === 0 ? Math.round(2 ** (1 + next() * 4.3)) : 1;
    const part = units.slice(at, at + length);
    at += length;
    const text = (language: Language) =>
      part.map(({ texts }) => texts[language]).join(language === "zh" ? "。" : ". ");
    const unit = {
      texts: { en: text("en"), ru: text("ru"), zh: text("zh") },
      source: part[0]?.source ?? "",
    };
    stored.push(unit);
    if (part.length > 1) paragraphs.push(unit);
  }
  return { stored, paragraphs };
}
