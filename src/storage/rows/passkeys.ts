import { type Statement, type Storage, violates } from "../port.ts";
import type { NewSession } from "./credentials.ts";
import type { RecoveryCodeCount } from "./recovery-codes.ts";

/** A passkey by which a person signs in. Times are ISO 8601, UTC, unless said. */
export interface Passkey {
  /** The authenticator's own name for the key, base64url. */
  readonly credential: string;
  readonly id: string;
  /** Id. */
  readonly person: string;
  /** What the person calls the device. */
  readonly name: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** How often the authenticator has signed, by its own count. */
  readonly counter: number;
  /** How the browser reaches the authenticator. */
  readonly transports: readonly string[];
  /** Host for which it was made. */
  readonly host: string;
  /** Whether it is kept beyond the one device. */
  readonly synced: boolean;
  /** When the challenge was made that it signed last, in milliseconds since 1970. */
  readonly challenged: number;
  readonly created: string;
  readonly used: string | null;
}

type Row = Omit<Passkey, "transports" | "synced"> & { readonly transports: string; readonly synced: number };

const COLUMNS = `passkey.credential, passkey.id, passkey.person, passkey.name, passkey.public_key AS "publicKey",
  passkey.counter, passkey.transports, passkey.host, passkey.synced, passkey.challenged, passkey.created, passkey.used`;

const toPasskey = (row: Row): Passkey => ({
  ...row,
  transports: JSON.parse(row.transports) as string[],
  synced: row.synced === 1,
});

/** @param credential the authenticator's own name for the key */
export async function findPasskey(storage: Storage, credential: string): Promise<Passkey | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM passkey WHERE credential = ?1`, credential);
  return row && toPasskey(row);
}

/** The passkeys of a person, oldest first. */
export async function passkeysOf(storage: Storage, person: string): Promise<Passkey[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM passkey WHERE person = ?1 ORDER BY created, id`,
    person,
  );
  return rows.map(toPasskey);
}

/** Stores a new passkey, if its person is there. Fails (`isKnownPasskey`) when somebody has it already. */
export const insertPasskey = (passkey: Passkey): Statement => ({
  sql: `INSERT INTO passkey (credential, id, person, name, public_key, counter, transports, host, synced, challenged, created)
    SELECT ?1, ?2, person.id, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM person WHERE person.id = ?3`,
  params: [
    passkey.credential,
    passkey.id,
    passkey.person,
    passkey.name,
    passkey.publicKey,
    passkey.counter,
    JSON.stringify(passkey.transports),
    passkey.host,
    passkey.synced ? 1 : 0,
    passkey.challenged,
    passkey.created,
  ],
});

/** True when a batch failed because the passkey belongs to somebody already. */
export const isKnownPasskey = (error: unknown): boolean => violates(error, "passkey", "credential");

/** Gives a passkey of a person another name. @returns true when there is one */
export async function renamePasskey(
  storage: Storage,
  { person, id, name }: Pick<Passkey, "person" | "id" | "name">,
): Promise<boolean> {
  const [renamed] = await storage.batch([
    {
      sql: "UPDATE passkey SET name = ?3 WHERE id = ?2 AND person = ?1 RETURNING id",
      params: [person, id, name],
    },
  ]);
  return renamed !== undefined && renamed.length > 0;
}

/**
 * Takes a passkey from a person, and ends the sessions that it opened.
 *
 * @param session id of the session that goes on
 * @returns true when there was one
 */
export async function deletePasskey(
  storage: Storage,
  { person, id, session }: Pick<Passkey, "person" | "id"> & { readonly session: string },
): Promise<boolean> {
  const [deleted] = await storage.batch([
    { sql: "DELETE FROM passkey WHERE id = ?2 AND person = ?1 RETURNING id", params: [person, id] },
    // The id is nobody's any more only when it was deleted.
    {
      sql: `DELETE FROM credential WHERE kind = 'session' AND parent = ?1 AND person = ?2 AND id <> ?3
        AND NOT EXISTS (SELECT 1 FROM passkey WHERE passkey.id = ?1)`,
      params: [id, person, session],
    },
  ]);
  return deleted !== undefined && deleted.length > 0;
}

/**
 * Opens a session for the person of a passkey who may sign in, and records what was signed. Where two requests bring what
 * was signed for the same challenge, only the first opens one.
 *
 * @param signed the passkey as it is after it has signed
 */
export const openWithPasskey = (signed: Passkey, session: NewSession): readonly [Statement, Statement] => [
  {
    sql: `INSERT INTO credential (hash, id, kind, parent, person, name, created, created_by, expires, device, place)
      SELECT ?3, ?4, 'session', passkey.id, person.id, person.name, ?5, person.name, ?6, ?7, ?8
      FROM passkey JOIN person ON person.id = passkey.person
      WHERE passkey.credential = ?1 AND passkey.challenged < ?2 AND person.disabled IS NULL RETURNING id`,
    params: [
      signed.credential,
      signed.challenged,
      session.hash,
      session.id,
      session.created,
      session.expires,
      session.device,
      session.place,
    ],
  },
  {
    sql: `UPDATE passkey SET counter = ?3, synced = ?4, used = ?5, challenged = ?2
      WHERE credential = ?1 AND challenged < ?2 AND EXISTS (SELECT 1 FROM credential WHERE hash = ?6)`,
    params: [
      signed.credential,
      signed.challenged,
      signed.counter,
      signed.synced ? 1 : 0,
      session.created,
      session.hash,
    ],
  },
];

/** How many ways a person has to sign in by themselves. */
export interface WaysIn {
  readonly passkeys: number;
  readonly identities: number;
  /** Recovery codes that were not used. */
  readonly codes: RecoveryCodeCount["left"];
}

/** Counts the ways in which a person can sign in without an administrator. */
export async function countWaysIn(storage: Storage, person: string): Promise<WaysIn> {
  const [row] = await storage.all<WaysIn>(
    `SELECT (SELECT count(*) FROM passkey WHERE person = ?1) AS "passkeys",
       (SELECT count(*) FROM identity WHERE person = ?1) AS "identities",
       (SELECT count(*) FROM recovery_code WHERE person = ?1 AND used IS NULL) AS "codes"`,
    person,
  );
  return row ?? { passkeys: 0, identities: 0, codes: 0 };
}
