import { eachToken } from "../tokens.ts";
import type { Arena } from "./arena.ts";
import { postings, type PostingsState } from "./postings.ts";

/**
 * Which units have a word in one language. A word is a token (matching/tokens) of a text as it is searched
 * (`searchableText` of matching/concordance). Nothing is taken out when a text changes or goes: the caller knows the
 * units whose words may be wrong.
 */
export interface WordIndex {
  /** Adds the words of a unit's text. */
  add(n: number, searchable: string): void;
  /** The list of a word; `undefined` where no text has had it. */
  listOf(word: string): number | undefined;
  /** Lists of all words that contain a piece of text, or only begin or end with it. */
  listsWith(piece: string, place: "anywhere" | "beginning" | "end"): number[];
  /** Units in a list, some of them twice. */
  count(list: number): number;
  each(list: number, take: (n: number) => void): void;
  readonly bytes: () => number;
  /** Gives the memory back; the index is of no use afterwards. */
  release(): void;
  readonly save: () => {
    readonly state: WordIndexState;
    readonly parts: readonly (Uint32Array | Uint8Array)[];
  };
}

export interface WordIndexState {
  readonly postings: PostingsState;
  /** Bytes of all words, in UTF-8, separated by line feeds. */
  readonly words: number;
}

/** Separates the words in the text that is searched for pieces; no token contains it. */
const SEPARATOR = "\n";

/** @param fill writes the next saved part into the list that it is given */
export function wordIndex(
  arena: Arena,
  saved?: { readonly state: WordIndexState; readonly fill: (part: Uint32Array | Uint8Array) => void },
): WordIndex {
  const words: string[] = [];
  const lists = new Map<string, number>();
  /** By UTF-16 unit, the list of a word of this one unit, and 1 more: most words of Chinese. */
  const singles = new Uint32Array(0x10000);
  const posted = postings(arena, saved && { state: saved.state.postings, fill: saved.fill });
  const known = (word: string, list: number): void => {
    if (word.length === 1) singles[word.charCodeAt(0)] = list + 1;
    else lists.set(word, list);
    words.push(word);
  };
  if (saved !== undefined && saved.state.words > 0) {
    const bytes = new Uint8Array(saved.state.words);
    const { fill } = saved;
    fill(bytes);
    for (const word of new TextDecoder().decode(bytes).split(SEPARATOR)) {
      known(word, words.length);
    }
  }

  /** All words after separators, with the place of each; made when a piece is looked for, then made longer. */
  let joined = SEPARATOR;
  let starts = new Uint32Array(1024);
  let joinedWords = 0;

  const catchUp = (): void => {
    if (joinedWords === words.length) return;
    if (starts.length < words.length) {
      const larger = new Uint32Array(Math.ceil(words.length * 1.5));
      larger.set(starts);
      starts = larger;
    }
    let at = joined.length;
    for (let word = joinedWords; word < words.length; word += 1) {
      starts[word] = at;
      at += (words[word] as string).length + 1;
    }
    joined += words.slice(joinedWords).join(SEPARATOR) + SEPARATOR;
    joinedWords = words.length;
  };

  /** The word that stands at a place of `joined`. */
  const wordAt = (place: number): number => {
    let [low, high] = [0, joinedWords];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= place) low = middle;
      else high = middle;
    }
    return low;
  };

  return {
    add(n, searchable) {
      eachToken(searchable, (start, end) => {
        if (end - start === 1) {
          const code = searchable.charCodeAt(start);
          let list = (singles[code] as number) - 1;
          if (list < 0) known(searchable[start] as string, (list = posted.open()));
          posted.add(list, n);
          return;
        }
        const word = searchable.slice(start, end);
        let list = lists.get(word);
        if (list === undefined) known(detached(word), (list = posted.open()));
        posted.add(list, n);
      });
    },
    listOf(word) {
      if (word.length !== 1) return lists.get(word);
      const list = (singles[word.charCodeAt(0)] as number) - 1;
      return list < 0 ? undefined : list;
    },
    listsWith(piece, place) {
      if (piece === "") return [];
      catchUp();
      const sought = (place === "beginning" ? SEPARATOR : "") + piece + (place === "end" ? SEPARATOR : "");
      const found: number[] = [];
      for (let at = joined.indexOf(sought); at >= 0;) {
        const word = wordAt(place === "beginning" ? at + 1 : at);
        found.push(word);
        // On from the end of this word, whose separator may begin the next one.
        at = joined.indexOf(sought, (starts[word] as number) + (words[word] as string).length);
      }
      return found;
    },
    count: posted.count,
    each: posted.each,
    bytes: () => posted.bytes() + 2 * words.reduce((sum, word) => sum + word.length, 0),
    release: posted.release,
    save() {
      const bytes = new TextEncoder().encode(words.join(SEPARATOR));
      const { state, parts } = posted.save();
      return {
        state: { postings: state, words: words.length === 0 ? 0 : bytes.length },
        parts: words.length === 0 ? parts : [...parts, bytes],
      };
    },
  };
}

/** A copy of a word that shares no memory with the text that it was cut from: V8 shares pieces of 13 units or more. */
const detached = (word: string): string => (word.length < 13 ? word : word.split("").join(""));
