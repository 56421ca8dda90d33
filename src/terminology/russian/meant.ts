import { unpackDictionary } from "../dictionaries.ts";

let loaded: ReadonlyMap<string, string> | undefined;

/** The lemmas that a frequent folded word really has, if a guess would add wrong ones. `undefined` for other words. */
export function meantBy(word: string): readonly string[] | undefined {
  loaded ??= meanings();
  return loaded
    .get(word)
    ?.split(" ")
    .map((change) => {
      const count = Number.parseInt(change, 10);
      return word.slice(0, word.length - count) + change.slice(String(count).length);
    });
}

/** Unpacks the list. Each line is a word and its lemmas: a number of letters to cut from the end, and the letters to add. */
function meanings(): ReadonlyMap<string, string> {
  const lines = new TextDecoder().decode(unpackDictionary("meanings")).split("\n");
  return new Map(
    lines.map((line) => {
      const end = line.indexOf(" ");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}
