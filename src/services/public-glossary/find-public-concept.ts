import { LANGUAGES } from "../../domain/language.ts";
import {
  publicConceptsAround,
  publicConceptsNamed,
  type PublicStamp,
  rememberedSentences,
  removedPublicConcept,
} from "../../storage/rows/public-glossary.ts";
import type { Storage } from "../../storage/port.ts";
import { type PublicConcept, publicConceptsOf } from "./public-concept.ts";
import { type PublicSentence, publicSentences } from "./public-sentences.ts";

/** What stands at the address of a concept. */
export type FoundConcept =
  | { readonly kind: "concept"; readonly found: PublicConcept; readonly sentences: readonly PublicSentence[] }
  /** It was merged into the concept with this id, which is public. */
  | { readonly kind: "moved"; readonly to: string }
  /** It was public and has been removed. */
  | { readonly kind: "gone" };

/**
 * Searches units that use a concept: see `findSentences`. `undefined` where the engines are not loaded; then the answer
 * has to come from where they are.
 */
export type SentenceSearch = (id: string, stamp: string) => Promise<number[]>;

/** The units that show a concept are not known, and nobody here can search them. */
class SearchNeeded extends Error {}

/** Most merges that are followed: A into B, B into C … */
const MOST_MERGES = 20;

/**
 * The concept at a public address.
 *
 * @returns `undefined` for an address that was never public, as for one that never was
 * @throws {SearchNeeded}
 */
export async function findPublicConcept(
  storage: Storage,
  id: string,
  { documents }: PublicStamp,
  search: SentenceSearch | undefined,
): Promise<FoundConcept | undefined> {
  const [stored] = await publicConceptsNamed(storage, [id]);
  if (stored === undefined) return removed(storage, id);
  const others = await publicConceptsAround(storage, stored.concept);
  const [found] = publicConceptsOf([stored, ...others]);
  if (found === undefined) return undefined;
  const stamp = `${found.version}.${documents}`;
  const units = await sentencesOf(storage, id, stamp, search);
  return { kind: "concept", found, sentences: await publicSentences(storage, units) };
}

async function sentencesOf(
  storage: Storage,
  id: string,
  stamp: string,
  search: SentenceSearch | undefined,
): Promise<number[]> {
  const known = await rememberedSentences(storage, id, stamp);
  if (known !== undefined) return known;
  if (search === undefined) throw new SearchNeeded();
  return search(id, stamp);
}

async function removed(storage: Storage, id: string): Promise<FoundConcept | undefined> {
  let gone = await removedPublicConcept(storage, id);
  if (gone === undefined) return undefined;
  for (let merges = 0; merges < MOST_MERGES && gone?.target; merges += 1) {
    const { target }: { readonly target: string } = { target: gone.target };
    if ((await publicConceptsNamed(storage, [target])).length > 0) return { kind: "moved", to: target };
    gone = await removedPublicConcept(storage, target);
  }
  return { kind: "gone" };
}

/** Languages in which a concept has a term. */
export const languagesOf = ({ concept }: PublicConcept) =>
  LANGUAGES.filter((language) => concept.terms.some((term) => term.language === language));
