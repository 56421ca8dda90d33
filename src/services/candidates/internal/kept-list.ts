import { sha256 } from "../../../domain/bytes.ts";
import { keepCandidateList, readCandidateList } from "../../../storage/rows/candidate-lists.ts";
import { write } from "../../../storage/problems.ts";
import { authorKey } from "../../access/ownership.ts";
import type { Actor, Context } from "../../context.ts";
import type { Candidate, FindCandidates } from "../find-candidates.ts";
import type { Names } from "./verdicts.ts";

/** A candidate in its place of the ranking, without what the glossary says of it and without texts of units. */
export interface RankedCandidate extends Omit<Candidate, "known" | "concept" | "refused" | "evidence"> {
  /** Numbers of the units that show it. */
  readonly units: readonly number[];
}

/** The first candidates of a search, for its further pages. */
export interface KeptList {
  readonly items: readonly RankedCandidate[];
  /** Candidates that the search found. */
  readonly ranked: number;
  /** As the first page said. */
  readonly total: number;
  readonly units: number;
}

/** Milliseconds for which a list is kept. */
const KEPT = 600_000;
/** Most candidates of a list, and UTF-16 units of its JSON: D1 takes 2 MB for a row. */
const MOST = 2000;
const LARGEST = 600_000;

/** Names a search, and what its caller may see. The same search gives the same ranking on every page. */
export async function listKey(
  actor: Actor,
  { documents, collections, languages, least, known, refused }: FindCandidates,
): Promise<string> {
  const caller = [authorKey(actor), actor.collections];
  return sha256(JSON.stringify([caller, documents, collections, languages, least, known, refused]));
}

const since = (now: Date): string => new Date(now.getTime() - KEPT).toISOString();

export async function keptList({ storage, now }: Context, key: string): Promise<KeptList | undefined> {
  const list = await readCandidateList(storage, key, since(now()));
  // Only `keepList` writes these texts.
  return list === undefined ? undefined : (JSON.parse(list) as KeptList);
}

/**
 * Keeps the first candidates of a search. Without them a further page searches again, so a store that cannot be written
 * is no failure.
 *
 * @param itemAt the candidate at a place of the ranking
 */
export async function keepList(
  { storage, now }: Context,
  key: string,
  about: Omit<KeptList, "items">,
  itemAt: (place: number) => RankedCandidate | undefined,
): Promise<void> {
  const items: string[] = [];
  let size = 0;
  for (let place = 0; place < Math.min(MOST, about.ranked); place += 1) {
    const item = JSON.stringify(itemAt(place));
    size += item.length;
    if (size > LARGEST) break;
    items.push(item);
  }
  const { ranked, total, units } = about;
  const list = `{"ranked":${ranked},"total":${total},"units":${units},"items":[${items.join(",")}]}`;
  const time = now();
  await write(storage, keepCandidateList(key, time.toISOString(), since(time), list)).catch(() => undefined);
}

export const namesOfRanked = ({ terms, forms }: RankedCandidate): Names => ({
  forms: (language) => forms[language] ?? [],
  base: (language) => terms[language],
});
