/**
 * Levenshtein distance in code points, bit-parallel: Myers (JACM 46, 1999) in Hyyrö's block form (2003),
 * 32 rows of the matrix to a machine word, and only the diagonal band that a limit leaves (Ukkonen 1985).
 */

/** Code points of a text, in a buffer that grows. */
export interface CodePoints {
  codes: Uint32Array;
  length: number;
}

export const newCodePoints = (size = 256): CodePoints => ({ codes: new Uint32Array(size), length: 0 });

/** @param into a buffer that is used again, for texts that are many and soon forgotten */
export function codePoints(text: string, into = newCodePoints(text.length)): CodePoints {
  if (into.codes.length < text.length) into.codes = new Uint32Array(2 * text.length);
  const { codes } = into;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    codes[length] = code;
    length += 1;
  }
  into.length = length;
  return into;
}

/** Edits between the pattern of the matcher and `text`; any number above `limit` says no more than "more". */
export type Distance = (text: CodePoints, limit: number) => number;

/** Rows of a code point in the pattern, one word of 32 per block. 0 is "nowhere". */
const SMALL = 0x10000;

/**
 * Prepares one text for comparing it with many.
 *
 * The time of a comparison is O(⌈m/32⌉ · min(n, limit)), with no allocation.
 */
export function distanceTo(pattern: CodePoints): Distance {
  const m = pattern.length;
  const blocks = Math.max(1, Math.ceil(m / 32));
  const slots = new Map<number, number>();
  for (let row = 0; row < m; row += 1) {
    const code = pattern.codes[row] as number;
    if (!slots.has(code)) slots.set(code, slots.size + 1);
  }
  const rows = new Int32Array((slots.size + 1) * blocks);
  // How often the pattern has each of its code points, and how many of them a text has not used up.
  const had = new Uint32Array(slots.size + 1);
  const left = new Uint32Array(slots.size + 1);
  for (let row = 0; row < m; row += 1) {
    const slot = slots.get(pattern.codes[row] as number) ?? 0;
    had[slot] = (had[slot] as number) + 1;
    rows[slot * blocks + (row >>> 5)] = (rows[slot * blocks + (row >>> 5)] as number) | (1 << (row & 31));
  }
  // A page of 256 code points per 8 high bits: most texts touch one or two.
  const pages: (Uint16Array | undefined)[] = [];
  for (const [code, slot] of slots) {
    if (code >= SMALL || slot > 0xffff) continue;
    (pages[code >>> 8] ??= new Uint16Array(256))[code & 255] = slot;
  }
  const slotOf = (code: number): number => {
    if (code >= SMALL || slots.size > 0xffff) return slots.get(code) ?? 0;
    const page = pages[code >>> 8];
    return page === undefined ? 0 : (page[code & 255] as number);
  };
  return (text, limit) => {
    const n = text.length;
    if (Math.abs(m - n) > limit) return limit + 1;
    if (m === 0 || n === 0) return Math.max(m, n);
    if (blocks === 1) return oneBlock(text, limit);
    return isOther(text, limit) ? limit + 1 : manyBlocks(text, limit);
  };

  /** Whether the texts have too few code points in common, in whatever order: most that are unlike do. */
  function isOther({ codes, length: n }: CodePoints, limit: number): boolean {
    left.set(had);
    let common = 0;
    // Each code point of the longer text without its equal in the shorter one takes an edit.
    const least = Math.max(m, n) - limit;
    for (let at = 0; at < n; at += 1) {
      const slot = slotOf(codes[at] as number);
      const count = left[slot] as number;
      if (count > 0) {
        left[slot] = count - 1;
        common += 1;
      } else if (common + n - at <= least) return true;
    }
    return common < least;
  }

  function oneBlock(text: CodePoints, limit: number): number {
    const { codes, length: n } = text;
    const last = 1 << (m - 1);
    let plus = -1;
    let minus = 0;
    let score = m;
    for (let column = 0; column < n; column += 1) {
      const equal = rows[slotOf(codes[column] as number)] as number;
      const vertical = equal | minus;
      const horizontal = (((equal & plus) + plus) ^ plus) | equal;
      let up = minus | ~(horizontal | plus);
      let down = plus & horizontal;
      if (up & last) score += 1;
      else if (down & last) score -= 1;
      // The rest of the text can take back at most one each.
      if (score - (n - column - 1) > limit) return limit + 1;
      up = (up << 1) | 1;
      down <<= 1;
      plus = down | ~(vertical | up);
      minus = up & vertical;
    }
    return score;
  }

  function manyBlocks(text: CodePoints, limit: number): number {
    const { codes, length: n } = text;
    const steps = horizontals(n);
    // Distance at the bottom row of the block above, in the column before this block's first.
    let corner = 0;
    let previousEnd = n;
    for (let block = 0; block < blocks; block += 1) {
      const top = block * 32;
      const height = Math.min(32, m - top);
      const last = 1 << (height - 1);
      // Cells farther than `limit` from the diagonal are above it; what lies outside the band counts as
      // reached by plain deletions and insertions, which is never too little.
      const start = Math.max(0, top - limit);
      const end = Math.min(n, top + height + limit);
      const nextStart = Math.max(0, top + 32 - limit);
      let plus = -1;
      let minus = 0;
      let score = corner + height;
      let least = score;
      corner = score;
      for (let column = start; column < end; column += 1) {
        const step = column < previousEnd ? (block === 0 ? 1 : (steps[column] as number)) : 1;
        let equal = rows[slotOf(codes[column] as number) * blocks + block] as number;
        const vertical = equal | minus;
        if (step < 0) equal |= 1;
        const horizontal = (((equal & plus) + plus) ^ plus) | equal;
        let up = minus | ~(horizontal | plus);
        let down = plus & horizontal;
        const out = up & last ? 1 : down & last ? -1 : 0;
        steps[column] = out;
        score += out;
        up <<= 1;
        down <<= 1;
        if (step > 0) up |= 1;
        else if (step < 0) down |= 1;
        plus = down | ~(vertical | up);
        minus = up & vertical;
        if (score < least) least = score;
        if (column + 1 === nextStart) corner = score;
      }
      if (least > limit) return limit + 1;
      previousEnd = end;
      if (block === blocks - 1) return end === n ? score : limit + 1;
    }
    return limit + 1;
  }
}

let buffer = new Int8Array(1024);

/** Horizontal differences of the last row of a block: shared, for nothing here is concurrent. */
function horizontals(length: number): Int8Array {
  if (buffer.length < length) buffer = new Int8Array(length * 2);
  return buffer;
}

/** Edits that a similarity of at least `threshold` (0 … 1) allows between texts of these lengths. */
export function editsAllowed(a: number, b: number, threshold: number): number {
  return Math.floor(Math.max(a, b) * (1 - threshold) + 1e-9);
}

/** 1 − Levenshtein / longer length, in code points; 1 for two empty texts. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [codePoints(a), codePoints(b)];
  const longer = Math.max(left.length, right.length);
  return 1 - distanceTo(left)(right, longer) / longer;
}
