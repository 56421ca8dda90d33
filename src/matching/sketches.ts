import type { Arena } from "./arena.ts";
import type { Grams } from "./grams.ts";
import { MOST, readRecords, RECORD, ROWS_AT_ONCE, type Tally, tallyIn } from "./tally.ts";

/**
 * Sketches of texts as a matrix of bits: a column is a text, and each of its grams sets the bit of one row.
 * Texts of about one length stand together in blocks of 1024 columns, whose rows are many enough that about a
 * fifth of the bits is set. A query looks at the rows of its own grams, the emptiest first, and counts how many each
 * text has: all texts of the lengths that it allows, a hundred and twenty-eight at a time (matching/tally).
 * So nothing depends on which grams are rare, and adding a text costs the same whatever there is.
 */
export interface Sketches {
  /** @param signs length of the text (`signCount`) @returns the slot of the text, the lowest that is free in its block */
  add(grams: Grams, signs: number): number;
  remove(slot: number): void;
  /**
   * The texts that share most with a query, most promising first and newer before older ones.
   *
   * @param signs of the query, and of the texts from `shortest` to `longest`
   * @param wanted about so many, if there are
   */
  nearest(grams: Grams, signs: Signs, wanted: number): Nearest;
  /** Slots are below this. */
  readonly slots: () => number;
  readonly bytes: () => number;
  /** Gives the memory back; nothing may be asked of it afterwards. */
  release(): void;
  readonly save: () => SketchesState;
}

/** What has to be known of the sketches in an arena. */
export interface SketchesState {
  /** By bucket, those that there are. */
  readonly buckets: readonly (readonly [
    at: number,
    state: Pick<Bucket, "blocks" | "texts" | "used"> & { readonly filled: readonly number[] },
  ])[];
  /** Addresses of the blocks, and which bucket they belong to. */
  readonly blocks: readonly (readonly [address: number, bucket: number])[];
}

/** By what the form of sketches is decided: those that were made by other rules are of no use. */
export const sketchRules = (): string =>
  [BLOCK, RATIO, DENSITY, LEAST_ROWS, MOST_ROWS].map((rule) => rule.toString()).join(" ");

export interface Nearest {
  /** Valid until the next call. */
  readonly slots: Uint32Array;
  /** Texts that were looked at. */
  readonly counted: number;
}

export interface Signs {
  readonly own: number;
  readonly shortest: number;
  readonly longest: number;
}

/** Texts of a block; bytes of one of its rows. */
const BLOCK = 1024;
const WIDTH = BLOCK / 8;
/** Estimates of similarity go from 0 to this. */
const SCALE = 1023;

/** Lengths of one bucket differ by this factor. */
const RATIO = Math.log(1.15);
/** Rows for each gram of a text of the bucket, and how many there are at least and at most. */
const DENSITY = 4;
const LEAST_ROWS = 128;
const MOST_ROWS = 16_384;
/** Rows that a query counts, those that count double twice. */
const COUNTED = 42;
/**
 * Of the grams of a text this long half are new or rare in texts that are edited copies of each other: rows that
 * nobody has are passed over, and half of those counted are chosen evenly among the others.
 */
const LONG = 400;
/** A row that fewer texts than this part have set counts double. */
const SPARSE = 0.06;

/** The part that is set of a usual row, believed as if so many texts had shown it. */
const USUAL = 0.15;
const PRIOR = 64;

/** By turns the first of those left, and one of those that lie evenly between the first and the last. */
function mixed(rows: readonly number[]): number[] {
  const order = new Set<number>();
  for (let at = 0; at < COUNTED; at += 1) {
    for (const place of [at, Math.floor(((at + 0.5) * 2 * rows.length) / COUNTED)]) {
      const row = rows[place];
      if (row !== undefined) order.add(row);
    }
  }
  return [...order];
}

const bucketOf = (signs: number): number => Math.round(Math.log(signs + 1) / RATIO);

interface Bucket {
  /** Typical length of its texts. */
  readonly signs: number;
  readonly rows: number;
  /** Texts by row. */
  readonly filled: Uint32Array;
  readonly blocks: number[];
  texts: number;
  /** Columns used of the last block. */
  used: number;
}

interface Block {
  readonly address: number;
  readonly bucket: Bucket;
}

