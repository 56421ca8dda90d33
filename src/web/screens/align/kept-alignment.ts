import { isLanguage, type Language, LANGUAGES } from "../../../domain/language.ts";
import { TEXT_FORMATS, type TextFormat, traitsOf } from "../../../formats/traits.ts";
import type { Alignment } from "../../api/resources.ts";
import type { ReviewState } from "./review-state.ts";

/** Formats of texts that can be pasted. */
export const PASTED_FORMATS = TEXT_FORMATS.filter((format) => !traitsOf(format).binary);

/** What is to be aligned, while somebody puts it together. */
export interface AlignmentInput {
  readonly texts: { readonly [language in Language]?: string };
  /** Files instead of texts; they last as long as the page. */
  readonly files: { readonly [language in Language]?: File };
  readonly format: TextFormat;
  /** Id of the collection whose memory helps. A memory of other things can mislead: without a choice none helps. */
  readonly collection?: string | undefined;
}

/** Nothing to align yet. */
export const NO_INPUT: AlignmentInput = { texts: {}, files: {}, format: "text" };

/** An alignment while it is being reviewed. */
export interface KeptReview {
  readonly alignment: Alignment;
  readonly state: ReviewState;
  /** Title of the document to be made. */
  readonly title: string;
  /** Id of the collection that the document goes into, once it is chosen. */
  readonly collection?: string | undefined;
  /** Whether the review is shown; else the texts are, and the review waits. */
  readonly isOpen: boolean;
}

/** An input of the kept work; files do not come back from the storage. */
export function readInput(stored: unknown): AlignmentInput | undefined {
  const { texts, files, format, collection } = (stored ?? {}) as Partial<AlignmentInput>;
  if (typeof texts !== "object") return undefined;
  const isText = ([language, text]: [string, unknown]) => isLanguage(language) && typeof text === "string";
  return {
    texts: Object.fromEntries(Object.entries(texts).filter(isText)),
    files: Object.fromEntries(
      Object.entries(files ?? {}).filter(([, file]) => (file as unknown) instanceof File),
    ),
    format: PASTED_FORMATS.find((one) => one === format) ?? "text",
    collection: typeof collection === "string" ? collection : undefined,
  };
}

/** A review of the kept work; `undefined` for the shape of an older page. */
export function readReview(stored: unknown): KeptReview | undefined {
  const review = (stored ?? {}) as Partial<KeptReview>;
  const { alignment, state } = review;
  const isComplete =
    typeof review.title === "string" &&
    typeof alignment?.segments === "object" &&
    Array.isArray(alignment.warnings) &&
    Array.isArray(state?.beads) &&
    Array.isArray(state.undo) &&
    Array.isArray(state.columns) &&
    state.columns.every((language) => LANGUAGES.includes(language)) &&
    typeof state.at === "number" &&
    typeof state.threshold === "number";
  return isComplete ? (review as KeptReview) : undefined;
}
