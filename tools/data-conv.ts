/**
 * Builds `chinese-conv-packed.json` from the tables of the npm package `chinese-conv`: `node tools/data-conv.ts`. A tool of
 * the developers; the program never imports it. The worker gets these tables in place of the package (wrangler.toml,
 * `alias`): they are a third as large.
 *
 * Layout, before it is packed: the table to Simplified, then that to Traditional. A table is the number of its
 * characters, 16 bits, the lowest byte first; then four columns of bytes, the low and the high ones of each character's
 * difference from the one before, and of what it becomes less the character itself.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sify, tify } from "chinese-conv";
import { deflateSync } from "fflate";

/** Goes with the data into every bundle. */
const LICENCE =
  "Traditional and Simplified characters: adapted from chinese-conv (https://www.npmjs.com/package/chinese-conv), Copyright (c) 2015-2025 Nemuke, MIT License (https://opensource.org/license/mit). Packed.";

const plain = [sify, tify].flatMap((convert) => {
  const codes: number[] = [];
  for (let code = 0x100; code <= 0xffff; code += 1)
    if (convert(String.fromCharCode(code)) !== String.fromCharCode(code)) codes.push(code);
  const keys = codes.map((code, at) => code - (codes[at - 1] ?? 0));
  const values = codes.map((code) => (convert(String.fromCharCode(code)).charCodeAt(0) - code) & 0xffff);
  const columns = [keys, values].flatMap((column) => [
    ...column.map((number) => number & 0xff),
    ...column.map((number) => number >> 8),
  ]);
  return [codes.length & 0xff, codes.length >> 8, ...columns];
});
const packed = deflateSync(Uint8Array.from(plain), { level: 9, mem: 12 });
writeFileSync(
  join(import.meta.dirname, "chinese-conv-packed.json"),
  `${JSON.stringify({ licence: LICENCE, data: Buffer.from(packed).toString("base64") }, null, 2)}\n`,
);
console.log({ plain: plain.length, packed: packed.length });
