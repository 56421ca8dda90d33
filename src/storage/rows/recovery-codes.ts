import type { Statement, Storage } from "../port.ts";
import type { NewSession } from "./credentials.ts";
import { recordSignIn } from "./sign-ins.ts";

/** How many codes a person has. */
export interface RecoveryCodeCount {
  readonly left: number;
  readonly all: number;
  /** ISO 8601; `null`: there are none. */
  readonly created: string | null;
}

/** Counts the codes of a person. */
export async function countRecoveryCodes(storage: Storage, person: string): Promise<RecoveryCodeCount> {
  const [row] = await storage.all<RecoveryCodeCount>(
    `SELECT count(CASE WHEN used IS NULL THEN 1 END) AS "left", count(*) AS "all", min(created) AS created
      FROM recovery_code WHERE person = ?1`,
    person,
  );
  return row ?? { left: 0, all: 0, created: null };
}

/** Puts new codes in the place of all that a person has. @param hashes hashes of the codes */
export const replaceRecoveryCodes = (
  person: string,
  hashes: readonly string[],
  created: string,
): Statement[] => [
  { sql: "DELETE FROM recovery_code WHERE person = ?1", params: [person] },
  {
    sql: "INSERT INTO recovery_code (hash, person, created) SELECT atom, ?1, ?3 FROM json_each(?2)",
    params: [person, JSON.stringify(hashes), created],
  },
];

/**
 * Opens a session with a code in one step, so that a code opens only one, even when two requests use it at the same
 * time. A disabled person's code opens none and is not used up.
 *
 * @param code hash of the code
 * @returns true when the code was valid
 */
export async function redeemRecoveryCode(
  storage: Storage,
  code: string,
  session: NewSession,
): Promise<boolean> {
  const [opened] = await storage.batch([
    {
      sql: `INSERT INTO credential (hash, id, kind, person, name, created, created_by, expires, device, place)
        SELECT ?2, ?3, 'session', person.id, person.name, ?4, person.name, ?5, ?6, ?7
        FROM recovery_code JOIN person ON person.id = recovery_code.person
        WHERE recovery_code.hash = ?1 AND recovery_code.used IS NULL AND person.disabled IS NULL RETURNING id`,
      params: [
        code,
        session.hash,
        session.id,
        session.created,
        session.expires,
        session.device,
        session.place,
      ],
    },
    {
      sql: `UPDATE recovery_code SET used = ?2
        WHERE hash = ?1 AND used IS NULL AND EXISTS (SELECT 1 FROM credential WHERE hash = ?3)`,
      params: [code, session.created, session.hash],
    },
    recordSignIn(session.hash, "code"),
  ]);
  return opened !== undefined && opened.length > 0;
}
