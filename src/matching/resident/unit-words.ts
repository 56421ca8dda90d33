import type { Language } from "../../domain/language.ts";
import { searchableText } from "../concordance.ts";
import type { Arena } from "./arena.ts";
import { type UnitSet, unitSet } from "./unit-set.ts";
import { type WordIndex, wordIndex, type WordIndexState } from "./word-index.ts";

/** The words of the texts of one language, and the units of which the words alone do not tell enough. */
export interface UnitWords {
  add(n: number, text: string): void;
  /** Notes that the unit's text goes or changes: its words stay in the lists. */
  leave(n: number): void;
  /** The units of each word. */
  readonly index: () => WordIndex;
  /** Whether the unit had another text before, whose words may still lead to it. */
  isStale(n: number): boolean;
  /** Whether the unit's text is searched in another form than the one that is stored (`searchableText`). */
  isOdd(n: number): boolean;
  /**
   * Length of the unit's text in code points, at most 65,535; 0 where it has none. The lengths lie side by side, so that
   * going through many units does not wait for memory as it would for their texts.
   */
  sizeOf(n: number): number;
  /** Gives the memory back; the words are of no use afterwards. */
  release(): void;
  readonly bytes: () => number;
  readonly save: () => {
    readonly state: UnitWordsState;
    readonly parts: readonly SavedPart[];
  };
}

export type SavedPart = Uint32Array | Uint16Array | Uint8Array;

export interface UnitWordsState {
  readonly words: WordIndexState;
  /** Numbers of what is in the lists. */
  readonly stale: number;
  readonly odd: number;
  readonly sizes: number;
}

const LARGEST_SIZE = 0xffff;

/** @param fill writes the next saved part into the list that it is given */
export function unitWords(
  arena: Arena,
  language: Language,
  saved?: { readonly state: UnitWordsState; readonly fill: (part: SavedPart) => void },
): UnitWords {
  const restored = (length: number | undefined): UnitSet => {
    const set = unitSet(length);
    if (saved !== undefined) saved.fill(set.words());
    return set;
  };
  const stale = restored(saved?.state.stale);
  const odd = restored(saved?.state.odd);
  let sizes = new Uint16Array(saved?.state.sizes ?? 1024);
  if (saved !== undefined) saved.fill(sizes);
  const index = wordIndex(arena, saved && { state: saved.state.words, fill: saved.fill });
  return {
    add(n, text) {
      const searchable = searchableText(text, language);
      if (searchable === text) odd.remove(n);
      else odd.add(n);
      index.add(n, searchable);
      if (n >= sizes.length) {
        const larger = new Uint16Array(Math.ceil((n + 1) * 1.5));
        larger.set(sizes);
        sizes = larger;
      }
      sizes[n] = Math.min(LARGEST_SIZE, codePointCount(text));
    },
    leave(n) {
      stale.add(n);
      sizes[n] = 0;
    },
    sizeOf: (n) => (n < sizes.length ? (sizes[n] as number) : 0),
    index: () => index,
    isStale: (n) => stale.has(n),
    isOdd: (n) => odd.has(n),
    release: index.release,
    bytes: () => index.bytes() + sizes.byteLength,
    save() {
      const words = index.save();
      const sets = [stale.words(), odd.words()] as const;
      return {
        state: { words: words.state, stale: sets[0].length, odd: sets[1].length, sizes: sizes.length },
        parts: [...sets, sizes, ...words.parts],
      };
    },
  };
}

function codePointCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}
