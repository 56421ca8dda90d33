import { Problem } from "../../domain/problem.ts";
import { findCollection, isStaleCollection, updateCollection } from "../../storage/rows/collections.ts";
import { unitsWithFindings } from "../../storage/rows/findings.ts";
import { write } from "../../storage/problems.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { retryOn } from "../imports/retry.ts";
import { addedWords } from "./check-settings.ts";
import { namedFindings } from "./internal/named-findings.ts";
import { recheckUnits } from "./recheck-units.ts";

/** Greatest number of words that people may add to a collection; the oldest give way. */
const MOST_WORDS = 5000;
/** Greatest number of units that are checked again for one word. */
const RECHECKED = 10_000;

/**
 * Adds the word of a finding of the check `spelling` to the dictionary of its collection, and checks the units again that
 * have such findings.
 *
 * @param id id of the finding
 * @returns the words that were added to the collection, in order of time
 * @throws {Problem} `not-found`: there is no such finding about spelling
 */
export async function learnWord(context: Context, actor: Actor, id: string): Promise<readonly string[]> {
  const [found] = await namedFindings(context, actor, [id]);
  const word = found?.view.check === "spelling" ? found.view.params["value"] : undefined;
  if (found === undefined || typeof word !== "string") throw new Problem("not-found", { what: id });
  const { collection } = await visibleDocument(context, actor, found.view.document);
  const words = await retryOn(isStaleCollection, async () => {
    const was = await findCollection(context.storage, collection);
    if (was === undefined) throw new Problem("not-found", { what: collection });
    const known = addedWords(was.settings["spelling"]);
    if (known.includes(word)) return known;
    const all = [...known, word].slice(-MOST_WORDS);
    const settings = { ...was.settings, spelling: { words: all } };
    await write(context.storage, [updateCollection({ ...was, settings }, was.version)]);
    return all;
  });
  const filter = { check: "spelling", collection } as const;
  await recheckUnits(context, await unitsWithFindings(context.storage, filter, 0, RECHECKED));
  return words;
}
