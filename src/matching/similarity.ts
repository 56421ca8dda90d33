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

/** @param into buffer to use again, where many texts are read and soon forgotten */
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

/** Edits between the pattern and `text`; any number above `limit` says no more than "more". */
export type Distance = (text: CodePoints, limit: number) => number;

/** Code points from this one on are looked up in a map, the others in a table. */
const TABLE_END = 0x10000;
/** Slots above this do not fit the table. */
const LAST_TABLE_SLOT = 0xffff;

/** A text that is prepared for comparing it with many. */
interface Pattern {
  /** In code points. */
  readonly length: number;
  /** Blocks of 32 rows of the matrix, one machine word each. */
  readonly blocks: number;
  /** Each code point of the pattern has a slot from 1 on; slot 0 is for all others. */
  readonly slots: ReadonlyMap<number, number>;
  /** Slots by the high and the low 8 bits of the code point: most texts need one or two of these pages. */
  readonly pages: readonly (Uint16Array | undefined)[];
  /** By slot and block: the rows that have the code point, one bit each. */
  readonly rows: Int32Array;
  /** By slot: how often the pattern has the code point. */
  readonly counts: Uint32Array;
  /** By slot: how often a text has not yet used it. */
  readonly unused: Uint32Array;
}

/**
 * Prepares one text for comparing it with many.
 *
 * The time of a comparison is O(⌈m/32⌉ · min(n, limit)), with no allocation.
 */
export function distanceTo(points: CodePoints): Distance {
  const pattern = patternOf(points);
  const m = pattern.length;
  return (text, limit) => {
    const n = text.length;
    if (Math.abs(m - n) > limit) return limit + 1;
    if (m === 0 || n === 0) return Math.max(m, n);
    if (pattern.blocks === 1) return distanceInOneBlock(pattern, text, limit);
    return hasTooFewInCommon(pattern, text, limit) ? limit + 1 : distanceInBlocks(pattern, text, limit);
  };
}

function patternOf({ codes, length }: CodePoints): Pattern {
  const blocks = Math.max(1, Math.ceil(length / 32));
  const slots = new Map<number, number>();
  for (let row = 0; row < length; row += 1) {
    const code = codes[row] as number;
    if (!slots.has(code)) slots.set(code, slots.size + 1);
  }
  const rows = new Int32Array((slots.size + 1) * blocks);
  const counts = new Uint32Array(slots.size + 1);
  for (let row = 0; row < length; row += 1) {
    const slot = slots.get(codes[row] as number) ?? 0;
    const word = slot * blocks + (row >>> 5);
    counts[slot] = (counts[slot] as number) + 1;
    rows[word] = (rows[word] as number) | (1 << (row & 31));
  }
  const pages: (Uint16Array | undefined)[] = [];
  for (const [code, slot] of slots) {
    if (code >= TABLE_END || slot > LAST_TABLE_SLOT) continue;
    (pages[code >>> 8] ??= new Uint16Array(256))[code & 255] = slot;
  }
  return { length, blocks, slots, pages, rows, counts, unused: new Uint32Array(slots.size + 1) };
}

function slotOf({ slots, pages }: Pattern, code: number): number {
  if (code >= TABLE_END || slots.size > LAST_TABLE_SLOT) return slots.get(code) ?? 0;
  const page = pages[code >>> 8];
  return page === undefined ? 0 : (page[code & 255] as number);
}

/** Whether the texts share so few code points, in whatever order, that they need more edits than `limit`. */
function hasTooFewInCommon(pattern: Pattern, { codes, length: n }: CodePoints, limit: number): boolean {
  const { unused } = pattern;
  unused.set(pattern.counts);
  let common = 0;
  // Each code point of the longer text that is not in the shorter one takes an edit.
  const least = Math.max(pattern.length, n) - limit;
  for (let at = 0; at < n; at += 1) {
    const slot = slotOf(pattern, codes[at] as number);
    const count = unused[slot] as number;
    if (count > 0) {
      unused[slot] = count - 1;
      common += 1;
    } else if (common + n - at <= least) return true;
  }
  return common < least;
}

function distanceInOneBlock(pattern: Pattern, { codes, length: n }: CodePoints, limit: number): number {
  const { rows, length: m } = pattern;
  const last = 1 << (m - 1);
  let plus = -1;
  let minus = 0;
  let score = m;
  for (let column = 0; column < n; column += 1) {
    const equal = rows[slotOf(pattern, codes[column] as number)] as number;
    const vertical = equal | minus;
    const horizontal = (((equal & plus) + plus) ^ plus) | equal;
    let up = minus | ~(horizontal | plus);
    let down = plus & horizontal;
    if (up & last) score += 1;
    else if (down & last) score -= 1;
    // Each code point that is left can lower the score by one at most.
    if (score - (n - column - 1) > limit) return limit + 1;
    up = (up << 1) | 1;
    down <<= 1;
    plus = down | ~(vertical | up);
    minus = up & vertical;
  }
  return score;
}

function distanceInBlocks(pattern: Pattern, { codes, length: n }: CodePoints, limit: number): number {
  const { rows, blocks, length: m } = pattern;
  const steps = horizontals(n);
  // Distance at the bottom row of the block above, in the column before this block's first column.
  let corner = 0;
  let previousEnd = n;
  for (let block = 0; block < blocks; block += 1) {
    const top = block * 32;
    const height = Math.min(32, m - top);
    const last = 1 << (height - 1);
    // Cells farther than `limit` from the diagonal are above it. Outside the band the distance counts as if
    // reached by deletions and insertions alone, which is never too little.
    const start = Math.max(0, top - limit);
    const end = Math.min(n, top + height + limit);
    const nextStart = Math.max(0, top + 32 - limit);
    let plus = -1;
    let minus = 0;
    let score = corner + height;
    let least = score;
    corner = score;
    for (let column = start; column < end; column += 1) {
      const step = column < previousEnd && block > 0 ? (steps[column] as number) : 1;
      let equal = rows[slotOf(pattern, codes[column] as number) * blocks + block] as number;
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

let buffer = new Int8Array(1024);

/** Horizontal differences of the last row of a block, in one shared buffer: no comparison runs beside another. */
function horizontals(length: number): Int8Array {
  if (buffer.length < length) buffer = new Int8Array(length * 2);
  return buffer;
}

/** Most edits between texts of these lengths (code points) whose similarity is at least `threshold` (0 … 1). */
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
