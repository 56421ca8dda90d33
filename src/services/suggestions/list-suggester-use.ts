import { listUse, type SuggesterUse } from "../../storage/rows/suggester.ts";
import type { Context } from "../context.ts";

/** Days that are listed, and most rows. */
const DAYS = 31;
const MOST = 1000;

/** What people asked of the model in the last 31 days, newest first. */
export function listSuggesterUse({ storage, now }: Context): Promise<SuggesterUse[]> {
  const from = new Date(+now() - (DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  return listUse(storage, from, MOST);
}
