/** Bytes that are searched for. */
export interface Needle {
  readonly bytes: Uint8Array;
  /** How far a search may move on, by the byte under the needle's last one (Horspool, 1980). */
  readonly skips: Uint16Array;
}

/** @param bytes at least one */
export function needleOf(bytes: Uint8Array): Needle {
  const longest = Math.min(bytes.length, 0xffff);
  const skips = new Uint16Array(256).fill(longest);
  for (let at = 0; at < bytes.length - 1; at += 1)
    skips[bytes[at] as number] = Math.min(longest, bytes.length - 1 - at);
  return { bytes, skips };
}

/** The first place of the needle between two places of the bytes; -1 where it is not there. */
export function indexOfNeedle(
  bytes: Uint8Array,
  from: number,
  until: number,
  { bytes: needle, skips }: Needle,
): number {
  const last = needle.length - 1;
  const end = needle[last] as number;
  for (let at = from + last; at < until;) {
    const byte = bytes[at] as number;
    if (byte === end) {
      let left = last - 1;
      while (left >= 0 && bytes[at - last + left] === needle[left]) left -= 1;
      if (left < 0) return at - last;
    }
    at += skips[byte] as number;
  }
  return -1;
}
