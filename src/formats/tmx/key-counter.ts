/** Largest share of the slots that are in use. */
const MOST_FULL = 0.6;

/**
 * Makes a function that counts the occurrences of each key: it returns 1 for a new key, 2 for the second occurrence, and
 * so on. A memory may have millions of different keys, so only their hashes are kept, 8 bytes each in an open hash
 * table; keys that repeat are kept whole. The hash has 53 bits: among two million different keys, the chance that one
 * counts as a repetition is 1 in 4,000.
 *
 * @param seed makes the hash unpredictable, so that no file can be made of keys that share one slot
 */
export function createKeyCounter(
  seed: number = Math.floor(Math.random() * 2 ** 32),
): (key: string) => number {
  let slots = new Float64Array(1024);
  let used = 0;
  const repeated = new Map<string, number>();
  return (key) => {
    const hash = hashOf(key, seed);
    const slot = slotOf(slots, hash);
    if (slots[slot] === hash) {
      const count = (repeated.get(key) ?? 1) + 1;
      repeated.set(key, count);
      return count;
    }
    slots[slot] = hash;
    used += 1;
    if (used > slots.length * MOST_FULL) slots = grown(slots);
    return 1;
  };
}

/** The slot of the hash, or the empty slot where it belongs. The number of slots is a power of two. */
function slotOf(slots: Float64Array, hash: number): number {
  let slot = hash % slots.length;
  while (slots[slot] !== 0 && slots[slot] !== hash) slot = (slot + 1) % slots.length;
  return slot;
}

function grown(slots: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(slots.length * 2);
  for (const hash of slots) if (hash !== 0) larger[slotOf(larger, hash)] = hash;
  return larger;
}

/** Hash of 53 bits, never 0: two multiplicative hashes of 32 bits, mixed as in MurmurHash3. */
function hashOf(text: string, seed: number): number {
  let low = seed ^ 0x9e3779b1;
  let high = seed ^ 0x85ebca6b;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 15;
    high = Math.imul(high ^ unit, 0xc2b2ae35);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x27d4eb2f);
  return (high >>> 11) * 2 ** 32 + (low >>> 0) || 1;
}
