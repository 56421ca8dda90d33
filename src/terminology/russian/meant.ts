import { inflateSync } from "fflate";
import dictionary from "../data-ru/meanings.json" with { type: "json" };

let loaded: ReadonlyMap<string, readonly string[]> | undefined;

/** Lemmas that a frequent folded word means, where a guess would read it as others too; `undefined` for all else. */
export function meantBy(word: string): readonly string[] | undefined {
  loaded ??= meanings();
  return loaded.get(word);
}

/** A word a line, and for each of its lemmas how many letters go at its end and what comes there. */
function meanings(): ReadonlyMap<string, readonly string[]> {
  const packed = Uint8Array.from(atob(dictionary.data), (character) => character.charCodeAt(0));
  return new Map(
    new TextDecoder()
      .decode(inflateSync(packed))
      .split("\n")
      .map((line) => {
        const [word = "", ...lemmas] = line.split(" ");
        return [
          word,
          lemmas.map((change) => {
            const { count = "0", ending = "" } = /^(?<count>\d+)(?<ending>.*)$/u.exec(change)?.groups ?? {};
            return word.slice(0, word.length - Number(count)) + ending;
          }),
        ];
      }),
  );
}
