import type { Language } from "../../../domain/language.ts";
import type { CheckId } from "../../../domain/finding.ts";
import type { State } from "../../../domain/unit.ts";

/** Conditions for the texts that are changed, as the form holds them; an empty value accepts everything. */
export interface SelectionDraft {
  readonly collection: string | undefined;
  /** One of the collection. */
  readonly document: string | undefined;
  readonly language: Language | undefined;
  readonly state: State | undefined;
  readonly author: string;
  readonly from: string;
  readonly to: string;
  /** Units with a finding of this check. */
  readonly check: CheckId | undefined;
}

export const EVERYTHING: SelectionDraft = {
  collection: undefined,
  document: undefined,
  language: undefined,
  state: undefined,
  author: "",
  from: "",
  to: "",
  check: undefined,
};

/** The selection as the operations take it. */
export const sentSelection = ({
  collection,
  document,
  language,
  state,
  author,
  from,
  to,
  check,
}: SelectionDraft) => ({
  ...(collection === undefined ? {} : { collections: [collection] }),
  ...(document === undefined ? {} : { documents: [document] }),
  ...(language === undefined ? {} : { languages: [language] }),
  ...(state === undefined ? {} : { state }),
  ...(author.trim() === "" ? {} : { author: author.trim() }),
  ...(from === "" ? {} : { from }),
  ...(to === "" ? {} : { to }),
  ...(check === undefined ? {} : { check }),
});

/** Number of conditions that are set. */
export const conditionsOf = (draft: SelectionDraft): number => Object.keys(sentSelection(draft)).length;
