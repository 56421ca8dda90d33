/** CRC-32 of ZIP files (ISO 3309, polynomial 0xEDB88320), four bytes at a time. */
const TABLES = (() => {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
  const [first] = tables as [Uint32Array];
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    first[n] = c >>> 0;
  }
  for (let n = 0; n < 256; n += 1) {
    let c = first[n] as number;
    for (const table of tables.slice(1)) table[n] = c = (c >>> 8) ^ (first[c & 255] as number);
  }
  return tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
})();

/** The CRC-32 of some bytes, as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = TABLES;
  let c = -1;
  let at = 0;
  const at4 = (place: number) => bytes[place] as number;
  for (; at + 4 <= bytes.length; at += 4) {
    c ^= at4(at) | (at4(at + 1) << 8) | (at4(at + 2) << 16) | (at4(at + 3) << 24);
    c =
      (t3[c & 255] as number) ^
      (t2[(c >>> 8) & 255] as number) ^
      (t1[(c >>> 16) & 255] as number) ^
      (t0[c >>> 24] as number);
  }
  for (; at < bytes.length; at += 1) c = (c >>> 8) ^ (t0[(c ^ at4(at)) & 255] as number);
  return ~c >>> 0;
}
