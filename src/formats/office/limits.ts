import type { Token } from "./paragraph.ts";

/** Tokens with their places in the text of a paragraph. */
interface Places {
  readonly tokens: readonly Token[];
  readonly places: readonly number[];
}

/**
 * The other end of each stretch of a paragraph that two elements limit, by the index of its token. Stretches that cross
 * each other, or that begin or end in another paragraph, are left out: their ends are objects of their own.
 */
export function partnersOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { limit }] of tokens.entries()) {
    if (limit === undefined) continue;
    const last = open.at(-1);
    if (limit.side === "start") open.push(at);
    else if (last !== undefined && tokens[last]?.limit?.id === limit.id) {
      open.pop();
      partners.set(last, at).set(at, last);
    }
  }
  return partners;
}

/**
 * The first token of a sentence: that of its first character, or the outermost start just before it of a stretch that
 * ends inside the sentence.
 */
export function withStarts(
  { tokens, places }: Places,
  partners: ReadonlyMap<number, number>,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
): number {
  let first = from;
  for (let at = from - 1; at >= 0 && places[at] === start && isEmpty(tokens[at]); at -= 1) {
    const place = places[partners.get(at) ?? -1] ?? 0;
    if (tokens[at]?.limit?.side === "start" && place > start && place < end) first = at;
  }
  return first;
}

/**
 * The token with the outermost end, just after a sentence, of a stretch that begins inside the sentence; `undefined` if
 * there is none.
 */
export function endAfter(
  { tokens, places }: Places,
  partners: ReadonlyMap<number, number>,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
): number | undefined {
  if (partners.size === 0) return undefined;
  let at = from;
  while (at < tokens.length && (places[at] ?? 0) < end) at += 1;
  let last: number | undefined;
  for (; at < tokens.length && places[at] === end && isEmpty(tokens[at]); at += 1) {
    const place = places[partners.get(at) ?? -1] ?? 0;
    if (tokens[at]?.limit?.side === "end" && place > start && place < end) last = at;
  }
  return last;
}

const isEmpty = (token: Token | undefined): boolean => token?.kind !== "text" || token.text === "";
