import type { Language } from "../../domain/language.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { type StoredUnit, unitId, unitsOf } from "../../storage/rows/units.ts";
import { commit, retrying } from "../imports/commit.ts";
import { type Actor, type Context, inTurn } from "../context.ts";
import { visibleDocument } from "../documents/documents.ts";

/** Adds units for keys that a document does not have yet, at its end. */
export async function addMissing(
  context: Context,
  actor: Actor,
  documentId: string,
  language: Language,
  strings: ReadonlyMap<string, string>,
): Promise<{ added: number }> {
  return inTurn(context.storage, documentId, () =>
    retrying(async () => {
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
