import { fold } from "../../domain/normal-form.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, plainText, sameContent, tidy } from "../../domain/segment.ts";
import { isStale, type Note, type State, type Variant } from "../../domain/unit.ts";
import { changesOfUnit } from "../../storage/rows/imports.ts";
import { type Suggestion, suggestionsOf } from "../../storage/rows/suggestions.ts";
import { type StoredUnit, unitNumber, unitsAfter, unitsByNumber } from "../../storage/rows/units.ts";
import { codeProblem } from "./code-problem.ts";
import { commit, retrying } from "../imports/commit.ts";
import { type Actor, assertVisible, type Context, inTurn } from "../context.ts";
import { visibleDocument } from "../documents/documents.ts";
import { pastVariants } from "./history.ts";

/** A unit as it is shown. */
export interface UnitView {
  readonly id: string;
  readonly document: string;
  readonly order: number;
  readonly key: string;
  readonly version: number;
  readonly notes: readonly Note[];
  readonly context?: string;
  readonly variants: { readonly [language in Language]?: VariantView };
}

export interface VariantView extends Variant {
  /** The content without its codes. */
  readonly text: string;
  /** Translated from a version of its peer that is no longer current. */
  readonly stale: boolean;
}

export function unitView(unit: StoredUnit): UnitView {
  const { n: _, variants, ...rest } = unit;
  const shown: { [language in Language]?: VariantView } = {};
  for (const language of LANGUAGES) {
    const variant = variants[language];
    if (variant)
      shown[language] = { ...variant, text: plainText(variant.content), stale: isStale(unit, language) };
  }
  return { ...rest, variants: shown };
}

/** @throws {Problem} `not-found`, also for a unit of a collection that the actor may not see */
export async function visibleUnit(context: Context, actor: Actor, id: string): Promise<StoredUnit> {
  const n = unitNumber(id);
  const [unit] = n === undefined ? [] : await unitsByNumber(context.storage, [n]);
  if (unit === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, unit.collection, id);
  const { collection: _, ...stored } = unit;
  return stored;
}

export async function getUnit(
  context: Context,
  actor: Actor,
  id: string,
): Promise<UnitView & { readonly suggestions: readonly Suggestion[] }> {
  const unit = await visibleUnit(context, actor, id);
  return { ...unitView(unit), suggestions: await suggestionsOf(context.storage, unit.n) };
}

export interface UnitQuery {
  /** Id of the unit after which to go on. */
  readonly after?: string;
  readonly limit: number;
  /** With `state`: the language that has to be in it; alone: units that have it. */
  readonly language?: Language;
  readonly state?: State | "missing" | "stale";
  /** Folded substring of any of the texts, or of `language`'s. */
  readonly q?: string;
}

/** Rows read at a time while filtering. */
const PAGE = 500;

/** Units of a document in order; `next` is what to give as `after` for more. @throws {Problem} `not-found` */
export async function listUnits(
  context: Context,
  actor: Actor,
  documentId: string,
  query: UnitQuery,
): Promise<{ items: UnitView[]; next: string | null }> {
  const document = await visibleDocument(context, actor, documentId);
  const start = query.after === undefined ? undefined : await visibleUnit(context, actor, query.after);
  if (start && start.document !== document.id) throw new Problem("bad-request", {}, { field: "after" });
  let place = start ?? { order: -1, n: -1 };
  const wanted = matcher(query);
  const items: UnitView[] = [];
  for (;;) {
    const page = await unitsAfter(context.storage, document, place, PAGE);
    for (const unit of page) {
      if (!wanted(unit)) continue;
      if (items.length === query.limit) return { items, next: items.at(-1)?.id ?? null };
      items.push(unitView(unit));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { items, next: null };
    place = last;
  }
}

/** Folding is ours and not SQLite's, which folds ASCII alone: so filters run here. */
function matcher(query: UnitQuery): (unit: StoredUnit) => boolean {
  // A unit whose texts were all taken away is in the document still.
  if (query.language === undefined && query.state === undefined && !query.q) return () => true;
  const languages = query.language === undefined ? LANGUAGES : [query.language];
  const needles = new Map(LANGUAGES.map((language) => [language, fold(query.q ?? "", language)]));
  return (unit) =>
    languages.some((language) => {
      const variant = unit.variants[language];
      if (query.state === "missing") return variant === undefined || plainText(variant.content) === "";
      if (variant === undefined) return false;
      if (query.state === "stale" && !isStale(unit, language)) return false;
      if (query.state !== undefined && query.state !== "stale" && variant.state !== query.state) return false;
      const needle = needles.get(language) ?? "";
      return needle === "" || fold(plainText(variant.content), language).includes(needle);
    });
}

export interface UnitPatch {
  readonly variants?: { readonly [language in Language]?: VariantPatch | null };
  readonly notes?: readonly Note[];
  readonly context?: string | null;
}

/** What is absent stays. `text` is for a variant without inline codes. */
export interface VariantPatch {
  readonly text?: string;
  readonly content?: Content;
  readonly state?: State;
  /** The peer that it was translated from. */
  readonly source?: Language;
  readonly origin?: "typed" | "match";
}

/**
 * Changes one unit. Its version has to be the one that the author saw.
 *
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
  return inTurn(context.storage, documentId, () =>
    retrying(async () => {
      const row = await visibleUnit(context, actor, id);
      if (row.version !== expectedVersion) await refuseStale(context, row, expectedVersion, patch);
      const document = await visibleDocument(context, actor, row.document);
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
    const content = wanted.content
      ? tidy(wanted.content)
      : wanted.text === undefined
        ? was?.content
        : tidy([wanted.text]);
    const state = wanted.state ?? was?.state ?? "translated";
    if (content === undefined)
      throw new Problem("invalid-fields", {}, { field: `variants.${language}.text`, unit: unit.id });
    if (was && sameContent(was.content, content) && was.state === state) continue;
    const source = wanted.source ?? was?.from?.language;
    const peer = source === undefined || source === language ? undefined : unit.variants[source];
    const problem =
      options.force || !peer ? undefined : codeProblem(peer.content, content, { unit: unit.id, language });
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
  return { ...rest, ...(context === undefined ? {} : { context }), notes, version, variants };
}

/** Three views of what collided, so that nobody's text has to be typed again. */
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
