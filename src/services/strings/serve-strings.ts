import { languageOf } from "../../domain/language.ts";
import { currentPublications, findPublication, type Publication } from "../../storage/rows/publications.ts";
import type { Context } from "../context.ts";

/**
 * What a website asks for: `zh-CN` is served from `zh` (RFC 4647 §3.4 lookup over our three languages).
 *
 * @returns `undefined` for a language or namespace that is not published
 */
export async function servedStrings(
  context: Context,
  tag: string,
  namespace: string,
  version?: string,
): Promise<Publication | undefined> {
  const language = languageOf(tag);
  if (language === undefined) return undefined;
  if (version !== undefined) return findPublication(context.storage, namespace, language, version);
  const [found] = await currentPublications(context.storage, [language], [namespace]);
  return found;
}

/** i18next-http-backend's multiload: what there is of several languages and namespaces, as they were asked for. */
export async function servedMultiple(
  context: Context,
  tags: readonly string[],
  namespaces: readonly string[],
): Promise<Map<string, Map<string, Publication>>> {
  const languages = new Map(tags.map((tag) => [tag, languageOf(tag)]));
  const wanted = [...new Set([...languages.values()].filter((language) => language !== undefined))];
  const found = await currentPublications(context.storage, wanted, namespaces);
  const served = new Map<string, Map<string, Publication>>();
  for (const [tag, language] of languages) {
    const ofTag = found.filter((publication) => publication.language === language);
    served.set(tag, new Map(ofTag.map((publication) => [publication.namespace, publication])));
  }
  return served;
}
