/**
 * Tokens are what a search looks up: a run of letters and digits of a script that separates words, or a single other
 * character (Han, kana, punctuation). Spaces are no tokens.
 */

const SPACE = 1;
const LETTER = 2;
const SINGLE = 3;
/** By UTF-16 unit: its kind; 0 until it is known. */
const kinds = new Uint8Array(0x10000);

const SPACED = /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]$/u;

function classify(code: number): number {
  const char = String.fromCodePoint(code);
  if (SPACED.test(char)) return LETTER;
  return /^\s$/u.test(char) ? SPACE : SINGLE;
}

function kindOf(code: number): number {
  if (code > 0xffff) return classify(code);
  return (kinds[code] ||= classify(code));
}

/** Whether a letter or digit of a script that separates words stands at a UTF-16 offset, which may lie outside. */
export function isSpacedLetter(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  // The second half of a pair belongs to the character before.
  if ((code & 0xf800) === 0xd800) {
    const from = (code & 0xfc00) === 0xdc00 && at > 0 ? at - 1 : at;
    return kindOf(text.codePointAt(from) ?? 0) === LETTER;
  }
  return kindOf(code) === LETTER;
}

/** Calls `take` with the place (UTF-16 offsets) of each token of a text, from left to right. */
export function eachToken(text: string, take: (start: number, end: number) => void): void {
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const from = at;
    let code = text.charCodeAt(at);
    if ((code & 0xfc00) === 0xd800) {
      code = text.codePointAt(at) as number;
      if (code > 0xffff) at += 1;
    }
    const kind = kindOf(code);
    if (kind === LETTER) {
      if (start < 0) start = from;
      continue;
    }
    if (start >= 0) take(start, from);
    start = -1;
    if (kind === SINGLE) take(from, at + 1);
  }
  if (start >= 0) take(start, text.length);
}

/** The tokens of a text, from left to right. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  eachToken(text, (start, end) => tokens.push(text.slice(start, end)));
  return tokens;
}

/** Whether a text is one token. */
export function isToken(text: string): boolean {
  let tokens = 0;
  let covered = 0;
  eachToken(text, (start, end) => {
    tokens += 1;
    covered += end - start;
  });
  return tokens === 1 && covered === text.length;
}