/** What counting needs beside the sketches: room for the list of rows and for the records of one block. */
export interface Counting {
  readonly tally: Tally;
  readonly list: number;
  readonly records: number;
}

export function counting(memory: Arena): Counting {
  return {
    list: memory.allocate(4 * (MOST + ROWS_AT_ONCE)),
    records: memory.allocate((WIDTH / 16) * RECORD),
    tally: tallyIn(memory.memory()),
  };
}

/**
 * @param perSign grams of a text for each of its signs
 * @param saved of sketches that are in the memory already
 */
export function sketches(
  memory: Arena,
  { tally, list, records }: Counting,
  perSign: number,
  saved?: SketchesState,
): Sketches {
  const buckets: (Bucket | undefined)[] = [];
  const blocks: Block[] = [];

  const newBucket = (at: number): Bucket => {
    const signs = Math.exp(at * RATIO) - 1;
    const rows = Math.ceil((signs * perSign * DENSITY) / 64) * 64;
    const bounded = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows));
    return { signs, rows: bounded, filled: new Uint32Array(bounded), blocks: [], texts: 0, used: BLOCK };
  };
  for (const [at, { filled, ...state }] of saved?.buckets ?? []) {
    const bucket = newBucket(at);
    bucket.filled.set(filled);
    buckets[at] = { ...bucket, ...state };
  }
  for (const [address, at] of saved?.blocks ?? []) {
    blocks.push({ address, bucket: (buckets[at] ??= newBucket(at)) });
  }
  /** One more row than the bucket has is always zero: lists are filled up with it. */
  const sizeOf = (bucket: Bucket): number => (bucket.rows + 1) * WIDTH;

  const rowsOf = (grams: Grams, bucket: Bucket): number => {
    const rows = distinct.length > bucket.rows ? distinct : (distinct = new Uint8Array(bucket.rows + 1));
    if (marked.length < grams.length) marked = new Uint16Array(grams.length * 2);
    let count = 0;
    for (let at = 0; at < grams.length; at += 1) {
      const row = (((grams.list[at] as number) * bucket.rows) / 0x100000000) | 0;
      if (rows[row] !== 0) continue;
      rows[row] = 1;
      marked[count++] = row;
    }
    for (let at = 0; at < count; at += 1) rows[marked[at] as number] = 0;
    return count;
  };

  /** Estimates by count. */
  const keys = new Int16Array(MOST + 1);
  const histogram = new Uint32Array(SCALE + 1);

  /** Writes the list of a query's rows in a bucket, and what each count is worth. */
  const ask = (grams: Grams, bucket: Bucket, own: number): number => {
    const count = rowsOf(grams, bucket);
    const { filled, texts } = bucket;
    const emptiest = Array.from(marked.subarray(0, count)).sort(
      (a, b) => (filled[a] as number) - (filled[b] as number) || a - b,
    );
    const order = count > LONG ? mixed(emptiest.filter((row) => filled[row] !== 0)) : emptiest;
    const words = memory.words();
    let listed = 0;
    let chance = 0;
    for (const row of order) {
      const part = ((filled[row] as number) + PRIOR * USUAL) / (texts + PRIOR);
      const weight = part < SPARSE ? 2 : 1;
      if (listed + weight > COUNTED) break;
      for (let times = 0; times < weight; times += 1) words[(list >>> 2) + listed++] = row * WIDTH;
      chance += weight * part;
    }
    const total = Math.max(1, listed);
    const random = Math.min(0.9, chance / total);
    const shrink = Math.min(1, own / bucket.signs);
    for (let at = 0; at <= MOST; at += 1) {
      const shared = (at / total - random) / (1 - random);
      keys[at] = Math.max(0, Math.min(SCALE, Math.floor(SCALE * shared * shrink)));
    }
    while (listed % ROWS_AT_ONCE !== 0) words[(list >>> 2) + listed++] = bucket.rows * WIDTH;
    return listed;
  };

  return {
    add(grams, signs) {
      const at = bucketOf(signs);
      const bucket = (buckets[at] ??= newBucket(at));
      if (bucket.used === BLOCK) {
        bucket.blocks.push(blocks.length);
        blocks.push({ address: memory.allocate(sizeOf(bucket)), bucket });
        bucket.used = 0;
      }
      const block = bucket.blocks.at(-1) as number;
      const column = bucket.used;
      bucket.used += 1;
      bucket.texts += 1;
      const count = rowsOf(grams, bucket);
      const bytes = memory.bytes();
      const base = (blocks[block] as Block).address + (column >>> 3);
      for (let index = 0; index < count; index += 1) {
        const row = marked[index] as number;
        bytes[base + row * WIDTH] = (bytes[base + row * WIDTH] as number) | (1 << (column & 7));
        bucket.filled[row] = (bucket.filled[row] as number) + 1;
      }
      return block * BLOCK + column;
    },
    remove(slot) {
      const { address, bucket } = blocks[Math.floor(slot / BLOCK)] as Block;
      const column = slot % BLOCK;
      const bytes = memory.bytes();
      const bit = 1 << (column & 7);
      for (let row = 0; row < bucket.rows; row += 1) {
        const at = address + row * WIDTH + (column >>> 3);
        if (((bytes[at] as number) & bit) === 0) continue;
        bytes[at] = (bytes[at] as number) ^ bit;
        bucket.filled[row] = (bucket.filled[row] as number) - 1;
      }
      bucket.texts -= 1;
    },
    nearest(grams, { own, shortest, longest }, wanted) {
      let counted = 0;
      histogram.fill(0);
      // Below `floor` nothing is of interest any more: enough others are better.
      let floor = 0;
      let above = 0;
      let noted = 0;
      const [from, until] = [bucketOf(shortest), bucketOf(longest)];
      const middle = Math.max(from, Math.min(until, bucketOf(own)));
      for (let step = 0; step <= 2 * Math.max(middle - from, until - middle); step += 1) {
        // The nearest lengths first: they are the most promising, and raise the floor.
        const at = step % 2 === 1 ? middle + (step + 1) / 2 : middle - step / 2;
        const bucket = at < from || at > until ? undefined : buckets[at];
        if (bucket === undefined || bucket.texts === 0) continue;
        const listed = ask(grams, bucket, own);
        counted += bucket.texts;
        let least = 1;
        for (const block of bucket.blocks) {
          while (least <= MOST && (keys[least] as number) < floor) least += 1;
          if (least > MOST) break;
          const { address } = blocks[block] as Block;
          const end = tally(address, list, list + 4 * listed, WIDTH, least, records);
          if (end === records) continue;
          if (found.length < noted + BLOCK) {
            const larger = new Float64Array(found.length * 2);
            larger.set(found);
            found = larger;
          }
          readRecords(memory.words(), records, end, least, (place, count) => {
            const key = keys[count] as number;
            found[noted++] = key * 0x100000000 + block * BLOCK + place;
            histogram[key] = (histogram[key] as number) + 1;
            above += 1;
          });
          while (above - (histogram[floor] as number) >= wanted) {
            above -= histogram[floor] as number;
            floor += 1;
          }
        }
      }
      let kept = 0;
      for (let at = 0; at < noted; at += 1) {
        const one = found[at] as number;
        if (one >= floor * 0x100000000) found[kept++] = one;
      }
      found.subarray(0, kept).sort();
      if (slots.length < kept) slots = new Uint32Array(found.length);
      for (let at = 0; at < kept; at += 1) slots[at] = (found[kept - 1 - at] as number) % 0x100000000;
      return { slots: slots.subarray(0, kept), counted };
    },
    slots: () => blocks.length * BLOCK,
    bytes: () => blocks.reduce((sum, { bucket }) => sum + sizeOf(bucket), 0),
    release() {
      for (const { address, bucket } of blocks) memory.free(address, sizeOf(bucket));
      blocks.length = 0;
      buckets.length = 0;
    },
    save: () => ({
      buckets: buckets.flatMap((bucket, at) =>
        bucket === undefined
          ? []
          : [
              [
                at,
                {
                  blocks: bucket.blocks,
                  texts: bucket.texts,
                  used: bucket.used,
                  filled: [...bucket.filled],
                },
              ] as const,
            ],
      ),
      blocks: blocks.map(({ address, bucket }) => [address, buckets.indexOf(bucket)] as const),
    }),
  };
}

// Shared, for nothing here is concurrent.
let distinct = new Uint8Array(LEAST_ROWS + 1);
let marked = new Uint16Array(1024);
/** Each as its estimate times 2³² plus its slot. */
let found = new Float64Array(2 * BLOCK);
let slots = new Uint32Array(2 * BLOCK);
