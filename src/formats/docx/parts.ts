import { Unzip, UnzipInflate } from "fflate";
import { Problem } from "../../domain/problem.ts";

/** Size of the pieces that are unpacked at a time. A piece of this size unpacks to a few megabytes at most. */
const PIECE = 4096;
const MOST_ENTRIES = 5000;

/**
 * Unpacks only the wanted parts of a ZIP file, as a stream. It counts the bytes that are really unpacked, because the
 * sizes that the archive states may be false.
 *
 * @param wanted names of the parts
 * @param limit largest size of all wanted parts together, in unpacked bytes
 * @param invalid code of the problem for a file that is not such an archive
 * @returns the bytes of each part that was found, by name
 * @throws {Problem} the code in `invalid`; `archive-too-large`
 */
export function unpack(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
  limit: number,
  invalid: "docx-invalid" | "xlsx-invalid" = "docx-invalid",
): Map<string, Uint8Array> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Problem(invalid);
  const parts = new Map<string, Uint8Array[]>();
  let produced = 0;
  let entries = 0;
  // fflate catches errors thrown in its callbacks. So the first failure is kept and thrown between the pieces.
  let failure: Problem | undefined;
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > MOST_ENTRIES) failure ??= new Problem("archive-too-large", { limit });
    // With two parts of the same name, two programs could show different texts for one file.
    if (parts.has(file.name)) failure ??= new Problem(invalid);
    if (!wanted.has(file.name) || failure !== undefined) return;
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error !== null) failure ??= new Problem(invalid);
      if (failure !== undefined) return;
      produced += chunk.length;
      if (produced > limit) failure = new Problem("archive-too-large", { limit });
      else chunks.push(chunk.slice());
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
      if (failure !== undefined) throw failure;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(invalid);
  }
  return new Map([...parts].map(([name, chunks]) => [name, joined(chunks)]));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
