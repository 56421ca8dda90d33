/*
 * The package `chinese-conv` as the worker gets it (wrangler.toml, `alias`): the same characters in packed tables, which
 * `tools/data-conv.ts` builds and describes. A test compares the two.
 */
import { inflateSync } from "fflate";
import tables from "./chinese-conv-packed.json" with { type: "json" };

/** @type {Map<string, string>[] | undefined} */
let loaded;

function load() {
  const plain = inflateSync(Uint8Array.from(atob(tables.data), (character) => character.charCodeAt(0)));
  let at = 0;
  return [0, 1].map(() => {
    const size = plain[at] | (plain[at + 1] << 8);
    const column = (place, index) => plain[at + 2 + place * size + index];
    const table = new Map();
    let code = 0;
    for (let index = 0; index < size; index += 1) {
      code += column(0, index) | (column(1, index) << 8);
      const value = (code + (column(2, index) | (column(3, index) << 8))) & 0xffff;
      table.set(String.fromCharCode(code), String.fromCharCode(value));
    }
    at += 2 + 4 * size;
    return table;
  });
}

function convert(text, which) {
  loaded ??= load();
  const table = loaded[which];
  return text.replace(/[^\x00-\xFF]/g, (character) => table.get(character) ?? character);
}

/** To Simplified Chinese, character by character. */
export const sify = (text) => convert(text, 0);
/** To Traditional Chinese, character by character. */
export const tify = (text) => convert(text, 1);
