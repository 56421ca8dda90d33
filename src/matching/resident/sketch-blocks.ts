import type { Arena } from "./arena.ts";

/**
 * Where the sketches of texts lie in memory. A sketch is a column of bits. Texts of about one length have their
 * columns in the blocks of one bucket; a row of a block is 1024 columns wide.
 *
 * Counting waits for memory more than it computes: a row is read the faster the longer it is. A block is filled
 * alone, where its few rows stay in the processor's cache. Four full blocks are laid side by side, then four of
 * those again.
 */
export interface SketchBlocks {
  /** The bucket at an index (`bucketOf`); `undefined` where it has never had a text. */
  bucket(at: number): Bucket | undefined;
  /** The index after the last bucket. */
  readonly end: () => number;
  /** Adds a column with these rows set. @returns its slot */
  add(at: number, rowsFor: (bucket: Bucket) => Uint16Array): number;
  remove(slot: number): void;
  /** Slots are below this. */
  readonly slots: () => number;
  readonly bytes: () => number;
  /** Gives the memory back; the blocks are of no use afterwards. */
  release(): void;
  readonly save: () => SketchesState;
}

/** What is saved beside the arena, which holds the bits. */
export interface SketchesState {
  readonly buckets: readonly (readonly [
    at: number,
    state: Pick<Bucket, "spans" | "texts" | "used"> & { readonly filled: readonly number[] },
  ])[];
}

/** Sketches of about one length. */
export interface Bucket {
  /** Typical length of its texts, in signs. */
  readonly signs: number;
  readonly rows: number;
  /** By row: texts that have its bit set. */
  readonly filled: Uint32Array;
  /** Widest first. The last one is one block wide as long as that block is not full. */
  readonly spans: Span[];
  texts: number;
  /** Columns in use of the last block. */
  used: number;
}

/** Blocks side by side: each row is that of the first block, then that of the second … */
export interface Span {
  readonly address: number;
  /** Numbers of the blocks; the slots of block b begin at b · `BLOCK`. */
  readonly blocks: readonly number[];
}

/** Columns of a block, and bytes of one of its rows. */
export const BLOCK_BITS = 10;
export const BLOCK = 1 << BLOCK_BITS;
export const BLOCK_BYTES = BLOCK / 8;
/** Spans of one width that become one, and blocks of the widest span. */
const BESIDE = 4;
export const WIDEST = 16;

/** Lengths of neighbouring buckets differ by this factor. */
const RATIO = Math.log(1.15);
/** Rows for each gram of a typical text of the bucket, within bounds. */
const DENSITY = 4;
export const LEAST_ROWS = 128;
export const MOST_ROWS = 16_384;

/** The index of the bucket for texts of this length. */
export const bucketOf = (signs: number): number => Math.round(Math.log(signs + 1) / RATIO);

/** Texts of the buckets up to this one have pairs of letters too: one edit leaves them few grams of three. */
export const LAST_PAIRED = bucketOf(20);
/** Grams of such a text for each of its signs. */
const PAIRED_GRAMS = 2;

/** Whether the grams of texts of this length include pairs of letters (`collectGrams`). */
export const hasPairs = (signs: number): boolean => bucketOf(signs) <= LAST_PAIRED;

/** The rules by which sketches are made: sketches that other rules made are of no use. */
export const sketchRules = (): string =>
  [BLOCK, BESIDE, WIDEST, RATIO, DENSITY, LAST_PAIRED, PAIRED_GRAMS, LEAST_ROWS, MOST_ROWS]
    .map((rule) => rule.toString())
    .join(" ");

/** From one row of a span to the next, in bytes. */
export const strideOf = ({ blocks }: Span): number => blocks.length * BLOCK_BYTES;

/** A span has one more row than its bucket: it is always zero, and fills up lists of rows. */
const sizeOf = ({ rows }: Bucket, width: number): number => (rows + 1) * width * BLOCK_BYTES;

function newBucket(at: number, gramsPerSign: number): Bucket {
  const signs = Math.exp(at * RATIO) - 1;
  const grams = signs * (at <= LAST_PAIRED ? PAIRED_GRAMS : gramsPerSign);
  const rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.ceil((grams * DENSITY) / 64) * 64));
  return { signs, rows, filled: new Uint32Array(rows), spans: [], texts: 0, used: BLOCK };
}

/** Where one block is: the address of its first row, and the bytes from one row to the next. */
interface Block {
  readonly address: number;
  readonly stride: number;
  readonly bucket: Bucket;
}

