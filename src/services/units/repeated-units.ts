import { viewOf } from "../../checks/check.ts";
import { type Language } from "../../domain/language.ts";
import { remember } from "../../domain/remember.ts";
import { textHash } from "../../matching/comparable-text.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { comparePlaces, type StoredUnit, unitsAfter, unitsByNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";

/** Units read at a time. */
const PAGE = 500;
/** Number of documents with a remembered result. */
const REMEMBERED = 16;

/** Units of a document with repeated texts. */
export interface RepeatedNumbers {
  /** Revision of the document that was read. */
  readonly revision: number;
  /** Unit numbers. */
  readonly numbers: readonly number[];
}

/**
 * Units of a document that share a text, in any language, with another unit of the document; in order. Checks of
 * scope `document` compare only these units. The document is read page by page, and only if it has changed.
 */
export async function repeatedUnits(context: Context, document: Document): Promise<StoredUnit[]> {
  const remembered = context.memory.repeatedUnits;
  const before = remembered.get(document.n);
  const numbers =
    before?.revision === document.revision ? before.numbers : await numbersOfRepeated(context, document);
  // Also if it was there: the documents are in order of use.
  remember(remembered, document.n, { revision: document.revision, numbers }, REMEMBERED);
  const units = await unitsByNumber(context.storage, numbers);
  return units.toSorted(comparePlaces);
}

async function numbersOfRepeated({ storage }: Context, document: Document): Promise<number[]> {
  const first: Record<Language, Map<number, number>> = { en: new Map(), ru: new Map(), zh: new Map() };
  const found = new Set<number>();
  let place = { order: -1, n: -1 };
  for (;;) {
    const page = await unitsAfter(storage, document, place, PAGE);
    for (const unit of page) {
      for (const { language, comparable } of viewOf(unit).written) {
        // If two texts have the same hash, one unit too many is found, which does no harm.
        const hash = textHash(comparable());
        const before = first[language].get(hash);
        if (before === undefined) first[language].set(hash, unit.n);
        else found.add(before).add(unit.n);
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return [...found];
    place = last;
    await yieldToEventLoop();
  }
}
