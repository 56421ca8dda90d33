import type { Statement, Storage } from "../port.ts";

export type CredentialKind = "token" | "session" | "link";

/** A row of `credential`. Only a hash of the secret is stored. Times are ISO 8601, UTC. */
export interface Credential {
  readonly hash: string;
  readonly id: string;
  readonly kind: CredentialKind;
  /** Id of the token or link that a session came from. */
  readonly parent: string | null;
  readonly name: string;
  readonly role: string;
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  readonly revoked: string | null;
  readonly used: string | null;
}

const COLUMNS =
  'hash, id, kind, parent, name, role, collection, created, created_by AS "createdBy", expires, revoked, used';

export function insertCredential(credential: Credential): Statement {
  const { hash, id, kind, parent, name, role, collection, created, createdBy, expires } = credential;
  return {
    sql: `INSERT INTO credential (hash, id, kind, parent, name, role, collection, created, created_by, expires)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
    params: [hash, id, kind, parent, name, role, collection, created, createdBy, expires],
  };
}

export async function findCredential(storage: Storage, hash: string): Promise<Credential | undefined> {
  const [row] = await storage.all<Credential>(`SELECT ${COLUMNS} FROM credential WHERE hash = ?1`, hash);
  return row;
}

/** Tokens and sessions that were not revoked, newest first, of one collection or of all (`undefined`). */
export function listCredentials(storage: Storage, collection: string | undefined): Promise<Credential[]> {
  return storage.all<Credential>(
    `SELECT ${COLUMNS} FROM credential
      WHERE kind <> 'link' AND revoked IS NULL AND (CAST(?1 AS TEXT) IS NULL OR collection = ?1)
      ORDER BY created DESC, id`,
    collection ?? null,
  );
}

/**
 * Revokes a token or session, and deletes the sessions that the token opened.
 *
 * @param collection id; credentials of other collections are not revoked. `undefined`: all collections
 * @returns true when there was one to revoke
 */
export async function revokeCredential(
  storage: Storage,
  id: string,
  collection: string | undefined,
  now: string,
): Promise<boolean> {
  const [revoked] = await storage.batch([
    {
      sql: `UPDATE credential SET revoked = ?2
        WHERE id = ?1 AND kind <> 'link' AND revoked IS NULL AND (CAST(?3 AS TEXT) IS NULL OR collection = ?3) RETURNING id`,
      params: [id, now, collection ?? null],
    },
    {
      sql: `DELETE FROM credential WHERE kind = 'session' AND parent = ?1
        AND EXISTS (SELECT 1 FROM credential AS token WHERE token.id = ?1 AND token.revoked IS NOT NULL)`,
      params: [id],
    },
  ]);
  return revoked !== undefined && revoked.length > 0;
}

/**
 * Replaces a sign-in link by a session in one step, so that a link opens only one session even when two requests use it
 * at the same time.
 *
 * @param link hash of the link's secret
 * @returns true when the link was valid
 */
export async function redeemLink(
  storage: Storage,
  link: string,
  session: Pick<Credential, "hash" | "id" | "created" | "expires">,
): Promise<boolean> {
  const [opened] = await storage.batch([
    {
      sql: `INSERT INTO credential (hash, id, kind, parent, name, role, collection, created, created_by, expires)
        SELECT ?2, ?3, 'session', id, name, role, collection, ?4, created_by, ?5 FROM credential
        WHERE hash = ?1 AND kind = 'link' AND expires > ?4 RETURNING id`,
      params: [link, session.hash, session.id, session.created, session.expires],
    },
    { sql: "DELETE FROM credential WHERE hash = ?1 AND kind = 'link'", params: [link] },
  ]);
  return opened !== undefined && opened.length > 0;
}

export async function deleteCredential(storage: Storage, hash: string): Promise<void> {
  await storage.batch([{ sql: "DELETE FROM credential WHERE hash = ?1", params: [hash] }]);
}

/** Deletes sessions and links that have expired. */
export function deleteExpired(now: string): Statement {
  return { sql: "DELETE FROM credential WHERE kind <> 'token' AND expires <= ?1", params: [now] };
}

/** Records that the credential was used at this time. */
export async function touchCredential(storage: Storage, hash: string, now: string): Promise<void> {
  await storage.batch([{ sql: "UPDATE credential SET used = ?2 WHERE hash = ?1", params: [hash, now] }]);
}

/** True while there is no token and no session, so that the first person may sign in. */
export async function nobodyYet(storage: Storage): Promise<boolean> {
  const rows = await storage.all("SELECT 1 FROM credential WHERE kind IN ('token', 'session') LIMIT 1");
  return rows.length === 0;
}