/**
 * @param gramsPerSign grams of a text for each of its signs
 * @param saved state of blocks whose bits are in the arena already
 */
export function sketchBlocks(memory: Arena, gramsPerSign: number, saved?: SketchesState): SketchBlocks {
  const buckets: (Bucket | undefined)[] = [];
  const blocks: Block[] = [];

  const place = (span: Span, bucket: Bucket): void => {
    for (const [at, block] of span.blocks.entries())
      blocks[block] = { address: span.address + at * BLOCK_BYTES, stride: strideOf(span), bucket };
  };

  for (const [at, { filled, ...state }] of saved?.buckets ?? []) {
    const bucket = newBucket(at, gramsPerSign);
    bucket.filled.set(filled);
    const restored = { ...bucket, ...state, spans: [...state.spans] };
    for (const span of restored.spans) place(span, restored);
    buckets[at] = restored;
  }

  const addBlock = (bucket: Bucket): void => {
    for (let wide = widened(memory, bucket); wide !== undefined; wide = widened(memory, bucket))
      place(wide, bucket);
    const span = { address: memory.allocate(sizeOf(bucket, 1)), blocks: [blocks.length] };
    bucket.spans.push(span);
    place(span, bucket);
    bucket.used = 0;
  };

  return {
    bucket: (at) => buckets[at],
    end: () => buckets.length,
    add(at, rowsFor) {
      const bucket = (buckets[at] ??= newBucket(at, gramsPerSign));
      if (bucket.used === BLOCK) addBlock(bucket);
      const block = bucket.spans.at(-1)?.blocks.at(-1) as number;
      const column = bucket.used;
      bucket.used += 1;
      bucket.texts += 1;
      const rows = rowsFor(bucket);
      const bytes = memory.bytes();
      const base = (blocks[block] as Block).address + (column >>> 3);
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index] as number;
        const byte = base + row * BLOCK_BYTES;
        bytes[byte] = (bytes[byte] as number) | (1 << (column & 7));
        bucket.filled[row] = (bucket.filled[row] as number) + 1;
      }
      return block * BLOCK + column;
    },
    remove(slot) {
      const { address, stride, bucket } = blocks[Math.floor(slot / BLOCK)] as Block;
      const column = slot % BLOCK;
      const bytes = memory.bytes();
      const bit = 1 << (column & 7);
      for (let row = 0; row < bucket.rows; row += 1) {
        const at = address + row * stride + (column >>> 3);
        if (((bytes[at] as number) & bit) === 0) continue;
        bytes[at] = (bytes[at] as number) ^ bit;
        bucket.filled[row] = (bucket.filled[row] as number) - 1;
      }
      bucket.texts -= 1;
    },
    slots: () => blocks.length * BLOCK,
    bytes: () => blocks.reduce((sum, { bucket }) => sum + sizeOf(bucket, 1), 0),
    release() {
      for (const bucket of buckets) {
        if (bucket === undefined) continue;
        for (const span of bucket.spans) memory.free(span.address, sizeOf(bucket, span.blocks.length));
      }
      blocks.length = 0;
      buckets.length = 0;
    },
    save: () => ({
      buckets: buckets.flatMap((bucket, at) => {
        if (bucket === undefined) return [];
        const { spans, texts, used, filled } = bucket;
        return [[at, { spans, texts, used, filled: [...filled] }] as const];
      }),
    }),
  };
}

/** Lays the last spans of a bucket side by side, if there are enough of one width. @returns the span that they become */
function widened(memory: Arena, bucket: Bucket): Span | undefined {
  const parts = bucket.spans.slice(-BESIDE);
  const width = parts[0]?.blocks.length ?? 0;
  if (parts.length < BESIDE || width === WIDEST) return undefined;
  if (parts.some(({ blocks: { length } }) => length !== width)) return undefined;
  const numbers = parts.flatMap((part) => part.blocks);
  const wide = { address: memory.allocate(sizeOf(bucket, numbers.length)), blocks: numbers };
  const bytes = memory.bytes();
  const [from, to] = [width * BLOCK_BYTES, strideOf(wide)];
  for (const [at, { address }] of parts.entries()) {
    for (let row = 0; row < bucket.rows; row += 1) {
      const start = address + row * from;
      bytes.copyWithin(wide.address + row * to + at * from, start, start + from);
    }
    memory.free(address, sizeOf(bucket, width));
  }
  bucket.spans.splice(-BESIDE, BESIDE, wide);
  return wide;
}
