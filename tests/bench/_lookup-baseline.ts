import Database from "better-sqlite3";
import { distance } from "fastest-levenshtein";

/** What most programs do: SQLite FTS5 with the trigram tokenizer, OR of the query's trigrams, bm25, rescoring. */
export interface Baseline {
  /** Milliseconds and the best similarity found. */
  find(text: string): { best: number; time: number };
  readonly bytes: number;
  close(): void;
}

export function trigramBaseline(stored: readonly string[]): Baseline {
  const database = new Database(":memory:");
  database.exec(
    "CREATE VIRTUAL TABLE t USING fts5 (text, content = '', tokenize = 'trigram', detail = full)",
  );
  const insert = database.prepare("INSERT INTO t (rowid, text) VALUES (?, ?)");
  database.transaction(() => {
    for (const [at, text] of stored.entries()) insert.run(at + 1, text);
  })();
  const search = database.prepare<[string], { rowid: number }>(
    "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 256",
  );
  return {
    find(text) {
      const start = performance.now();
      const signs = [...text];
      const grams = new Set(signs.slice(0, -2).map((_, at) => signs.slice(at, at + 3).join("")));
      let best = 0;
      if (grams.size > 0) {
        const query = [...grams].map((gram) => `"${gram.replaceAll('"', '""')}"`).join(" OR ");
        for (const { rowid } of search.all(query)) {
          const other = stored[rowid - 1] ?? "";
          const longer = Math.max(text.length, other.length);
          best = Math.max(best, 1 - distance(text, other) / longer);
        }
      }
      return { best, time: performance.now() - start };
    },
    bytes: Number(database.prepare("SELECT sum(length(block)) FROM t_data").pluck().get()),
    close: () => database.close(),
  };
}

/** Similarity of pg_trgm: shared trigrams of words, padded by two spaces before and one after, of all of both. */
export function trigramSimilarity(a: string, b: string): number {
  const [ours, theirs] = [wordTrigrams(a), wordTrigrams(b)];
  let shared = 0;
  for (const gram of ours) if (theirs.has(gram)) shared += 1;
  const all = ours.size + theirs.size - shared;
  return all === 0 ? 0 : shared / all;
}

function wordTrigrams(text: string): Set<string> {
  const grams = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = [...`  ${word} `];
    for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3).join(""));
  }
  return grams;
}

/** Spearman's rank correlation, ties at their mean rank. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (x.length + 1) / 2;
  let [both, left, right] = [0, 0, 0];
  for (const [at, value] of x.entries()) {
    const other = (y[at] ?? mean) - mean;
    both += (value - mean) * other;
    left += (value - mean) ** 2;
    right += other ** 2;
  }
  return both / Math.sqrt(left * right);
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const result: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) result[order[at] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}
