/** Puts an entry at the end of a map, and drops the oldest entry, at its beginning, when there are more than `most`. */
export function remember<Key extends string | number, Value>(
  entries: Map<Key, Value>,
  key: Key,
  value: Value,
  most: number,
): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > most && oldest !== undefined) entries.delete(oldest);
}
