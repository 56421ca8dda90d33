import { sentencesOf } from "../../alignment/segmentation.ts";
import type { Language } from "../../domain/language.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { collectionRules } from "./known-rules.ts";

/** The sentences of a text, as a new file in the collection would be cut. @throws {Problem} `not-found` */
export async function cutText(
  context: Context,
  actor: Actor,
  collection: string,
  { language, text }: { readonly language: Language; readonly text: string },
): Promise<readonly string[]> {
  await getCollection(context, actor, collection);
  await context.loadDictionaries();
  const { segmentation: rules } = await collectionRules(context, collection);
  return sentencesOf(text, language, rules && { rules });
}
