import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { plainText } from "../../domain/segment.ts";
import { meets, type TextCondition } from "../../domain/unit.ts";
import { unitsWithOpenThread } from "../../storage/rows/questions.ts";
import { type StoredUnit, unitNumber, unitsAfter, unitsByNumber } from "../../storage/rows/units.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { type UnitView, unitView } from "./unit-view.ts";

export interface UnitQuery {
  /** Id of the last unit of the page before. */
  readonly after?: string;
  readonly limit: number;
  /** With `state`: language that must be in this state. Without: units with a text in this language. */
  readonly language?: Language;
  readonly state?: TextCondition | "missing";
  /** Units whose thread is an open question. */
  readonly asked?: boolean;
  /** Folded substring of the text in `language`, or in any language. */
  readonly q?: string;
}

/** Rows read at a time while filtering. */
const PAGE = 500;

/**
 * Units of a document, in order.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page
 * @throws {Problem} `not-found`, `invalid-fields` (`after`)
 */
export async function listUnits(
  context: Context,
  actor: Actor,
  documentId: string,
  query: UnitQuery,
): Promise<{ items: UnitView[]; next: string | null }> {
  const document = await visibleDocument(context, actor, documentId);
  const number = query.after === undefined ? undefined : unitNumber(query.after);
  const [start] = number === undefined ? [] : await unitsByNumber(context.storage, [number]);
  if (query.after !== undefined && start?.document !== document.id) throw wrongCursor("after");
  let place = start ?? { order: -1, n: -1 };
  const asked = query.asked === true ? await unitsWithOpenThread(context.storage, document.n) : undefined;
  const hasTexts = matcher(query);
  const wanted = (unit: StoredUnit) => (asked?.has(unit.n) ?? true) && hasTexts(unit);
  const isFiltered =
    asked !== undefined || query.language !== undefined || query.state !== undefined || Boolean(query.q);
  // One unit more shows whether there is a next page.
  const size = isFiltered ? PAGE : Math.min(PAGE, query.limit + 1);
  const items: UnitView[] = [];
  for (;;) {
    const page = await unitsAfter(context.storage, document, place, size);
    for (const unit of page) {
      if (!wanted(unit)) continue;
      if (items.length === query.limit) return { items, next: items.at(-1)?.id ?? null };
      items.push(unitView(unit));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < size) return { items, next: null };
    place = last;
  }
}

/** Filters units here, because SQLite folds only ASCII. */
function matcher(query: UnitQuery): (unit: StoredUnit) => boolean {
  // Without a filter the list also has units without texts.
  if (query.language === undefined && query.state === undefined && !query.q) return () => true;
  const languages = query.language === undefined ? LANGUAGES : [query.language];
  const needles = new Map(LANGUAGES.map((language) => [language, fold(query.q ?? "", language)]));
  return (unit) =>
    languages.some((language) => {
      const variant = unit.variants[language];
      if (query.state === "missing") return variant === undefined || plainText(variant.content) === "";
      if (variant === undefined) return false;
      if (query.state !== undefined && !meets(unit, language, query.state)) return false;
      const needle = needles.get(language) ?? "";
      return needle === "" || fold(plainText(variant.content), language).includes(needle);
    });
}
