import { yieldToEventLoop } from "../../domain/event-loop.ts";
import type { CheckId } from "../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { meets, type TextCondition } from "../../domain/unit.ts";
import { type Document, selectedDocuments } from "../../storage/rows/documents.ts";
import { unitsWithFindings } from "../../storage/rows/findings.ts";
import {
  comparePlaces,
  type StoredUnit,
  unitNumber,
  unitsAfter,
  unitsByNumber,
} from "../../storage/rows/units.ts";
import { collectionsFor } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { dayOrTime } from "../reports/day-or-time.ts";

/** Selects units and their texts, of all collections that the actor may see. An absent condition accepts everything. */
export interface UnitSelection {
  /** Ids. */
  readonly collections?: readonly string[];
  /** Ids. */
  readonly documents?: readonly string[];
  /** Ids of single units. */
  readonly units?: readonly string[];
  /** Languages of the texts. */
  readonly languages?: readonly Language[];
  readonly state?: TextCondition;
  /** Who wrote the text last. */
  readonly author?: string;
  /** When the text was written: ISO 8601, inclusive; a date alone means its beginning and its end (UTC). */
  readonly from?: string;
  readonly to?: string;
  /** Units with a finding of this check that nobody ignored. */
  readonly check?: CheckId;
  /** Units whose text in this language contains this text, whatever its case. */
  readonly where?: { readonly language: Language; readonly text: string };
}

/** Documents and units read at a time. */
const PAGE = 500;

/** Conditions of a selection, ready to be tested. */
export interface SelectedTexts {
  /** Languages whose text in this unit is selected; none if the unit is not selected. */
  readonly languagesOf: (unit: StoredUnit) => Language[];
}

/** Makes the test for texts. @throws {Problem} `invalid-fields` for a wrong date */
export function selectedTexts(selection: UnitSelection): SelectedTexts {
  const { languages = LANGUAGES, state, author, where } = selection;
  const first = selection.from === undefined ? "" : dayOrTime(selection.from, "scope.from").first;
  const last = selection.to === undefined ? "9999" : dayOrTime(selection.to, "scope.to").last;
  const needle = where === undefined ? "" : fold(where.text, where.language);
  return {
    languagesOf: (unit) => {
      const peer = where && unit.variants[where.language];
      if (where !== undefined && !(peer && fold(plainText(peer.content), where.language).includes(needle)))
        return [];
      return languages.filter((language) => {
        const variant = unit.variants[language];
        if (variant === undefined) return false;
        if (state !== undefined && !meets(unit, language, state)) return false;
        const { time } = variant;
        return (author === undefined || variant.author === author) && time >= first && time <= last;
      });
    },
  };
}

/**
 * Reads the units of a selection page by page, in the order of documents and of units. Units without a selected text
 * are read too: see `selectedTexts`.
 *
 * @throws {Problem} `not-found` for a collection, document or unit that the actor may not see
 */
export async function* selectUnits(
  context: Context,
  actor: Actor,
  selection: UnitSelection,
): AsyncGenerator<{ readonly document: Document; readonly units: readonly StoredUnit[] }> {
  for (const id of selection.collections ?? []) await getCollection(context, actor, id);
  for (const id of selection.documents ?? []) await visibleDocument(context, actor, id);
  if (selection.units !== undefined) {
    yield* namedUnits(context, actor, selection, selection.units);
    return;
  }
  const { storage } = context;
  const collections = collectionsFor(actor, selection.collections);
  let after = 0;
  for (;;) {
    const documents = await selectedDocuments(
      storage,
      { collections, documents: selection.documents },
      after,
      PAGE,
    );
    for (const document of documents) {
      const found =
        selection.check === undefined ? undefined : await withFinding(context, document, selection.check);
      if (found?.size === 0) continue;
      let place = { order: -1, n: -1 };
      for (;;) {
        const page = await unitsAfter(storage, document, place, PAGE);
        const units = found === undefined ? page : page.filter(({ n }) => found.has(n));
        if (units.length > 0) yield { document, units };
        const end = page.at(-1);
        if (end === undefined || page.length < PAGE) break;
        place = end;
        await yieldToEventLoop();
      }
    }
    const last = documents.at(-1);
    if (last === undefined || documents.length < PAGE) return;
    after = last.n;
  }
}

/** The named units that are in the selected collections and documents, by document. */
async function* namedUnits(
  context: Context,
  actor: Actor,
  { collections, documents, check }: UnitSelection,
  ids: readonly string[],
): AsyncGenerator<{ readonly document: Document; readonly units: readonly StoredUnit[] }> {
  const numbers = new Map(ids.map((id) => [unitNumber(id) ?? -1, id]));
  const units = await unitsByNumber(context.storage, [...numbers.keys()]);
  for (const unit of units) numbers.delete(unit.n);
  for (const [, id] of numbers) throw new Problem("not-found", { what: id });
  for (const [id, own] of Map.groupBy(units, ({ document }) => document)) {
    const document = await visibleDocument(context, actor, id);
    if (!(collections?.includes(document.collection) ?? true) || !(documents?.includes(id) ?? true)) continue;
    const found = check === undefined ? undefined : await withFinding(context, document, check);
    const ordered = own.toSorted(comparePlaces);
    yield {
      document,
      units: ordered
        .filter(({ n }) => found?.has(n) ?? true)
        .map((unit) => {
          const { collection: _, ...stored } = unit;
          return stored;
        }),
    };
  }
}

async function withFinding({ storage }: Context, { id }: Document, check: CheckId): Promise<Set<number>> {
  const found = new Set<number>();
  for (let after = 0; ;) {
    const page = await unitsWithFindings(storage, { document: id, check }, after, PAGE);
    for (const n of page) found.add(n);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last;
  }
}
