/** On Workers the index in memory is no part of the program (`#resident-index` in package.json): it is WebAssembly. */
export function residentIndex(): never {
  throw new Error("a Worker may not make WebAssembly");
}
