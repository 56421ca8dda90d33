import { type Statement, type Storage, violates } from "../port.ts";
import type { NewSession } from "./credentials.ts";
import type { GivenRole } from "./people.ts";

/** An account at a provider by which a person signs in. Times are ISO 8601, UTC. */
export interface Identity {
  /** Address of the provider. */
  readonly issuer: string;
  /** The provider's name for the account. */
  readonly subject: string;
  readonly id: string;
  /** Id. */
  readonly person: string;
  /** Name of the provider in the settings. */
  readonly provider: string;
  /** How people know the account. */
  readonly account: string;
  /** Given by the provider's groups. */
  readonly roles: readonly GivenRole[];
  /** The roles count until then. */
  readonly until: string;
  readonly created: string;
  readonly used: string;
}

type Row = Omit<Identity, "roles"> & { readonly roles: string };

const COLUMNS = "issuer, subject, id, person, provider, account, roles, until, created, used";

const toIdentity = (row: Row): Identity => ({
  ...row,
  roles: JSON.parse(row.roles) as GivenRole[],
});

export async function findIdentity(
  storage: Storage,
  issuer: string,
  subject: string,
): Promise<Identity | undefined> {
  const [row] = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM identity WHERE issuer = ?1 AND subject = ?2`,
    issuer,
    subject,
  );
  return row && toIdentity(row);
}

/** The accounts of a person, oldest first. */
export async function identitiesOf(storage: Storage, person: string): Promise<Identity[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM identity WHERE person = ?1 ORDER BY created, id`,
    person,
  );
  return rows.map(toIdentity);
}

/** Stores a new account, if its person is there. Fails (`isKnownIdentity`) when somebody has it already. */
export const insertIdentity = (identity: Identity): Statement => ({
  sql: `INSERT INTO identity (${COLUMNS})
    SELECT ?1, ?2, ?3, person.id, ?5, ?6, ?7, ?8, ?9, ?10 FROM person WHERE person.id = ?4`,
  params: [
    identity.issuer,
    identity.subject,
    identity.id,
    identity.person,
    identity.provider,
    identity.account,
    JSON.stringify(identity.roles),
    identity.until,
    identity.created,
    identity.used,
  ],
});

/** Stores what the provider says of an account now. */
export const updateIdentity = (identity: Identity): Statement => ({
  sql: `UPDATE identity SET provider = ?3, account = ?4, roles = ?5, until = ?6, used = ?7
    WHERE issuer = ?1 AND subject = ?2`,
  params: [
    identity.issuer,
    identity.subject,
    identity.provider,
    identity.account,
    JSON.stringify(identity.roles),
    identity.until,
    identity.used,
  ],
});

/** True when a batch failed because the account belongs to somebody already. */
export const isKnownIdentity = (error: unknown): boolean => violates(error, "identity", "subject");

/**
 * Takes an account from a person, and ends the sessions that it opened.
 *
 * @param session id of the session that goes on
 * @returns true when there was one
 */
export async function deleteIdentity(
  storage: Storage,
  { person, id, session }: { readonly person: string; readonly id: string; readonly session: string },
): Promise<boolean> {
  const [deleted] = await storage.batch([
    { sql: "DELETE FROM identity WHERE id = ?2 AND person = ?1 RETURNING id", params: [person, id] },
    // The id is nobody's any more only when it was deleted.
    {
      sql: `DELETE FROM credential WHERE kind = 'session' AND parent = ?1 AND person = ?2 AND id <> ?3
        AND NOT EXISTS (SELECT 1 FROM identity WHERE identity.id = ?1)`,
      params: [id, person, session],
    },
  ]);
  return deleted !== undefined && deleted.length > 0;
}

/** Opens a session for the person of an account who may sign in. */
export const insertIdentitySession = (
  { issuer, subject }: Pick<Identity, "issuer" | "subject">,
  session: NewSession,
): Statement => ({
  sql: `INSERT INTO credential (hash, id, kind, parent, person, name, created, created_by, expires, device, place)
    SELECT ?3, ?4, 'session', identity.id, person.id, person.name, ?5, person.name, ?6, ?7, ?8
    FROM identity JOIN person ON person.id = identity.person
    WHERE identity.issuer = ?1 AND identity.subject = ?2 AND person.disabled IS NULL RETURNING id`,
  params: [
    issuer,
    subject,
    session.hash,
    session.id,
    session.created,
    session.expires,
    session.device,
    session.place,
  ],
});
