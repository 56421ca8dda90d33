import type { Statement, Storage } from "../port.ts";

/** The JSON text of a list that was kept at or after `since` (ISO 8601); `undefined` if there is none. */
export async function readCandidateList(
  storage: Storage,
  key: string,
  since: string,
): Promise<string | undefined> {
  const [row] = await storage.all<{ list: string }>(
    "SELECT list FROM candidate_list WHERE key = ?1 AND time >= ?2",
    key,
    since,
  );
  return row?.list;
}

/** Lists that are kept at once, of all callers. */
const KEPT_LISTS = 20;

/** Keeps a list, and lets go of those from before `since` and of all but the newest. */
export const keepCandidateList = (key: string, time: string, since: string, list: string): Statement[] => [
  { sql: "DELETE FROM candidate_list WHERE time < ?1", params: [since] },
  {
    sql: `DELETE FROM candidate_list WHERE key NOT IN (
            SELECT key FROM candidate_list ORDER BY time DESC, key LIMIT ${KEPT_LISTS - 1})`,
  },
  {
    sql: `INSERT INTO candidate_list (key, time, list) VALUES (?1, ?2, ?3)
          ON CONFLICT (key) DO UPDATE SET time = excluded.time, list = excluded.list`,
    params: [key, time, list],
  },
];
