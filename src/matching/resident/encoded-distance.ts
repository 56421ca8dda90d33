import type { Arena } from "./arena.ts";
import { answer, assemble, type Bytes, get, i32, i64, instantiate, repeat, set, when } from "./assembler.ts";
import type { CodePoints } from "../similarity.ts";
import { CYRILLIC, ESCAPE, HAN, WINDOW } from "./text-encoding.ts";

/**
 * Levenshtein distance between a query and encoded texts (matching/resident/text-encoding), without decoding them:
 * Myers' bit-parallel algorithm in Hyyrö's block form, 64 rows to a word, in WebAssembly. It is several times faster
 * than matching/similarity, which compares the queries that are too long for it.
 */
export interface EncodedDistance {
  /**
   * Sets the query; false when it is too long (`isEncodable`), or has characters beyond the first plane.
   *
   * @param han whether the texts have the encoding of Chinese
   */
  prepare(query: CodePoints, han: boolean): boolean;
  /** Edits between the query and the text with these bytes; any number above `limit` says no more than "more". */
  edits(from: number, until: number, limit: number): number;
}

/** Rows of the matrix in one machine word. */
const ROWS = 64;
/** Words that a query may have: 32,768 code points. */
const MOST_BLOCKS = 512;
/** Bytes of masks: a long query may have few different code points, a short one any number. */
const MASKS_SIZE = 1 << 20;
const CODES = 0x10000;
const MASK_BYTES = 8;

// Parameters and locals of the function, by number. SLOTS is a table from code points to the masks of their rows.
const FROM = 0;
const UNTIL = 1;
const LIMIT = 2;
const SLOTS = 3;
const MASKS = 4;
const STATE = 5;
const BLOCKS = 6;
const LENGTH = 7;
const HAN_TEXT = 8;
const PARAMETERS = 9;
const SCORE = 9;
const BYTE = 10;
const MASK = 11;
const BLOCK = 12;
const LAST = 13;
const AT = 14;
const I32_LOCALS = AT + 1 - PARAMETERS;
const PLUS = 15;
const MINUS = 16;
const EQUAL = 17;
const VERTICAL = 18;
const UP = 19;
const DOWN = 20;
const IN_UP = 21;
const IN_DOWN = 22;
const SPARE = 23;
const I64_LOCALS = SPARE + 1 - PLUS;

const n32 = i32.constant;
const n64 = i64.constant;
const not = (value: Bytes): Bytes => i64.xor(value, n64(-1));
const next = (local: number, by: number): Bytes => set(local, i32.add(get(local), n32(by)));

/** Reads the next code point of the text, and sets MASK to the address of its masks. */
const readCode: Bytes = [
  ...set(BYTE, i32.loadByte(get(FROM))),
  ...next(FROM, 1),
  ...when(
    i32.more(get(BYTE), n32(WINDOW - 1)),
    when(
      i32.less(get(BYTE), n32(ESCAPE)),
      when(
        get(HAN_TEXT),
        [
          ...set(
            BYTE,
            i32.add(
              i32.or(i32.left(i32.subtract(get(BYTE), n32(WINDOW)), n32(8)), i32.loadByte(get(FROM))),
              n32(HAN),
            ),
          ),
          ...next(FROM, 1),
        ],
        set(BYTE, i32.add(get(BYTE), n32(CYRILLIC - WINDOW))),
      ),
      [
        // A code point beyond the first plane becomes 0, which `prepare` allows in no query.
        ...set(
          BYTE,
          i32.multiply(
            i32.or(i32.left(i32.loadByte(get(FROM)), n32(8)), i32.loadByte(get(FROM), 1)),
            i32.isZero(i32.subtract(get(BYTE), n32(ESCAPE))),
          ),
        ),
        ...next(FROM, 2),
      ],
    ),
  ),
  ...set(
    MASK,
    i32.add(
      get(MASKS),
      i32.multiply(
        i32.loadShort(i32.add(get(SLOTS), i32.left(get(BYTE), n32(1)))),
        i32.left(get(BLOCKS), n32(3)),
      ),
    ),
  ),
];

/** One block of one column: EQUAL, PLUS, MINUS and the differences from the block above give UP and DOWN, unshifted. */
const compute: Bytes = [
  ...set(VERTICAL, i64.or(get(EQUAL), get(MINUS))),
  ...set(EQUAL, i64.or(get(EQUAL), get(IN_DOWN))),
  ...set(EQUAL, i64.or(i64.xor(i64.add(i64.and(get(EQUAL), get(PLUS)), get(PLUS)), get(PLUS)), get(EQUAL))),
  ...set(UP, i64.or(get(MINUS), not(i64.or(get(EQUAL), get(PLUS))))),
  ...set(DOWN, i64.and(get(PLUS), get(EQUAL))),
];
/** The vertical differences of the next column. */
const advance: Bytes = [
  ...set(UP, i64.or(i64.left(get(UP), n64(1)), get(IN_UP))),
  ...set(
    PLUS,
    i64.or(i64.or(i64.left(get(DOWN), n64(1)), get(IN_DOWN)), not(i64.or(get(VERTICAL), get(UP)))),
  ),
  ...set(MINUS, i64.and(get(UP), get(VERTICAL))),
];
const lastBit = (word: number): Bytes => i32.and(i32.of64(i64.right(get(word), i64.of32(get(LAST)))), n32(1));
/** The distance at the bottom row, from the horizontal difference there. */
const score: Bytes = set(SCORE, i32.subtract(i32.add(get(SCORE), lastBit(UP)), lastBit(DOWN)));
/** Each byte that is left can lower the score by one at most. */
const giveUp: Bytes = when(
  i32.more(i32.subtract(get(SCORE), i32.subtract(get(UNTIL), get(FROM))), get(LIMIT)),
  answer(i32.add(get(LIMIT), n32(1))),
);

