import type { Language } from "../../../domain/language.ts";
import type { State } from "../../../domain/unit.ts";

/** Conditions for the texts that are changed, as the form holds them; an empty value accepts everything. */
export interface SelectionDraft {
  readonly collection: string | undefined;
  readonly language: Language | undefined;
  readonly state: State | undefined;
  readonly author: string;
  readonly from: string;
  readonly to: string;
}

export const EVERYTHING: SelectionDraft = {
  collection: undefined,
  language: undefined,
  state: undefined,
  author: "",
  from: "",
  to: "",
};

/** The selection as the operations take it. */
export const sentSelection = ({ collection, language, state, author, from, to }: SelectionDraft) => ({
  ...(collection === undefined ? {} : { collections: [collection] }),
  ...(language === undefined ? {} : { languages: [language] }),
  ...(state === undefined ? {} : { state }),
  ...(author.trim() === "" ? {} : { author: author.trim() }),
  ...(from === "" ? {} : { from }),
  ...(to === "" ? {} : { to }),
});

/** Number of conditions that are set. */
export const conditionsOf = (draft: SelectionDraft): number => Object.keys(sentSelection(draft)).length;
