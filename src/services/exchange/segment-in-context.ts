import type { Language } from "../../domain/language.ts";
import type { List } from "../../domain/list.ts";
import { plainText } from "../../domain/segment.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { LookupSegment } from "../memory/lookup.ts";

/** The text of a unit with those before and after it, for a lookup. */
export function segmentInContext(units: List<StoredUnit>, at: number, source: Language): LookupSegment {
  const content = (index: number) => (index < 0 ? [] : (units.at(index)?.variants[source]?.content ?? []));
  const previous = plainText(content(at - 1));
  const next = plainText(content(at + 1));
  return { text: content(at), previous, next };
}
