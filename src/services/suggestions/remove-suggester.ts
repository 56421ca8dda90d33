import { write } from "../../storage/problems.ts";
import { deleteSuggester } from "../../storage/rows/suggester.ts";
import type { Context } from "../context.ts";

/** Removes the model with its key. What was used stays counted. */
export const removeSuggester = (context: Context): Promise<unknown> =>
  write(context.storage, [deleteSuggester()]);
