/**
 * The same bytes, for interfaces that refuse memory shared between threads. Only shared bytes are copied.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

/** SHA-256 of bytes, or of a text in UTF-8, as lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array | string): Promise<string> {
  const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : ownBytes(bytes);
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
}

const hexOfByte = (byte: number): string => byte.toString(16).padStart(2, "0");

/** Bytes as lower-case hexadecimal. */
export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, hexOfByte).join("");

/**
 * The bytes of a stream. They stand in one block from the beginning: many small pieces would be in memory twice in the
 * end, and what they leave free does not go back to the system.
 *
 * @param expected their estimated number
 * @param accept called with the number of bytes so far; what it throws ends the reading
 */
export async function gathered(
  stream: ReadableStream<Uint8Array>,
  expected: number,
  accept: (length: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new ArrayBuffer(expected);
  let length = 0;
  for await (const piece of stream) {
    const end = length + piece.length;
    accept(end);
    if (end > buffer.byteLength) buffer = buffer.transfer(Math.ceil(end * 1.5));
    new Uint8Array(buffer).set(piece, length);
    length = end;
  }
  return new Uint8Array(buffer.transfer(length));
}

/** Bytes of a part of a large file. */
const PART = 1024 * 1024;

/** Bytes in parts, which are views of them. */
export function* cut<Buffer extends ArrayBufferLike>(
  bytes: Uint8Array<Buffer>,
): Generator<Uint8Array<Buffer>> {
  for (let at = 0; at < bytes.byteLength; at += PART) yield bytes.subarray(at, at + PART);
}

/** The pieces in parts of the same size, whatever the pieces were. A part is valid until the next one is asked for. */
function* inParts(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const part = new Uint8Array(PART);
  let filled = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + PART - filled);
      part.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < PART) continue;
      yield part;
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/**
 * A hash of bytes in pieces, as lower-case hexadecimal: SHA-256 of the hashes of their parts, because Web Crypto hashes
 * nothing piece by piece. It depends on the bytes alone and not on how they are cut.
 */
export async function hashOfPieces(pieces: Iterable<Uint8Array>): Promise<string> {
  let hashes = "";
  for (const part of inParts(pieces)) hashes += await sha256(part);
  return sha256(hashes);
}

/** Pieces as a stream: each is made when it is asked for. @param close called once, when no piece is needed any more */
export function streamOf(
  pieces: Iterable<Uint8Array<ArrayBuffer>>,
  close: () => void = () => undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream(
    {
      pull(controller) {
        try {
          const next = iterator.next();
          if (next.done !== true) return controller.enqueue(next.value);
        } catch (error) {
          close();
          throw error;
        }
        close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
