import { type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { pathOf } from "../../formats/i18next/key.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { type StoredUnit, unitId, unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { commit } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { visibleNamespace } from "./internal/visible-namespace.ts";

/**
 * Adds keys that a website has found missing, as units in state `initial`. Existing keys stay as they are.
 *
 * @param tag language tag of the texts
 * @param strings texts by key
 * @throws {Problem} `not-found`, `language-unknown`; `json-key` for a path with `__proto__`
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
  for (const key of strings.keys()) {
    // Websites merge strings into objects, where this name would change all their objects.
    if (pathOf(key).includes("__proto__")) throw new Problem("json-key", { key, reason: "reserved" });
  }
  const document = await visibleNamespace(context, actor, namespace);
  return addMissing(context, actor, document.id, language, strings);
}

/** Adds units for new keys at the end of a document. */
async function addMissing(
  context: Context,
  actor: Actor,
  documentId: string,
  language: Language,
  strings: ReadonlyMap<string, string>,
): Promise<{ added: number }> {
  return withDocumentLock(context, documentId, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, documentId);
      const units = await unitsOf(context.storage, document);
      const known = new Set(units.map((unit) => unit.key));
      const missing = [...strings].filter(([key]) => !known.has(key));
      if (missing.length === 0) return { added: 0 };
      const first = await reserve(context.storage, "unit", missing.length);
      const last = Math.max(-1, ...units.map((unit) => unit.order));
      const stamp = { author: actor.name, time: context.now().toISOString(), origin: "import" } as const;
      const made = missing.map(([key, text], at): StoredUnit => ({
        n: first + at,
        id: unitId(first + at),
        document: document.id,
        order: last + 1 + at,
        key,
        version: 1,
        notes: [],
        variants: {
          [language]: { content: text === "" ? [] : [text], state: "initial", version: 1, ...stamp },
        },
      }));
      await commit(context, actor, {
        kind: "create",
        document,
        changes: made.map((after) => ({ after })),
        report: made.map((unit) => ({ unit: unit.id, key: unit.key, result: "created" })),
      });
      return { added: made.length };
    }),
  );
}
