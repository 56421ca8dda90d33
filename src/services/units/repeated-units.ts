import { viewOf } from "../../checks/check.ts";
import { type Language } from "../../domain/language.ts";
import { textHash } from "../../matching/comparable-text.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type StoredUnit, unitsAfter, unitsByNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";

/** Units read at a time. */
const PAGE = 500;
/** So many documents are remembered. */
const REMEMBERED = 16;

/** What was found in a document. */
export interface RepeatedNumbers {
  /** Of the document, when it was read. */
  readonly revision: number;
  /** Of units. */
  readonly numbers: readonly number[];
}

/**
 * The units of a document that share a text, in any language, with another unit of it, in order. Checks of the scope
 * `document` compare these alone. A document of any size is read page by page, and only when it has changed since.
 */
export async function repeatedUnits(context: Context, document: Document): Promise<StoredUnit[]> {
  const remembered = context.memory.repeatedUnits;
  const before = remembered.get(document.n);
  const numbers =
    before?.revision === document.revision ? before.numbers : await numbersOfRepeated(context, document);
  // Taken out and put back: the document that was asked for last is forgotten last.
  remembered.delete(document.n);
  remembered.set(document.n, { revision: document.revision, numbers });
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  const units = await unitsByNumber(context.storage, numbers);
  return units.toSorted((a, b) => a.order - b.order || a.n - b.n);
}

async function numbersOfRepeated({ storage }: Context, document: Document): Promise<number[]> {
  const first: Record<Language, Map<number, number>> = { en: new Map(), ru: new Map(), zh: new Map() };
  const found = new Set<number>();
  let place = { order: -1, n: -1 };
  for (;;) {
    const page = await unitsAfter(storage, document, place, PAGE);
    for (const unit of page) {
      for (const { language, comparable } of viewOf(unit).written) {
        // Two texts with one hash bring a unit too many, which does no harm.
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
