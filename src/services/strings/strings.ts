import { type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { publishStrings } from "../../formats/i18next/write.ts";
import { documentByNamespace } from "../../storage/rows/documents.ts";
import { sha256 } from "../../domain/bytes.ts";
import {
  currentPublications,
  findPublication,
  makeCurrent,
  type Publication,
  publicationsOf,
} from "../../storage/rows/publications.ts";
import { unitsOf } from "../../storage/rows/units.ts";
import { type Actor, asProblem, assertVisible, type Context } from "../context.ts";
import { addMissing } from "./add-missing.ts";

export interface Published {
  readonly language: Language;
  readonly version: string;
  /** False when what is live was the same already. */
  readonly changed: boolean;
}

/**
 * Makes the strings of a namespace live, in every language that the document has. A key without a
 * text in a language is left out of that language's file: i18next falls back by its own rules, and
 * nothing is ever served in another language under this one's name.
 *
 * @throws {Problem} `not-found`; `json-key` when the keys make no JSON
 */
export async function publish(
  context: Context,
  actor: Actor,
  namespace: string,
  options: { readonly dryRun?: boolean } = {},
): Promise<Published[]> {
  const document = await visibleNamespace(context, actor, namespace);
  const units = await unitsOf(context.storage, document);
  const live = new Map(
    (await currentPublications(context.storage, LANGUAGES, [namespace])).map((p) => [p.language, p]),
  );
  const next: Publication[] = [];
  for (const language of document.languages) {
    const body = publishStrings({ units: units.map((unit) => ({ ...unit, line: 0 })) }, language);
    next.push({
      namespace,
      language,
      version: (await sha256(body)).slice(0, 32),
      body,
      time: context.now().toISOString(),
      author: actor.name,
    });
  }
  const changed = next.filter(({ language, version }) => live.get(language)?.version !== version);
  if (!options.dryRun && changed.length > 0) {
    await context.storage.batch(changed.flatMap(makeCurrent)).catch((error: unknown) => {
      throw asProblem(error);
    });
  }
  return next.map(({ language, version }) => ({
    language,
    version,
    changed: changed.some((p) => p.language === language),
  }));
}

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

/** Versions of a namespace, newest first. @throws {Problem} `not-found` */
export async function publicationHistory(context: Context, actor: Actor, namespace: string) {
  await visibleNamespace(context, actor, namespace);
  return publicationsOf(context.storage, namespace);
}

/**
 * Takes keys that a website found missing: units in state `initial`, to be translated. Keys that are
 * there already stay as they are.
 *
 * @throws {Problem} `not-found`, `language-unknown`, `json-key`
 */
export async function addMissingStrings(
  context: Context,
  actor: Actor,
  tag: string,
  namespace: string,
  strings: ReadonlyMap<string, string>,
): Promise<{ added: number }> {
  const language = languageOf(tag);
  if (language === undefined) throw new Problem("language-unknown", { tag });
  const document = await visibleNamespace(context, actor, namespace);
  return addMissing(context, actor, document.id, language, strings);
}

async function visibleNamespace(context: Context, actor: Actor, namespace: string) {
  const document = await documentByNamespace(context.storage, namespace);
  if (document === undefined) throw new Problem("not-found", { what: namespace });
  assertVisible(actor, document.collection, namespace);
  return document;
}
