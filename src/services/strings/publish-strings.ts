import { sha256 } from "../../domain/bytes.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { publishStrings as stringsToPublish } from "../../formats/i18next/write.ts";
import { write } from "../../storage/problems.ts";
import { currentPublications, makeCurrent, type Publication } from "../../storage/rows/publications.ts";
import { unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { assertOwnNamespace } from "./assert-own-namespace.ts";
import { visibleNamespace } from "./internal/visible-namespace.ts";

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
 * @throws {Problem} `not-found`; `json-key` when the keys make no JSON; `already-exists` for a namespace that another
 *   collection published first
 */
export async function publishStrings(
  context: Context,
  actor: Actor,
  namespace: string,
  options: { readonly dryRun?: boolean } = {},
): Promise<Published[]> {
  const document = await visibleNamespace(context, actor, namespace);
  await assertOwnNamespace(context, namespace, document.collection);
  const units = await unitsOf(context.storage, document);
  const live = new Map(
    (await currentPublications(context.storage, LANGUAGES, [namespace])).map((p) => [p.language, p]),
  );
  const next: Publication[] = [];
  for (const language of document.languages) {
    const body = stringsToPublish({ units: units.map((unit) => ({ ...unit, line: 0 })) }, language);
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
    await write(
      context.storage,
      changed.flatMap((publication) => makeCurrent(publication, document.collection)),
    );
  }
  return next.map(({ language, version }) => ({
    language,
    version,
    changed: changed.some((p) => p.language === language),
  }));
}
