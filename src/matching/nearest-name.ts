import { similarity } from "./similarity.ts";

/** Names that are less alike than this are not meant: 1 is equal. */
const LEAST = 0.6;

/** The known name that is most like what a person typed; `undefined` if none is much like it. */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let most = LEAST;
  for (const name of known) {
    const alike = similarity(typed.toLowerCase().slice(0, 100), name);
    if (alike > most) [nearest, most] = [name, alike];
  }
  return nearest;
}
