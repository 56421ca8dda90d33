import type { Arena } from "./arena.ts";
import type { Grams } from "../grams.ts";
import { MOST, readRecords, RECORD, ROWS_AT_ONCE, type Tally, tallyIn } from "./bit-counters.ts";

/**
 * Sketches of texts as a matrix of bits: a column is a text, and each of its grams sets the bit of one row.
 * Texts of about one length stand together in blocks of 1024 columns, whose rows are many enough that about a
 * fifth of the bits is set. A query looks at the rows of its own grams, the emptiest first, and counts how many each
 * text has: all texts of the lengths that it allows, a hundred and twenty-eight at a time (matching/resident/bit-counters).
 * So nothing depends on which grams are rare, and adding a text costs the same whatever there is.
 *
 * Counting waits for memory more than it computes: a row is the faster read the longer it is. A block is filled
 * alone, where its few rows stay in the processor's cache; four that are full are laid side by side, then four of
 * those.
 */
export interface Sketches {
  /** @param signs length of the text (`signCount`) @returns the slot of the text, the lowest that is free in its block */
  add(grams: Grams, signs: number): number;
  remove(slot: number): void;
  /**
   * The texts that share most with a query, most promising first.
   *
   * @param signs of the query, and of the texts from `shortest` to `longest`
   * @param wanted about so many, if there are
   */
  nearest(grams: QueryGrams, signs: Signs, wanted: number): Nearest;
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
    state: Pick<Bucket, "spans" | "texts" | "used"> & { readonly filled: readonly number[] },
  ])[];
}

/** By what the form of sketches is decided: those that were made by other rules are of no use. */
export const sketchRules = (): string =>
  [BLOCK, BESIDE, WIDEST, RATIO, DENSITY, PAIRED, PAIRED_GRAMS, LEAST_ROWS, MOST_ROWS]
    .map((rule) => rule.toString())
    .join(" ");

export interface Nearest {
  /** Valid until the next call. */
  readonly slots: Uint32Array;
  /** Texts that were looked at. */
  readonly counted: number;
}

/** Of one text, for those that are known by their pairs of letters too (`hasPairs`), and for the others. */
export interface QueryGrams {
  readonly paired: Grams;
  readonly plain: Grams;
}

export interface Signs {
  readonly own: number;
  readonly shortest: number;
  readonly longest: number;
}

/** Texts of a block; bytes of one of its rows. */
const BLOCK_BITS = 10;
const BLOCK = 1 << BLOCK_BITS;
const WIDTH = BLOCK / 8;
/** So many spans of one width become one, up to so many blocks. */
const BESIDE = 4;
const WIDEST = 16;
/** Estimates of similarity go from 0 to this. */
const SCALE = 1023;

/** Lengths of one bucket differ by this factor. */
const RATIO = Math.log(1.15);
/**
 * Where there are so many texts for each that is wanted, those that hardly share more than chance would have it are
 * passed over from the start: about two standard deviations.
 */
const MANY = 64;
const CHANCE = Math.round(0.1 * SCALE);
/**
 * Of the texts wanted, the part that must have been seen before the floor rises by what they promise; and how many
 * times the wanted they have to promise: the lengths seen first hold more of them than those that follow.
 */
