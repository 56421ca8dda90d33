import { CHECK_IDS, type CheckId } from "../../../domain/finding.ts";
import { findPlaceholders } from "../../../domain/placeholder.ts";

interface Facts {
  readonly text: string;
  readonly terms: readonly unknown[];
  readonly numbers: readonly unknown[];
  readonly codes: readonly unknown[];
  /** The source has more than one segment. */
  readonly isDivided: boolean;
}

/** Checks that have nothing to look at in most texts, and what a source must have for them. */
const NEEDS: { readonly [id in CheckId]?: (facts: Facts) => boolean } = {
  terminology: ({ terms }) => terms.length > 0,
  triangle: ({ terms }) => terms.length > 0,
  numbers: ({ numbers }) => numbers.length > 0,
  codes: ({ codes }) => codes.length > 0,
  segments: ({ isDivided }) => isDivided,
  // Times of subtitles belong to the unit, not to its text.
  "reading-speed": () => false,
  "subtitle-lines": () => false,
  // Spelling is checked only where a collection switches it on.
  spelling: () => false,
  placeholders: ({ text }) => findPlaceholders(text).some(({ kind }) => kind !== "url" && kind !== "email"),
  links: ({ text }) => findPlaceholders(text).some(({ kind }) => kind === "url" || kind === "email"),
  quotes: ({ text }) => /["“”„«»「」『』]/u.test(text),
  brackets: ({ text }) => /[()[\]{}（）【】《》]/u.test(text),
  acronyms: ({ text }) => /\p{Lu}{2}/u.test(text),
};

/** The checks that a translation of this source will be asked, in the order of `CHECK_IDS`. */
export const expectedChecks = (facts: Facts): CheckId[] =>
  CHECK_IDS.filter((id) => NEEDS[id]?.(facts) ?? true);
