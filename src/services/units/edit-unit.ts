import { inlineCodeProblem } from "../../domain/inline-code-problem.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { compareCodes, type Content, sameContent, tidy } from "../../domain/segment.ts";
import { followStates, keepReturns, type Note, type State, type Variant } from "../../domain/unit.ts";
import { changesOfUnit } from "../../storage/rows/changes.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { commit } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { contentsOf, divideLike } from "./divide-segments.ts";
import { pastVariants } from "./past-variants.ts";
import { type UnitView, unitView } from "./unit-view.ts";
import { visibleUnit } from "./visible-unit.ts";

export interface UnitPatch {
  readonly variants?: { readonly [language in Language]?: VariantPatch | null };
  readonly notes?: readonly Note[];
  readonly context?: string | null;
}

/** Changes of a variant; absent fields stay. `text` is for a variant without inline codes. */
export interface VariantPatch {
  readonly text?: string;
  readonly content?: Content;
  readonly state?: State;
  /** Language that the text was translated from. */
  readonly source?: Language;
  readonly origin?: "typed" | "match";
}

/**
 * Changes one unit.
 *
 * @param expectedVersion version that the author saw
 * @throws {Problem} `not-found`; `stale-version` with `base`, `mine` and `theirs` in `extra`;
 *   `codes-missing`, `codes-added`, `codes-unbalanced`; `invalid-fields`
 */
export async function editUnit(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion: number,
  patch: UnitPatch,
  options: { readonly force?: boolean } = {},
): Promise<UnitView> {
  const { document: documentId } = await visibleUnit(context, actor, id);
  return withDocumentLock(context, documentId, () =>
    retryOnStaleDocument(async () => {
      // The document comes first: its revision then tells of every write since the unit was read.
      const document = await visibleDocument(context, actor, documentId);
      const row = await visibleUnit(context, actor, id);
      if (row.version !== expectedVersion) await refuseStale(context, row, expectedVersion, patch);
      const after = patched(row, patch, { author: actor.name, time: context.now().toISOString() }, options);
      if (after === row) return unitView(row);
      await commit(context, actor, {
        kind: "edit",
        document,
        changes: [{ before: row, after }],
        report: [{ unit: row.id, key: row.key, result: "changed" }],
      });
      return unitView(after);
    }),
  );
}

function patched(
  unit: StoredUnit,
  patch: UnitPatch,
  stamp: { readonly author: string; readonly time: string },
  options: { readonly force?: boolean },
): StoredUnit {
  const version = unit.version + 1;
  const variants: { [language in Language]?: Variant } = { ...unit.variants };
  let changed = false;
  for (const language of LANGUAGES) {
    const wanted = patch.variants?.[language];
    if (wanted === undefined) continue;
    const was = unit.variants[language];
    if (wanted === null) {
      changed ||= was !== undefined;
      delete variants[language];
      continue;
    }
    const source = wanted.source ?? was?.from?.language;
    const peer = source === undefined || source === language ? undefined : unit.variants[source];
    const content = contentOf(wanted, unit, language, peer);
    const state = wanted.state ?? was?.state ?? "translated";
    if (content === undefined)
      throw new Problem("invalid-fields", {}, { field: `variants.${language}.text`, unit: unit.id });
    if (was && sameContent(was.content, content) && was.state === state) continue;
    const problem =
      options.force || !peer || keepsCodesOfFile(was, content)
        ? undefined
        : inlineCodeProblem(peer.content, content, { unit: unit.id, language });
    if (problem) throw new Problem(problem.code, problem.params, problem.place);
    changed = true;
    variants[language] = {
      content,
      state,
      version,
      ...stamp,
      origin: wanted.origin ?? "typed",
      ...(source && peer ? { from: { language: source, version: peer.version } } : {}),
    };
  }
  const notes = patch.notes ?? unit.notes;
  const { context: was, ...rest } = unit;
  const context = patch.context === undefined ? was : (patch.context ?? undefined);
  if (!changed && context === was && JSON.stringify(notes) === JSON.stringify(unit.notes)) return unit;
  const after = { ...rest, ...(context === undefined ? {} : { context }), notes, version, variants };
  return keepReturns(unit, followStates(unit, after));
}

/** True for a text that was aligned from its own file and keeps the codes that it has there: they are its own. */
const keepsCodesOfFile = (was: Variant | undefined, content: Content): boolean =>
  was?.places !== undefined && compareCodes(was.content, content) === undefined;

/** Content of a patch, divided into the segments of its unit; `undefined` without old and new text. */
function contentOf(
  wanted: VariantPatch,
  unit: StoredUnit,
  language: Language,
  peer: Variant | undefined,
): Content | undefined {
  const was = unit.variants[language]?.content;
  if (wanted.content === undefined && wanted.text === undefined) return was;
  const content = tidy(wanted.content ?? [wanted.text ?? ""]);
  return divideLike([was, peer?.content, ...contentsOf(unit)], content, language);
}

/** Refuses the edit with all three texts, so that the author can merge them without typing again. */
async function refuseStale(
  context: Context,
  unit: StoredUnit,
  expected: number,
  patch: UnitPatch,
): Promise<never> {
  const past = pastVariants(await changesOfUnit(context.storage, unit.n));
  const base: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const current = unit.variants[language];
    const versions = Array.from({ length: Math.max(0, expected) }, (_, at) => expected - at);
    const then = versions
      .map((version) => (current?.version === version ? current : past(unit.n, language, version)))
      .find((variant) => variant !== undefined);
    if (then) base[language] = then;
  }
  throw new Problem(
    "stale-version",
    { wanted: expected, found: unit.version },
    { unit: unit.id },
    { base, mine: patch, theirs: unitView(unit) },
  );
}
