import { findSuggester } from "../../storage/rows/suggester.ts";
import type { Context } from "../context.ts";
import { type SuggesterView, suggesterView } from "./suggester-view.ts";

/** The settings of the model, without its key; `null` when none was set. */
export async function getSuggester({ storage }: Context): Promise<SuggesterView | null> {
  const found = await findSuggester(storage);
  return found === undefined ? null : suggesterView(found);
}

/** Whether people can ask for suggestions. */
export const isSuggesterOn = async ({ storage }: Context): Promise<boolean> =>
  (await findSuggester(storage))?.active === true;
