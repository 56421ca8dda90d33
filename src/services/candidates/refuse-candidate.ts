import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { deleteRefused, insertRefused } from "../../storage/rows/refused-candidates.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";

/** Stands for all collections in the store. */
const EVERYWHERE = "";

export interface RefuseCandidate {
  readonly terms: { readonly [language in Language]?: string };
  /** Id; absent: in all collections that the actor may see. */
  readonly collection?: string;
  /** False takes the refusal back. */
  readonly refused: boolean;
}

/**
 * Remembers that a candidate is no term, or takes that back.
 *
 * @throws {Problem} `not-found` for a collection that the actor may not see
 */
export async function refuseCandidate(
  context: Context,
  actor: Actor,
  { terms, collection: named, refused }: RefuseCandidate,
): Promise<void> {
  const collections = named === undefined ? (actor.collections ?? [EVERYWHERE]) : [named];
  for (const collection of collections)
    if (collection !== EVERYWHERE) await getCollection(context, actor, collection);
  const rows = LANGUAGES.flatMap((language) => {
    const term = terms[language]?.trim() ?? "";
    if (term === "") return [];
    return collections.map((collection) => ({ collection, language, term, folded: fold(term, language) }));
  });
  const time = context.now().toISOString();
  await context.storage.batch(
    refused ? insertRefused(rows.map((row) => ({ ...row, author: actor.name, time }))) : deleteRefused(rows),
  );
}
