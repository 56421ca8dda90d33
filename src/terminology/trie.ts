/**
 * A trie with numbers as symbols (characters, or numbered words). The transitions are an open-addressing hash table in
 * three flat arrays. Node 0 is the root. Nodes are never removed; the caller stores the values of nodes.
 */
export interface Trie {
  /** The node that `symbol` leads to, or -1. */
  readonly next: (node: number, symbol: number) => number;
  /** Adds the missing nodes of a path. Returns the node at its end. */
  readonly insert: (path: readonly number[]) => number;
  /** Number of nodes, with the root. */
  readonly size: () => number;
}

const EMPTY = -1;

/** An empty trie: only the root. */
export function createTrie(): Trie {
  let capacity = 1024;
  let from = new Int32Array(capacity).fill(EMPTY);
  let by = new Int32Array(capacity);
  let to = new Int32Array(capacity);
  let nodes = 1;

  const slotOf = (node: number, symbol: number): number => {
    let slot = (Math.imul(node, 0x9e_37_79_b1) ^ Math.imul(symbol, 0x85_eb_ca_6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & (capacity - 1);
    while (from[slot] !== EMPTY && (from[slot] !== node || by[slot] !== symbol))
      slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const grow = (): void => {
    const old = { from, by, to };
    capacity *= 2;
    from = new Int32Array(capacity).fill(EMPTY);
    by = new Int32Array(capacity);
    to = new Int32Array(capacity);
    for (let at = 0; at < old.from.length; at++) {
      const node = old.from[at] ?? EMPTY;
      if (node === EMPTY) continue;
      const slot = slotOf(node, old.by[at] ?? 0);
      from[slot] = node;
      by[slot] = old.by[at] ?? 0;
      to[slot] = old.to[at] ?? 0;
    }
  };
  return {
    next: (node, symbol) => {
      const slot = slotOf(node, symbol);
      return from[slot] === EMPTY ? -1 : (to[slot] ?? -1);
    },
    insert: (path) => {
      let node = 0;
      for (const symbol of path) {
        const slot = slotOf(node, symbol);
        if (from[slot] === EMPTY) {
          from[slot] = node;
          by[slot] = symbol;
          to[slot] = nodes++;
          node = nodes - 1;
          if (nodes * 2 > capacity) grow();
        } else node = to[slot] ?? 0;
      }
      return node;
    },
    size: () => nodes,
  };
}
