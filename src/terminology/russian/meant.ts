import { inflateSync } from "fflate";
import dictionary from "../data-ru/meanings.json" with { type: "json" };

let loaded: ReadonlyMap<string, string> | undefined;

/** Lemmas that a frequent folded word means, where a guess would read it as others too; `undefined` for all else. */
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

/** A word a line, and for each of its lemmas how many letters go at its end and what comes there. */
function meanings(): ReadonlyMap<string, string> {
  const packed = Uint8Array.from(atob(dictionary.data), (character) => character.charCodeAt(0));
  const lines = new TextDecoder().decode(inflateSync(packed)).split("\n");
  return new Map(
    lines.map((line) => {
      const end = line.indexOf(" ");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}
