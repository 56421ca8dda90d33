import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { deleteRefused, insertRefused } from "../../storage/rows/refused-candidates.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";

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
  { terms, collection = actor.collection ?? "", refused }: RefuseCandidate,
): Promise<void> {
  if (collection !== "") await getCollection(context, actor, collection);
  const rows = LANGUAGES.flatMap((language) => {
    const term = terms[language]?.trim() ?? "";
    return term === "" ? [] : [{ collection, language, term, folded: fold(term, language) }];
  });
  const time = context.now().toISOString();
  await context.storage.batch(
    refused ? insertRefused(rows.map((row) => ({ ...row, author: actor.name, time }))) : deleteRefused(rows),
  );
}
