/**
 * Kinds of characters, as bits. One pass over a text shows which checks are needed. A text with an unusual
 * character has `OTHER`, and every check reads it in full.
 */
export const KIND = {
  DIGIT: 1,
  /** A–Z, a–z. */
  LATIN: 2,
  /** А–Я, а–я, ё: only Russian letters. */
  CYRILLIC: 4,
  HAN: 8,
  /** CJK punctuation, full-width forms. */
  WIDE: 16,
  /** Space, no-break space. */
  SPACE: 32,
  /** Comma, semicolon, full stop, exclamation and question mark, including wide ones. */
  MARK: 64,
  QUOTE: 128,
  BRACKET: 256,
  BREAK: 512,
  OTHER: 1024,
  /** Two spaces in a row. */
  DOUBLE_SPACE: 2048,
  SPACE_BEFORE_MARK: 4096,
} as const;

const KINDS = table();

function table(): Uint16Array {
  const kinds = new Uint16Array(0x10000).fill(KIND.OTHER);
  kinds.fill(0, 0x20, 0x7f);
  kinds.fill(KIND.DIGIT, 0x30, 0x3a);
  kinds.fill(KIND.LATIN, 0x41, 0x5b);
  kinds.fill(KIND.LATIN, 0x61, 0x7b);
  kinds.fill(KIND.CYRILLIC, 0x410, 0x450);
  kinds.fill(KIND.HAN, 0x3400, 0xa000);
  kinds.fill(KIND.WIDE, 0x3000, 0x3040);
  kinds.fill(KIND.WIDE, 0xff00, 0xfff0);
  const add = (characters: string, kind: number) => {
    for (let at = 0; at < characters.length; at++) {
      const code = characters.charCodeAt(at);
      kinds[code] = ((kinds[code] ?? 0) & ~KIND.OTHER) | kind;
    }
  };
  add("Ёё", KIND.CYRILLIC);
  add("々〇", KIND.HAN);
  add(" \u00A0", KIND.SPACE);
  add(",;.!?，。；！？、", KIND.MARK);
  add('"“”„«»《》〈〉「」『』', KIND.QUOTE);
  add("()[]{}（）［］｛｝【】〖〗〔〕", KIND.BRACKET);
  add("\n\r", KIND.BREAK);
  add("\t–—‘’", 0);
  return kinds;
}

/** The kinds of characters that a text has. */
export function kindsOf(text: string): number {
  let kinds = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code >= 0x3400 && code <= 0x9fff ? KIND.HAN : (KINDS[code] ?? KIND.OTHER);
    kinds |= kind;
    if ((last & KIND.SPACE) !== 0) {
      if ((kind & KIND.SPACE) !== 0) kinds |= KIND.DOUBLE_SPACE;
      else if ((kind & KIND.MARK) !== 0) kinds |= KIND.SPACE_BEFORE_MARK;
    }
    last = kind;
  }
  return kinds;
}

const LETTER = KIND.LATIN | KIND.CYRILLIC | KIND.HAN;

/**
 * False if no word can be repeated immediately: no two neighbouring words begin with the same two letters or have
 * one letter. For texts without `OTHER` and `WIDE` characters.
 */
export function mayRepeatWord(text: string): boolean {
  let start = -1;
  let before = -1;
  let one = false;
  for (let at = 0; at < text.length; at++) {
    const kind = KINDS[text.charCodeAt(at)] ?? KIND.OTHER;
    if ((kind & LETTER) !== 0) {
      if (start >= 0) continue;
      start = at;
      if (before >= 0 && sameLetter(text, before, at) && (one || sameLetter(text, before + 1, at + 1)))
        return true;
    } else {
      const isSpace = (kind & KIND.SPACE) !== 0;
      if (isSpace && start >= 0) {
        before = start;
        one = at === start + 1;
      } else if (!isSpace) before = -1;
      start = -1;
    }
  }
  return false;
}

const sameLetter = (text: string, a: number, b: number): boolean =>
  lower(text.charCodeAt(a)) === lower(text.charCodeAt(b));

function lower(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  if (code === 0x401) return 0x451;
  return code >= 0x410 && code <= 0x42f ? code + 0x20 : code;
}

/** Longest run of characters that is searched for a repetition. */
const LONGEST = 12;
const SHORTEST = 2;
const NEVER_DOUBLED = "的了在与及被把或并";

/** False if no run of 2–12 characters, and no particle that is never doubled, is repeated immediately. */
export function mayRepeatHan(text: string): boolean {
  if (!hasNearRepetition(text)) return false;
  for (let length = SHORTEST; length <= LONGEST; length++) {
    let same = 0;
    for (let at = length; at < text.length; at++) {
      if (text.charCodeAt(at) !== text.charCodeAt(at - length)) same = 0;
      else if (++same === length) return true;
    }
  }
  for (let at = 1; at < text.length; at++) {
    if (text.charCodeAt(at) === text.charCodeAt(at - 1) && NEVER_DOUBLED.includes(text.charAt(at)))
      return true;
  }
  return false;
}

/** The place of the last occurrence of each UTF-16 unit, counted on over all texts so that it need not be cleared. */
const LAST = new Uint32Array(0x10000);
let counted = LONGEST + 1;

/** False if no two neighbouring characters occur both within the 12 characters before them. */
function hasNearRepetition(text: string): boolean {
  if (counted + text.length > 0xffff_ff00) {
    LAST.fill(0);
    counted = LONGEST + 1;
  }
  let near = false;
  let found = false;
  for (let at = 0; at < text.length && !found; at++) {
    const code = text.charCodeAt(at);
    const again = counted + at - (LAST[code] ?? 0) <= LONGEST;
    // a particle that is doubled stands directly beside itself
    found = again && (near || text.charCodeAt(at - 1) === code);
    near = again;
    LAST[code] = counted + at;
  }
  counted += text.length + LONGEST + 1;
  return found;
}