const AHEAD = { part: 8, times: 3 };
/** Rows for each gram of a text of the bucket, and how many there are at least and at most. */
const DENSITY = 4;
const LEAST_ROWS = 128;
const MOST_ROWS = 16_384;
/** Rows that a query counts, those that count double twice. */
const COUNTED = 42;
/** In texts whose length differs by more than this factor, fewer: one that is like the query has nearly all of it. */
const FAR = Math.log(1.35);
const COUNTED_FAR = 28;
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
function mixed(rows: Float64Array): number[] {
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

/** Texts of the buckets up to this many signs have pairs of letters: one edit leaves them few grams of three. */
const PAIRED = bucketOf(20);
/** Grams of such a text for each of its signs. */
const PAIRED_GRAMS = 2;

/** Whether the grams of texts of this length hold pairs of letters (`collectGrams`). */
export const hasPairs = (signs: number): boolean => bucketOf(signs) <= PAIRED;

interface Bucket {
  /** Typical length of its texts. */
  readonly signs: number;
  readonly rows: number;
  /** Texts by row. */
  readonly filled: Uint32Array;
  /** The widest first. The last has one block as long as that is not full. */
  readonly spans: Span[];
  texts: number;
  /** Columns used of the last block. */
  used: number;
}

/** Blocks side by side, by number: each row is that of the first, then that of the second … */
interface Span {
  readonly address: number;
  readonly blocks: readonly number[];
}

/** Where a block is: the address of its first row, and how far it is from one row to the next, in bytes. */
interface Block {
  readonly address: number;
  readonly stride: number;
  readonly bucket: Bucket;
}

const strideOf = ({ blocks }: Span): number => blocks.length * WIDTH;

/** What counting needs beside the sketches: room for the list of rows and for the records of one block. */
export interface Counting {
  readonly tally: Tally;
  readonly list: number;
  readonly records: number;
}

export function counting(memory: Arena): Counting {
  return {
    list: memory.allocate(4 * (MOST + ROWS_AT_ONCE)),
    records: memory.allocate(WIDEST * (WIDTH / 16) * RECORD),
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

  const place = (span: Span, bucket: Bucket): void => {
    for (const [at, block] of span.blocks.entries())
      blocks[block] = { address: span.address + at * WIDTH, stride: strideOf(span), bucket };
  };

  const newBucket = (at: number): Bucket => {
    const signs = Math.exp(at * RATIO) - 1;
    const grams = signs * (at <= PAIRED ? PAIRED_GRAMS : perSign);
    const rows = Math.ceil((grams * DENSITY) / 64) * 64;
    const bounded = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows));
    return { signs, rows: bounded, filled: new Uint32Array(bounded), spans: [], texts: 0, used: BLOCK };
  };
  for (const [at, { filled, ...state }] of saved?.buckets ?? []) {
    const bucket = newBucket(at);
    bucket.filled.set(filled);
    const restored = { ...bucket, ...state, spans: [...state.spans] };
    for (const span of restored.spans) place(span, restored);
    buckets[at] = restored;
  }
  /** One more row than the bucket has is always zero: lists are filled up with it. */
  const sizeOf = ({ rows }: Bucket, width: number): number => (rows + 1) * width * WIDTH;

  /** Lays the last spans of a bucket side by side as long as there are enough of one width. */
  const widen = (bucket: Bucket): void => {
    for (;;) {
      const parts = bucket.spans.slice(-BESIDE);
      const width = parts[0]?.blocks.length ?? 0;
      if (parts.length < BESIDE || width === WIDEST) return;
      if (parts.some(({ blocks: { length } }) => length !== width)) return;
      const numbers = parts.flatMap((part) => part.blocks);
      const wide = { address: memory.allocate(sizeOf(bucket, numbers.length)), blocks: numbers };
      const bytes = memory.bytes();
      const [from, to] = [width * WIDTH, strideOf(wide)];
      for (const [at, { address }] of parts.entries()) {
        for (let row = 0; row < bucket.rows; row += 1) {
          const start = address + row * from;
          bytes.copyWithin(wide.address + row * to + at * from, start, start + from);
        }
        memory.free(address, sizeOf(bucket, width));
      }
      bucket.spans.splice(-BESIDE, BESIDE, wide);
      place(wide, bucket);
    }
  };

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
  /** The rows that are counted, those that count double twice. */
  const chosen: number[] = [];

  /** Chooses a query's rows in a bucket, and sets what each count is worth. */
  const ask = (grams: Grams, bucket: Bucket, own: number): void => {
    const count = rowsOf(grams, bucket);
    const { filled, texts } = bucket;
    if (ranked.length < count) ranked = new Float64Array(count * 2);
    for (let at = 0; at < count; at += 1) {
      const row = marked[at] as number;
      ranked[at] = (filled[row] as number) * MOST_ROWS + row;
    }
    const emptiest = ranked.subarray(0, count).sort();
    const order = count > LONG ? mixed(emptiest.filter((one) => one >= MOST_ROWS)) : emptiest;
    const most = Math.abs(Math.log(bucket.signs / own)) > FAR ? COUNTED_FAR : COUNTED;
    chosen.length = 0;
    let chance = 0;
    for (let at = 0; at < order.length; at += 1) {
      const row = (order[at] as number) % MOST_ROWS;
      const part = ((filled[row] as number) + PRIOR * USUAL) / (texts + PRIOR);
      const weight = part < SPARSE ? 2 : 1;
      if (chosen.length + weight > most) break;
      for (let times = 0; times < weight; times += 1) chosen.push(row);
      chance += weight * part;
    }
    const total = Math.max(1, chosen.length);
    const random = Math.min(0.9, chance / total);
    const shrink = Math.min(1, own / bucket.signs);
    for (let at = 0; at <= MOST; at += 1) {
      const shared = (at / total - random) / (1 - random);
      keys[at] = Math.max(0, Math.min(SCALE, Math.floor(SCALE * shared * shrink)));
    }
    while (chosen.length % ROWS_AT_ONCE !== 0) chosen.push(bucket.rows);
  };

  const note = (slot: number, key: number): void => {
    if (noted === noticed.length) {
      const [larger, longer] = [new Uint32Array(noted * 2), new Uint16Array(noted * 2)];
      larger.set(noticed);
      longer.set(estimates);
      [noticed, estimates] = [larger, longer];
    }
    noticed[noted] = slot;
    estimates[noted++] = key;
    histogram[key] = (histogram[key] as number) + 1;
  };

  return {
    add(grams, signs) {
      const at = bucketOf(signs);
      const bucket = (buckets[at] ??= newBucket(at));
      if (bucket.used === BLOCK) {
        widen(bucket);
        const span = { address: memory.allocate(sizeOf(bucket, 1)), blocks: [blocks.length] };
        bucket.spans.push(span);
        place(span, bucket);
        bucket.used = 0;
      }
      const block = bucket.spans.at(-1)?.blocks.at(-1) as number;
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
    nearest({ paired, plain }, { own, shortest, longest }, wanted) {
      histogram.fill(0);
      noted = 0;
      const [from, until] = [bucketOf(shortest), bucketOf(longest)];
      let counted = 0;
      for (let at = from; at <= until; at += 1) counted += buckets[at]?.texts ?? 0;
      // Below `floor` nothing is of interest: enough others are better.
      let floor = counted > MANY * wanted ? CHANCE : 0;
      let above = 0;
      let seen = 0;
      const middle = Math.max(from, Math.min(until, bucketOf(own)));
      for (let step = 0; step <= 2 * Math.max(middle - from, until - middle); step += 1) {
        // The nearest lengths first: they are the most promising, and raise the floor.
        const at = step % 2 === 1 ? middle + (step + 1) / 2 : middle - step / 2;
        const bucket = at < from || at > until ? undefined : buckets[at];
        if (bucket === undefined || bucket.texts === 0) continue;
        ask(at <= PAIRED ? paired : plain, bucket, own);
        let least = 1;
        let listed = 0;
        // The narrow ones first: they raise the floor, and less is noted of the wide ones.
        for (const span of bucket.spans.toReversed()) {
          while (least <= MOST && (keys[least] as number) < floor) least += 1;
          if (least > MOST) break;
          const stride = strideOf(span);
          const words = memory.words();
          if (stride !== listed) {
            for (let index = 0; index < chosen.length; index += 1)
              words[(list >>> 2) + index] = (chosen[index] as number) * stride;
            listed = stride;
          }
          const end = tally(span.address, list, list + 4 * chosen.length, stride, least, records);
          seen += span.blocks.length * BLOCK;
          if (end === records) continue;
          const before = noted;
          readRecords(words, records, end, least, (column, count) => {
            const block = span.blocks[column >>> BLOCK_BITS] as number;
            note(block * BLOCK + (column & (BLOCK - 1)), keys[count] as number);
          });
          above += noted - before;
          // What was seen so far tells how many there will be in the end; as it is the more promising part, not exactly.
          const enough = Math.max(
            wanted / AHEAD.part,
            Math.min(wanted, (AHEAD.times * wanted * seen) / counted),
          );
          while (above - (histogram[floor] as number) >= enough) {
            above -= histogram[floor] as number;
            floor += 1;
          }
        }
      }
      return { slots: inOrder(floor), counted };
    },
    slots: () => blocks.length * BLOCK,
    bytes: () => blocks.reduce((sum, { bucket }) => sum + sizeOf(bucket, 1), 0),
    release() {
      for (const bucket of buckets) {
        for (const {
          address,
          blocks: { length },
        } of bucket?.spans ?? [])
          memory.free(address, sizeOf(bucket as Bucket, length));
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

// Shared, for nothing here is concurrent.
let distinct = new Uint8Array(LEAST_ROWS + 1);
let marked = new Uint16Array(1024);
/** Each as how many texts have it, times the most rows, plus its number. */
let ranked = new Float64Array(1024);
/** Texts that a query has met, and their estimates. */
let noticed = new Uint32Array(4 * BLOCK);
let estimates = new Uint16Array(4 * BLOCK);
let noted = 0;
let slots = new Uint32Array(4 * BLOCK);
/** How many there are of each estimate, and where those of each begin. */
const histogram = new Uint32Array(SCALE + 1);
const starts = new Uint32Array(SCALE + 1);

/** Slots of the noticed from `floor` on, the highest estimate first, equal ones as they were met. */
function inOrder(floor: number): Uint32Array {
  let above = 0;
  for (let key = SCALE; key >= floor; key -= 1) {
    starts[key] = above;
    above += histogram[key] as number;
  }
  if (slots.length < above) slots = new Uint32Array(noticed.length);
  for (let at = 0; at < noted; at += 1) {
    const key = estimates[at] as number;
    if (key < floor) continue;
    const place = starts[key] as number;
    slots[place] = noticed[at] as number;
    starts[key] = place + 1;
  }
  return slots.subarray(0, above);
}
