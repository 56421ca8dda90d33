import { LANGUAGES } from "../../domain/language.ts";
import { stringTypes } from "../../formats/i18next/types.ts";
import { currentPublications } from "../../storage/rows/publications.ts";
import type { Context } from "../context.ts";

/**
 * TypeScript of the keys of a published namespace, for i18next.
 *
 * @returns `undefined` for a namespace that is not published
 */
export async function publishedTypes(context: Context, namespace: string): Promise<string | undefined> {
  const found = await currentPublications(context.storage, LANGUAGES, [namespace]);
  if (found.length === 0) return undefined;
  const bodies = LANGUAGES.flatMap((language) => found.find((one) => one.language === language)?.body ?? []);
  return stringTypes(bodies.map((body) => JSON.parse(body) as Parameters<typeof stringTypes>[0][number]));
}
