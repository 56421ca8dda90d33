/** A range of UTF-16 offsets; empty for a place between two characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece in which a query and a source differ; empty on one side where text was only added or left out. */
export interface Edit {
  readonly query: Span;
  readonly source: Span;
}

/** Cells of the edit matrix that one comparison may fill. */
export const EDIT_CELLS = 4_000_000;
/** Two edits with at most so many equal characters between them are shown as one. */
const ISLAND = 2;

/**
 * Where two texts differ: a shortest edit script (Wagner–Fischer) over characters as a reader sees them. Long texts are
 * compared by words. Where even words are too many, all between the common beginning and end is one edit.
 *
 * @param cells of the edit matrix that may be filled
 */
export function editsBetween(query: string, source: string, cells = EDIT_CELLS): Edit[] {
  if (query === source) return [];
  const script = shortestScript(characters(query), characters(source), cells);
  if (script !== undefined) return joinIslands(script);
  const [ours, theirs] = [words(query), words(source)];
  return joinIslands(shortestScript(ours, theirs, cells) ?? [wholly(ours, theirs)]);
}

/** Code points that make one character together with others. */
const COMBINED = /[\p{M}\u200D\p{RI}\p{EMod}\r\u1100-\u11FF]/u;
/** Made at first use: making it takes milliseconds, and few texts need it. */
let graphemes: Intl.Segmenter | undefined;

/** Characters as a reader sees them: a letter with its accents, an emoji with its parts. */
function characters(text: string): string[] {
  if (!COMBINED.test(text)) return Array.from(text);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The words of a text; Chinese and all other characters one by one. */
function words(text: string): string[] {
  const found: string[] = [];
  let word: string[] = [];
  const close = () => {
    if (word.length > 0) found.push(word.join(""));
    word = [];
  };
  for (const one of characters(text)) {
    if (WORD.test(one)) word.push(one);
    else {
      close();
      found.push(one);
    }
  }
  close();
  return found;
}
const WORD = /^(?!\p{Script=Han})[\p{L}\p{M}\p{N}]/u;

function wholly(query: readonly string[], source: readonly string[]): Edit {
  const shorter = Math.min(query.length, source.length);
  let head = 0;
  while (head < shorter && query[head] === source[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && query.at(-1 - tail) === source.at(-1 - tail)) tail += 1;
  const span = (parts: readonly string[]): Span => {
    const size = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length, 0);
    const start = size(parts.slice(0, head));
    return { start, end: start + size(parts.slice(head, parts.length - tail)) };
  };
  return { query: span(query), source: span(source) };
}

/** `undefined` when the matrix would have more than `cells`. */
function shortestScript(a: readonly string[], b: readonly string[], cells: number): Edit[] | undefined {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const rows = a.length - head - tail;
  const columns = b.length - head - tail;
  if ((rows + 1) * (columns + 1) > cells) return undefined;
  const numbers = new Map<string, number>();
  const ours = numbered(a.slice(head, head + rows), numbers);
  const theirs = numbered(b.slice(head, head + columns), numbers);
  return trace(a, b, head, costs(ours, theirs), rows, columns);
}

/** Numbers in place of strings, equal for equal ones: they are compared much faster. */
const numbered = (parts: readonly string[], numbers: Map<string, number>): Uint32Array =>
  Uint32Array.from(parts, (part) => {
    const known = numbers.get(part);
    if (known !== undefined) return known;
    numbers.set(part, numbers.size);
    return numbers.size - 1;
  });

/** The edit matrix, row by row, with a row and a column for nothing. */
function costs(ours: Uint32Array, theirs: Uint32Array): Uint32Array {
  const width = theirs.length + 1;
  const cost = new Uint32Array((ours.length + 1) * width);
  for (let column = 1; column < width; column += 1) cost[column] = column;
  for (let row = 1; row <= ours.length; row += 1) {
    const own = ours[row - 1];
    let at = row * width;
    cost[at] = row;
    let left = row;
    let diagonal = row - 1;
    for (let column = 1; column < width; column += 1) {
      at += 1;
      const above = cost[at - width] as number;
      let least = own === theirs[column - 1] ? diagonal : diagonal + 1;
      if (above < least) least = above + 1;
      if (left < least) least = left + 1;
      cost[at] = least;
      diagonal = above;
      left = least;
    }
  }
  return cost;
}

/** Walks back from the end of the matrix; prefers equal steps, so that edits stand together. */
function trace(
  a: readonly string[],
  b: readonly string[],
  head: number,
  cost: Uint32Array,
  rows: number,
  columns: number,
): Edit[] {
  const width = columns + 1;
  const steps: { row: number; column: number; equal: boolean }[] = [];
  let [row, column] = [rows, columns];
  while (row > 0 || column > 0) {
    const at = row * width + column;
    const before = (cost[at] as number) - 1;
    const diagonal = row > 0 && column > 0;
    const equal = diagonal && a[head + row - 1] === b[head + column - 1];
    if (equal || (diagonal && cost[at - width - 1] === before)) [row, column] = [row - 1, column - 1];
    else if (row > 0 && cost[at - width] === before) row -= 1;
    else column -= 1;
    steps.push({ row, column, equal });
  }
  steps.reverse();
  const offsets = (parts: readonly string[]) => {
    const starts = [0];
    for (const part of parts) starts.push((starts.at(-1) ?? 0) + part.length);
    return starts;
  };
  const [inA, inB] = [offsets(a), offsets(b)];
  const edits: Edit[] = [];
  let open: { row: number; column: number } | undefined;
  const close = (endRow: number, endColumn: number) => {
    if (open === undefined) return;
    edits.push({
      query: { start: inA[head + open.row] ?? 0, end: inA[head + endRow] ?? 0 },
      source: { start: inB[head + open.column] ?? 0, end: inB[head + endColumn] ?? 0 },
    });
    open = undefined;
  };
  for (const step of steps) {
    if (step.equal) close(step.row, step.column);
    else open ??= { row: step.row, column: step.column };
  }
  close(rows, columns);
  return edits;
}

function joinIslands(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last === undefined || edit.query.start - last.query.end > ISLAND) joined.push(edit);
    else {
      joined[joined.length - 1] = {
        query: { start: last.query.start, end: edit.query.end },
        source: { start: last.source.start, end: edit.source.end },
      };
    }
  }
  return joined;
}
