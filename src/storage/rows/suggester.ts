import type { Statement, Storage } from "../port.ts";

/** The model that suggests translations. */
export interface Suggester {
  /** Address of a chat completion endpoint, as `https://example.org/v1/chat/completions`. */
  readonly url: string;
  readonly model: string;
  /** Key for the address; `null` if it asks for none. */
  readonly secret: string | null;
  /** Suggestions that one person may ask for in a day (UTC). */
  readonly daily: number;
  readonly active: boolean;
  /** ISO 8601, UTC. */
  readonly changed: string;
  readonly changedBy: string;
}

/** What one person asked of the model in a day. */
export interface SuggesterUse {
  /** UTC, as `2026-11-29`. */
  readonly day: string;
  readonly person: string;
  readonly suggestions: number;
  /** Requests to the model: more than suggestions, because answers are repaired. */
  readonly requests: number;
  /** Suggestions that were asked for and not given. */
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export async function findSuggester(storage: Storage): Promise<Suggester | undefined> {
  const [row] = await storage.all<Omit<Suggester, "active"> & { readonly active: number }>(
    `SELECT url, model, secret, daily, active, changed, changed_by AS "changedBy" FROM suggester WHERE n = 1`,
  );
  return row && { ...row, active: row.active === 1 };
}

export const saveSuggester = (suggester: Suggester): Statement => {
  const { url, model, secret, daily, active, changed, changedBy } = suggester;
  return {
    sql: `INSERT INTO suggester (n, url, model, secret, daily, active, changed, changed_by)
      VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (n) DO UPDATE SET url = excluded.url, model = excluded.model, secret = excluded.secret,
        daily = excluded.daily, active = excluded.active, changed = excluded.changed, changed_by = excluded.changed_by`,
    params: [url, model, secret, daily, active ? 1 : 0, changed, changedBy],
  };
};

export const deleteSuggester = (): Statement => ({ sql: "DELETE FROM suggester WHERE n = 1", params: [] });

/**
 * Counts a suggestion that a person asks for, before the model is asked.
 *
 * @returns false when the person has used up what a day allows; nothing is counted then
 */
export async function takeSuggestion(
  storage: Storage,
  { day, person, daily }: { readonly day: string; readonly person: string; readonly daily: number },
): Promise<boolean> {
  const [rows] = await storage.batch([
    {
      sql: `INSERT INTO suggester_use (day, person, suggestions, requests, failed, input_tokens, output_tokens)
        VALUES (?1, ?2, 1, 0, 0, 0, 0)
        ON CONFLICT (day, person) DO UPDATE SET suggestions = suggester_use.suggestions + 1
          WHERE suggester_use.suggestions < ?3
        RETURNING suggestions`,
      params: [day, person, daily],
    },
  ]);
  return (rows ?? []).length > 0;
}

/** Adds what a suggestion cost. */
export const countUse = ({
  day,
  person,
  requests,
  failed,
  inputTokens,
  outputTokens,
}: Omit<SuggesterUse, "suggestions">): Statement => ({
  sql: `UPDATE suggester_use SET requests = requests + ?3, failed = failed + ?4,
    input_tokens = input_tokens + ?5, output_tokens = output_tokens + ?6 WHERE day = ?1 AND person = ?2`,
  params: [day, person, requests, failed, inputTokens, outputTokens],
});

/** Use from a day on, newest day first, at most `limit` rows. */
export const listUse = (storage: Storage, from: string, limit: number): Promise<SuggesterUse[]> =>
  storage.all<SuggesterUse>(
    `SELECT day, person, suggestions, requests, failed, input_tokens AS "inputTokens", output_tokens AS "outputTokens"
     FROM suggester_use WHERE day >= ?1 ORDER BY day DESC, person LIMIT ?2`,
    from,
    limit,
  );
