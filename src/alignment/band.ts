import { at } from "./prepared-text.ts";

/** The cut points (i, j) that are searched: for each i the j from `low[i]` to `high[i]`, stored row by row. */
export interface Band {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Index of the first cell of row i in arrays over the band. */
  readonly offset: Int32Array;
  readonly cells: number;
}

function bandOf(low: Int32Array, high: Int32Array): Band {
  const offset = new Int32Array(low.length + 1);
  for (let i = 0; i < low.length; i += 1)
    offset[i + 1] = at(offset, i) + Math.max(0, at(high, i) - at(low, i) + 1);
  return { low, high, offset, cells: at(offset, low.length) };
}

/** The band of all cut points of a table with `rows` and `columns` sentences. */
export function wholeBand(rows: number, columns: number): Band {
  return bandOf(new Int32Array(rows + 1), new Int32Array(rows + 1).fill(columns));
}

/**
 * Makes a band around a path. The path is the lowest and highest column of each row. The band is wider than the
 * path by `radius` columns on both sides. It is smoothed over `reach` rows, so that it stays wide where the path
 * jumps.
 */
export function bandAround(
  lowest: Int32Array,
  highest: Int32Array,
  columns: number,
  radius: (row: number) => number,
  reach: number,
): Band {
  const rows = lowest.length - 1;
  const low = new Int32Array(rows + 1);
  const high = new Int32Array(rows + 1);
  for (let i = 0; i <= rows; i += 1) {
    let least = columns;
    let most = 0;
    for (let q = Math.max(0, i - reach); q <= Math.min(rows, i + reach); q += 1) {
      least = Math.min(least, at(lowest, q));
      most = Math.max(most, at(highest, q));
    }
    const wide = radius(i);
    low[i] = Math.max(0, least - wide);
    high[i] = Math.min(columns, most + wide);
  }
  low[0] = 0;
  high[rows] = columns;
  for (let i = 1; i <= rows; i += 1) high[i] = Math.max(at(high, i), at(high, i - 1));
  for (let i = rows - 1; i >= 0; i -= 1) low[i] = Math.min(at(low, i), at(low, i + 1));
  return bandOf(low, high);
}

/** Exchanges rows and columns of the band and widens each new row by `margin` on both sides. */
export function transpose(band: Band, rows: number, columns: number, margin: number): Band {
  const low = new Int32Array(columns + 1).fill(rows);
  const high = new Int32Array(columns + 1).fill(-1);
  for (let i = 0; i <= rows; i += 1) {
    for (let j = at(band.low, i); j <= at(band.high, i); j += 1) {
      if (i < at(low, j)) low[j] = i;
      if (i > at(high, j)) high[j] = i;
    }
  }
  for (let j = 0; j <= columns; j += 1) {
    if (at(high, j) < 0) {
      low[j] = 0;
      high[j] = 0;
    }
    low[j] = Math.max(0, at(low, j) - margin);
    high[j] = Math.min(rows, at(high, j) + margin);
  }
  return bandOf(low, high);
}

/** A cut point that every path must pass, because a reviewer has fixed it. */
export type Corner = readonly [row: number, column: number];

/** Removes the cells from which a path cannot reach every corner. Corners ascend in row and column. */
export function pinBand(band: Band, corners: readonly Corner[]): Band {
  if (corners.length === 0) return band;
  const rows = band.low.length - 1;
  const last = at(band.high, rows);
  const low = band.low.slice();
  const high = band.high.slice();
  let passed = 0;
  for (let i = 0; i <= rows; i += 1) {
    // Earlier corners limit the row from below, later ones from above. The corners of this row are inside.
    while (passed < corners.length && (corners[passed] as Corner)[0] < i) passed += 1;
    let here = passed;
    while (here < corners.length && (corners[here] as Corner)[0] === i) here += 1;
    const floor = corners[passed - 1]?.[1] ?? 0;
    const ceiling = corners[here]?.[1] ?? last;
    const first = here > passed ? (corners[passed] as Corner)[1] : ceiling;
    const final = here > passed ? (corners[here - 1] as Corner)[1] : floor;
    low[i] = Math.min(Math.max(at(low, i), floor), first, ceiling);
    high[i] = Math.max(Math.min(at(high, i), ceiling), final, floor);
  }
  // Neighbouring rows must share a column, or no path can go through.
  for (let i = 0; i < rows; i += 1) if (at(low, i + 1) > at(high, i)) high[i] = at(low, i + 1);
  return bandOf(low, high);
}
