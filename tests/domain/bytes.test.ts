import { expect, test } from "vitest";
import { cut, hashOfPieces, streamOf } from "../../src/domain/bytes.ts";

const MEGABYTE = 1024 * 1024;
const bytes = Uint8Array.from({ length: 2.5 * MEGABYTE }, (_, at) => (at * 31 + (at >> 8)) % 251);

/** The bytes in pieces of this length. */
function* pieces(length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

test("the hash of pieces depends on the bytes alone, and not on how they are cut", async () => {
  const whole = await hashOfPieces([bytes]);
  expect(whole).toMatch(/^[0-9a-f]{64}$/u);
  for (const length of [700_001, MEGABYTE, MEGABYTE + 1])
    expect(await hashOfPieces(pieces(length))).toBe(whole);
  const other = bytes.slice();
  other[MEGABYTE] = (other[MEGABYTE] ?? 0) ^ 1;
  expect(await hashOfPieces([other])).not.toBe(whole);
  expect(await hashOfPieces([bytes.subarray(1)])).not.toBe(whole);
  expect(await hashOfPieces([])).not.toBe(await hashOfPieces([new Uint8Array(1)]));
});

test("cut bytes are all there", () => {
  const parts = [...cut(bytes)];
  expect(parts).toHaveLength(3);
  expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  expect([...cut(new Uint8Array())]).toEqual([]);
});

test("a stream of pieces closes them once: at the end, when it is cancelled, and when one fails", async () => {
  let closed = 0;
  const close = () => void (closed += 1);
  const whole = await new Response(streamOf(cut(bytes), close)).arrayBuffer();
  expect([Buffer.from(whole).equals(bytes), closed]).toEqual([true, 1]);
  const left = streamOf(cut(bytes), close).getReader();
  await left.read();
  await left.cancel();
  expect(closed).toBe(2);
  const failing = streamOf(
    (function* () {
      yield Uint8Array.of(1);
      throw new Error("gone");
    })(),
    close,
  );
  await expect(new Response(failing).arrayBuffer()).rejects.toThrow("gone");
  expect(closed).toBe(3);
});
