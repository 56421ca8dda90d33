import { Writable } from "node:stream";
import { createInterface } from "node:readline/promises";

/** Most bytes that a command reads from standard input. */
const MAX_INPUT = 512 * 1024 * 1024;

/** Reads standard input to its end. From a terminal, a secret is one line and is not shown. */
export async function readInput({ secret = false }: { readonly secret?: boolean } = {}): Promise<Uint8Array> {
  if (secret && process.stdin.isTTY) {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
    try {
      return new TextEncoder().encode(await lines.question(""));
    } finally {
      lines.close();
    }
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_INPUT) throw new RangeError("input too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
