import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { isStale, type Note, type Variant } from "../../domain/unit.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";

/** A unit in answers. */
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
  /** True when the source has changed since this translation. */
  readonly stale: boolean;
}

/** Makes the answer from a stored unit. */
export function unitView(unit: StoredUnit): UnitView {
  const { id, document, order, key, version, notes, context, variants } = unit;
  const shown: { [language in Language]?: VariantView } = {};
  for (const language of LANGUAGES) {
    const variant = variants[language];
    if (variant === undefined) continue;
    shown[language] = {
      ...shownVariant(variant),
      text: plainText(variant.content),
      stale: isStale(unit, language),
    };
  }
  return {
    id,
    document,
    order,
    key,
    version,
    notes,
    ...(context === undefined ? {} : { context }),
    variants: shown,
  };
}

/** A variant without the places of its text in its file, which are of no use to clients. */
export function shownVariant(variant: Variant): Variant {
  const { places: _, ...shown } = variant;
  return shown;
}
