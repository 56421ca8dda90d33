import { sha256 } from "../../domain/bytes.ts";
import { compareStates, type State, type Variant, type Variants } from "../../domain/unit.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { publishStrings as stringsToPublish } from "../../formats/i18next/write.ts";
import { write } from "../../storage/problems.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import { currentPublications, makeCurrent, type Publication } from "../../storage/rows/publications.ts";
import { unitsOf } from "../../storage/rows/units.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { assertOwnNamespace } from "./assert-own-namespace.ts";
import { visibleNamespace } from "./internal/visible-namespace.ts";

export interface Published {
  readonly language: Language;
  readonly version: string;
  /** False when the live strings were already the same. */
  readonly changed: boolean;
}

/** Least state of published texts, unless told: not what nobody has translated or confirmed. */
export const LEAST_STATE: State = "translated";

/**
 * Makes the strings of a namespace live, in every language of the document. A key without a text of at least `state` in
 * a language is left out of the file for that language, so that i18next uses its own fallback.
 *
 * @throws {Problem} `not-found`; `json-key` when the keys cannot be a JSON object; `already-exists` for a namespace
 *   that another collection published first
 */
export async function publishStrings(
  context: Context,
  actor: Actor,
  namespace: string,
  options: { readonly dryRun?: boolean; readonly state?: State } = {},
): Promise<Published[]> {
  const document = await visibleNamespace(context, actor, namespace);
  await assertOwnNamespace(context, namespace, document.collection);
  const { state: least = LEAST_STATE } = options;
  const units = (await unitsOf(context.storage, document)).map((unit) => ({
    ...unit,
    line: 0,
    variants: variantsFrom(unit.variants, least),
  }));
  const live = new Map(
    (await currentPublications(context.storage, LANGUAGES, [namespace])).map((p) => [p.language, p]),
  );
  const next: Publication[] = [];
  for (const language of document.languages) {
    const body = stringsToPublish({ units }, language);
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
    await write(context.storage, [
      ...changed.flatMap((publication) => makeCurrent(publication, document.collection)),
      insertEvent({
        kind: "strings.published",
        collection: document.collection,
        ...authorship(actor),
        time: context.now().toISOString(),
        about: namespace,
      }),
    ]);
  }
  return next.map(({ language, version }) => ({
    language,
    version,
    changed: changed.some((p) => p.language === language),
  }));
}

/** The variants with at least this state. */
function variantsFrom(variants: Variants, least: State): Variants {
  const kept: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const variant = variants[language];
    if (variant !== undefined && compareStates(variant.state, least) >= 0) kept[language] = variant;
  }
  return kept;
}