const short: Bytes = [
  ...set(IN_UP, n64(1)),
  ...set(PLUS, n64(-1)),
  ...repeat(
    [...readCode, ...set(EQUAL, i64.load(get(MASK))), ...compute, ...score, ...giveUp, ...advance],
    i32.differ(get(FROM), get(UNTIL)),
  ),
];

const blockState: Bytes = i32.add(get(STATE), i32.left(get(BLOCK), n32(4)));
const long: Bytes = [
  ...repeat(
    [
      ...set(AT, blockState),
      ...i64.store(get(AT), 0, n64(-1)),
      ...i64.store(get(AT), 8, n64(0)),
      ...next(BLOCK, 1),
    ],
    i32.less(get(BLOCK), get(BLOCKS)),
  ),
  ...repeat(
    [
      ...readCode,
      ...set(BLOCK, n32(0)),
      ...set(IN_UP, n64(1)),
      ...set(IN_DOWN, n64(0)),
      ...repeat(
        [
          ...set(AT, blockState),
          ...set(PLUS, i64.load(get(AT))),
          ...set(MINUS, i64.load(get(AT), 8)),
          ...set(EQUAL, i64.load(i32.add(get(MASK), i32.left(get(BLOCK), n32(3))))),
          ...compute,
          ...next(BLOCK, 1),
          ...when(i32.isZero(i32.subtract(get(BLOCK), get(BLOCKS))), score),
          // The differences at the lower edge of a block are those at the upper edge of the next.
          ...set(EQUAL, i64.right(get(UP), n64(ROWS - 1))),
          ...set(SPARE, i64.right(get(DOWN), n64(ROWS - 1))),
          ...advance,
          ...i64.store(get(AT), 0, get(PLUS)),
          ...i64.store(get(AT), 8, get(MINUS)),
          ...set(IN_UP, get(EQUAL)),
          ...set(IN_DOWN, get(SPARE)),
        ],
        i32.less(get(BLOCK), get(BLOCKS)),
      ),
      ...giveUp,
    ],
    i32.differ(get(FROM), get(UNTIL)),
  ),
];

const program: Bytes = [
  ...set(SCORE, get(LENGTH)),
  ...set(LAST, i32.and(i32.subtract(get(LENGTH), n32(1)), n32(ROWS - 1))),
  ...when(i32.differ(get(FROM), get(UNTIL)), when(i32.more(get(BLOCKS), n32(1)), long, short)),
  ...get(SCORE),
];

let compiled: WebAssembly.Module | undefined;

/** Whether WebAssembly compares a query: it is not too long for its masks, and within the first plane. */
export function isEncodable(codes: Uint32Array, length: number): boolean {
  const blocks = Math.ceil(length / ROWS);
  if (length === 0 || blocks > MOST_BLOCKS) return false;
  const different = new Set<number>();
  for (let row = 0; row < length; row += 1) {
    const code = codes[row] as number;
    if (code === 0 || code >= CODES) return false;
    different.add(code);
  }
  return (different.size + 1) * blocks * MASK_BYTES <= MASKS_SIZE;
}

export function encodedDistance(arena: Arena): EncodedDistance {
  compiled ??= assemble(
    PARAMETERS,
    [
      [I32_LOCALS, "i32"],
      [I64_LOCALS, "i64"],
    ],
    program,
  );
  const distance = instantiate(compiled, arena.memory());
  const slots = arena.allocate(CODES * 2);
  const masks = arena.allocate(MASKS_SIZE);
  const state = arena.allocate(MOST_BLOCKS * 2 * MASK_BYTES);
  let used: number[] = [];
  let blocks = 0;
  let length = 0;
  let ofHan = 0;
  return {
    prepare({ codes, length: size }, han) {
      ofHan = han ? 1 : 0;
      const bytes = arena.bytes();
      const slotOf = new Uint16Array(bytes.buffer, slots, CODES);
      for (const code of used) slotOf[code] = 0;
      used = [];
      if (!isEncodable(codes, size)) return false;
      length = size;
      blocks = Math.ceil(size / ROWS);
      const words = arena.words();
      // The masks of slot 0, for characters that the query lacks: an earlier query may have used these words.
      words.fill(0, masks >>> 2, (masks >>> 2) + 2 * blocks);
      for (let row = 0; row < size; row += 1) {
        const code = codes[row] as number;
        if (slotOf[code] === 0) {
          used.push(code);
          slotOf[code] = used.length;
          const start = (masks + used.length * blocks * MASK_BYTES) >>> 2;
          words.fill(0, start, start + 2 * blocks);
        }
        const word = ((masks + (slotOf[code] as number) * blocks * MASK_BYTES) >>> 2) + (row >>> 5);
        words[word] = (words[word] as number) | (1 << (row & 31));
      }
      return true;
    },
    edits: (from, until, limit) => distance(from, until, limit, slots, masks, state, blocks, length, ofHan),
  };
}
