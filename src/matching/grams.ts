/**
 * Grams are what two similar texts share: overlapping trigrams of letters and digits, with one space between words;
 * single characters and pairs of Han and other scripts without spaces. A number is one sign, whatever its value, so
 * that segments that differ in numbers alone find each other. Punctuation does not count.
 */

const SPACE = 0x20;
const DIGIT = 0x30;

/** Texts up to this many signs have bigrams too: one edit in the middle of three letters leaves no trigram. */
const SHORT = 14;

/** Kinds of code points. */
const CLASS = { gap: 0, letter: 1, digit: 2, ideograph: 3 } as const;
const PAGE = new Uint8Array(0x10000);
const known = new Uint8Array(0x10000);
const LETTER = /^[\p{L}\p{M}]$/u;
const NUMBER = /^\p{N}$/u;

function classify(code: number): number {
  if (isIdeograph(code)) return CLASS.ideograph;
  const char = String.fromCodePoint(code);
  if (LETTER.test(char)) return CLASS.letter;
  return NUMBER.test(char) ? CLASS.digit : CLASS.gap;
}

function classOf(code: number): number {
  if (code > 0xffff) return classify(code);
  if (known[code] === 0) {
    PAGE[code] = classify(code);
    known[code] = 1;
  }
  return PAGE[code] as number;
}

/** Han, kana, hangul: scripts without spaces, or in which a character is nearly a word. */
function isIdeograph(code: number): boolean {
  return (
    (code >= 0x2e80 && code < 0x3000) ||
    (code >= 0x3005 && code <= 0x3007) ||
    (code >= 0x3040 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3ffff)
  );
}

function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** The 32-bit number of a gram of one to three signs; different grams hardly ever have the same number. */
function gramOf(size: number, a: number, b: number, c: number): number {
  const hash = mix(mix(mix(size, a), b), c);
  return (Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13)) >>> 0;
}

/** A buffer of grams that grows; the first `length` are valid. */
export interface Grams {
  list: Uint32Array;
  length: number;
}

export const newGrams = (): Grams => ({ list: new Uint32Array(256), length: 0 });

function add(grams: Grams, gram: number): void {
  if (grams.length === grams.list.length) {
    const larger = new Uint32Array(grams.list.length * 2);
    larger.set(grams.list);
    grams.list = larger;
  }
  grams.list[grams.length] = gram;
  grams.length += 1;
}

/**
 * Collects the distinct grams of a folded text (`fold` of domain/normal-form) into `into`, in ascending order.
 * In a text without any letter, digit or ideograph every sign counts, so that «…» and %s are found as well.
 *
 * @param pairs whether pairs of letters are grams too: only texts that both have them can be compared by them
 */
export function collectGrams(text: string, into: Grams, pairs = signCount(text) <= SHORT): Grams {
  into.length = 0;
  collect(text, into, { pairs });
  if (into.length === 0) collect(text, into, { pairs, symbolsToo: true });
  return distinct(into);
}

/**
 * Collects the distinct grams of four letters and digits, in ascending order: they are rarer than those of three, for
 * texts that are long enough to have many.
 */
export function collectLongGrams(text: string, into: Grams): Grams {
  into.length = 0;
  let first = 0;
  let second = 0;
  let third: number = SPACE;
  const push = (sign: number): void => {
    if (first !== 0) add(into, mix(gramOf(3, first, second, third), sign) >>> 0);
    first = second;
    second = third;
    third = sign;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at += 1;
    const kind = classOf(code);
    if (kind === CLASS.letter || kind === CLASS.ideograph) push(code);
    else if (kind === CLASS.digit) {
      if (third !== DIGIT) push(DIGIT);
    } else if (third !== SPACE) push(SPACE);
  }
  if (third !== SPACE) push(SPACE);
  return distinct(into);
}

function distinct(into: Grams): Grams {
  const sorted = into.list.subarray(0, into.length).sort();
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    into.list[kept] = sorted[at] as number;
    kept += 1;
  }
  into.length = kept;
  return into;
}

export const gramsOf = (text: string): Uint32Array => {
  const grams = collectGrams(text, newGrams());
  return grams.list.slice(0, grams.length);
};

/** The grams of every text that contains this piece; there may be none. */
export function gramsInside(piece: string): number[] {
  const grams = newGrams();
  collect(piece, grams, { inside: true });
  return [...new Set(grams.list.subarray(0, grams.length))];
}

interface Collecting {
  readonly pairs?: boolean;
  readonly symbolsToo?: boolean;
  /** Whether the text is a piece of an unknown text, which may go on before and after it. */
  readonly inside?: boolean;
}

function collect(
  text: string,
  into: Grams,
  { pairs = false, symbolsToo = false, inside = false }: Collecting,
): void {
  // The two signs before the current one in the run of letters; 0 where there is none.
  let first = 0;
  let second = 0;
  let ideograph = 0;
  const push = (sign: number): void => {
    if (second !== 0) {
      if (first !== 0) add(into, gramOf(3, first, second, sign));
      if (pairs) add(into, gramOf(2, second, sign, 0));
    }
    first = second;
    second = sign;
  };
  const endRun = (): void => {
    if (second !== 0 && second !== SPACE) push(SPACE);
    first = 0;
    second = 0;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    const beginning = at === 0;
    if (code > 0xffff) at += 1;
    const kind = classOf(code);
    if (kind === CLASS.ideograph) {
      endRun();
      add(into, gramOf(1, code, 0, 0));
      if (ideograph !== 0) add(into, gramOf(2, ideograph, code, 0));
      ideograph = code;
      continue;
    }
    if (kind === CLASS.gap && !symbolsToo) {
      // Two words are one run with a single space between them. Two ideographs with a gap between them are no pair.
      if (second !== 0 && second !== SPACE) push(SPACE);
      if (code !== SPACE) ideograph = 0;
      continue;
    }
    if (second === 0 && !(inside && beginning)) second = SPACE;
    ideograph = 0;
    if (kind === CLASS.digit) {
      if (second !== DIGIT) push(DIGIT);
    } else push(code);
  }
  if (!inside) endRun();
}

/** A 16-bit hash of the letters of a text: equal for texts that only numbers and punctuation tell apart. */
export function lettersHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === CLASS.letter || kind === CLASS.ideograph) hash = mix(hash, code);
  }
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** Length of a text in signs: a number is one sign, and so is what stands between two words. */
export function signCount(text: string): number {
  let count = 0;
  let before: number = CLASS.gap;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at += 1;
    const kind = classOf(code);
    if (kind === CLASS.letter || kind === CLASS.ideograph || kind !== before) count += 1;
    before = kind;
  }
  return count;
}
