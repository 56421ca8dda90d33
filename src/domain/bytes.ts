/**
 * The same bytes, not a copy, for an interface that takes no memory that threads share: bytes of files lie in memory
 * of their own, and are copied only where they do not.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
