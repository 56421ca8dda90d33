import {
  type PublicAbout,
  publicConcepts,
  publicParts,
  type PublicStamp,
} from "../../storage/rows/public-glossary.ts";
import type { Storage } from "../../storage/port.ts";
import { publicConceptsOf } from "./public-concept.ts";
import { type PublicIndex, publicIndex } from "./public-index.ts";

/** What serving the public glossary needs of a context: little, so that a worker can do it before the rest is loaded. */
export interface PublicContext {
  readonly storage: Storage;
  readonly memory: { readonly publicGlossary: PublicGlossaryMemory };
}

/** What was loaded last, and for which state of the glossary. */
export interface PublicGlossaryMemory {
  index?: { readonly stamp: string; readonly index: PublicIndex };
  about?: { readonly stamp: string; readonly about: PublicAbout };
}

/** All public concepts, ordered. They are loaded once for each state of the glossary. */
export async function publicIndexNow(
  { storage, memory: { publicGlossary } }: PublicContext,
  { concepts: stamp }: PublicStamp,
): Promise<PublicIndex> {
  if (publicGlossary.index?.stamp === stamp) return publicGlossary.index.index;
  const index = publicIndex(publicConceptsOf(await publicConcepts(storage)));
  publicGlossary.index = { stamp, index };
  return index;
}

/** Title, publisher and licence of the public glossary. */
export async function publicAboutNow(
  { storage, memory: { publicGlossary } }: PublicContext,
  { concepts: stamp }: PublicStamp,
): Promise<PublicAbout> {
  if (publicGlossary.about?.stamp === stamp) return publicGlossary.about.about;
  const { about } = await publicParts(storage);
  publicGlossary.about = { stamp, about };
  return about;
}
