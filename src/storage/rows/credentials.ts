import type { Statement, Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { type Person, PERSON_COLUMNS, PERSON_JOINS, type PersonRow, toPerson } from "./people.ts";

export type CredentialKind = "token" | "session" | "link";

/** A row of `credential`. Only a hash of the secret is stored. Times are ISO 8601, UTC. */
export interface Credential {
  readonly hash: string;
  readonly id: string;
  readonly kind: CredentialKind;
  /** Id of the token or link that a session came from. */
  readonly parent: string | null;
  /** Id; `null`: a link that makes an account, or a session of the environment's token. */
  readonly person: string | null;
  /** Of a token, what it is for; of a link that makes an account, the person's. */
  readonly name: string;
  /** `null`: everything that the person may do; of a link that makes an account, the role in all collections. */
  readonly role: string | null;
  /** The only collection in which it works; `null`: wherever the person may work. */
  readonly collection: string | null;
  /** Of a link that makes an account: collections with roles. */
  readonly roles: readonly (readonly [collection: string, role: string])[] | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  readonly revoked: string | null;
  readonly used: string | null;
  /** Of a session: browser and system. */
  readonly device: string | null;
  /** Of a session: the country as the platform names it. */
  readonly place: string | null;
}

/** A new credential; what is left out is `null`. */
export type NewCredential = Pick<Credential, "hash" | "id" | "kind" | "name" | "created" | "createdBy"> &
  Partial<Omit<Credential, "revoked" | "used">>;

const COLUMNS = `credential.hash, credential.id, credential.kind, credential.parent, credential.person, credential.name,
  credential.role, credential.collection, credential.roles, credential.created, credential.created_by AS "createdBy",
  credential.expires, credential.revoked, credential.used, credential.device, credential.place`;

const WITH_PERSON = `LEFT JOIN person ON person.id = credential.person ${PERSON_JOINS}`;

type Row = Omit<Credential, "roles"> & { readonly roles: string | null };

/** A credential, and the person or program that it belongs to. */
export interface Held {
  readonly credential: Credential;
  /** Absent: a link that makes an account, or a session of the environment's token. */
  readonly person?: Person;
}

export function insertCredential(credential: NewCredential): Statement {
  const { hash, id, kind, parent, person, name, role, collection, roles, created, createdBy, expires } =
    credential;
  return {
    sql: `INSERT INTO credential (hash, id, kind, parent, person, name, role, collection, roles, created, created_by, expires,
        device, place)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)`,
    params: [
      hash,
      id,
      kind,
      parent ?? null,
      person ?? null,
      name,
      role ?? null,
      collection ?? null,
      roles ? JSON.stringify(roles) : null,
      created,
      createdBy,
      expires ?? null,
      credential.device ?? null,
      credential.place ?? null,
    ],
  };
}

export async function findCredential(storage: Storage, hash: string): Promise<Held | undefined> {
  const rows = await storage.all<Row & PersonRow>(
    `SELECT ${COLUMNS}, ${PERSON_COLUMNS} FROM credential ${WITH_PERSON} WHERE credential.hash = ?1`,
    hash,
  );
  return toHeld(rows);
}

function toHeld(rows: readonly (Row & PersonRow)[]): Held | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  const { hash, id, kind, parent, person, name, role, collection, created, createdBy } = row;
  const { expires, revoked, used, device, place } = row;
  const roles = row.roles === null ? null : (JSON.parse(row.roles) as [string, string][]);
  const credential: Credential = {
    ...{ hash, id, kind, parent, person, name, role, collection, roles, created, createdBy },
    ...{ expires, revoked, used, device, place },
  };
  const holder = person === null ? undefined : toPerson(rows);
  return { credential, ...(holder === undefined ? {} : { person: holder }) };
}

/** SQL: true for what belongs to the collections in the JSON list of parameter `at`, or if that is NULL. */
const isOfThese = (at: number): string => `(${isAmong("credential.collection", at)}
  OR EXISTS (SELECT 1 FROM person AS holder JOIN person_role AS part ON part.person = holder.id
    WHERE holder.id = credential.person AND holder.role IS NULL
      AND NOT EXISTS (SELECT 1 FROM person_role AS other WHERE other.person = holder.id
        AND other.collection NOT IN (SELECT atom FROM json_each(COALESCE(?${at}, '[]'))))
      AND NOT EXISTS (SELECT 1 FROM identity WHERE identity.person = holder.id AND identity.roles <> '[]')))`;

/** Selects credentials that were not revoked. */
export interface CredentialFilter {
  /** Links that make accounts, or else tokens and sessions. */
  readonly links?: boolean;
  /** Ids: what belongs to these alone. `undefined`: to all collections. */
  readonly collections?: readonly string[] | undefined;
  /** Id of the one person. */
  readonly person?: string;
}

/** Credentials that were not revoked, newest first. */
export async function listCredentials(
  storage: Storage,
  { links = false, collections, person }: CredentialFilter,
): Promise<Held[]> {
  const rows = await storage.all<Row & PersonRow>(
    `SELECT ${COLUMNS}, ${PERSON_COLUMNS} FROM credential ${WITH_PERSON}
      WHERE ${links ? "credential.kind = 'link' AND credential.person IS NULL" : "credential.kind <> 'link'"}
        AND credential.revoked IS NULL AND (CAST(?2 AS TEXT) IS NULL OR credential.person = ?2) AND ${isOfThese(1)}
      ORDER BY credential.created DESC, credential.id, person_role.collection`,
    idList(collections),
    person ?? null,
  );
  const groups = Map.groupBy(rows, ({ hash }) => hash);
  return [...groups.values()].flatMap((group) => toHeld(group) ?? []);
}

/**
 * Revokes a token or session, and deletes the sessions that the token opened.
 *
 * @param whose of which collections, and of which person; others are not revoked
 * @returns true when there was one to revoke
 */
export async function revokeCredential(
  storage: Storage,
  id: string,
  whose: Pick<CredentialFilter, "collections" | "person">,
  now: string,
): Promise<boolean> {
  const [revoked] = await storage.batch([
    {
      sql: `UPDATE credential SET revoked = ?2
        WHERE id = ?1 AND kind <> 'link' AND revoked IS NULL AND (CAST(?4 AS TEXT) IS NULL OR person = ?4)
          AND ${isOfThese(3)} RETURNING id`,
      params: [id, now, idList(whose.collections), whose.person ?? null],
    },
    {
      sql: `DELETE FROM credential WHERE kind = 'session' AND parent = ?1
        AND EXISTS (SELECT 1 FROM credential AS token WHERE token.id = ?1 AND token.revoked IS NOT NULL)`,
      params: [id],
    },
  ]);
  return revoked !== undefined && revoked.length > 0;
}

/** Takes back a link that makes an account. @returns true when there was one */
export async function deleteInvitation(storage: Storage, id: string): Promise<boolean> {
  const [deleted] = await storage.batch([
    {
      sql: "DELETE FROM credential WHERE id = ?1 AND kind = 'link' AND person IS NULL RETURNING id",
      params: [id],
    },
  ]);
  return deleted !== undefined && deleted.length > 0;
}

/** A session that is about to be opened. */
export type NewSession = Pick<Credential, "hash" | "id" | "created" | "expires" | "device" | "place">;

/** The account that a link makes. */
export interface NewAccount {
  readonly id: string;
  /** `null`: as in the link. */
  readonly name: string | null;
  readonly languages: readonly string[];
}

/**
 * Replaces a sign-in link by a session in one step, so that a link opens only one session even when two requests use it
 * at the same time. A link that belongs to nobody makes the account first.
 *
 * @param link hash of the link's secret
 * @param more what is written with it, after the session
 * @returns true when the link was valid
 */
export async function redeemLink(
  storage: Storage,
  link: string,
  session: NewSession,
  account: NewAccount,
  more: readonly Statement[],
): Promise<boolean> {
  const valid = "credential.hash = ?1 AND credential.kind = 'link' AND credential.expires > ?2";
  const [, , opened] = await storage.batch([
    {
      sql: `INSERT INTO person (id, kind, name, languages, role, version, created, created_by)
        SELECT ?3, 'person', coalesce(CAST(?4 AS TEXT), name), ?5, role, 1, ?2, created_by FROM credential
        WHERE ${valid} AND person IS NULL`,
      params: [link, session.created, account.id, account.name, JSON.stringify(account.languages)],
    },
    {
      sql: `INSERT INTO person_role (person, collection, role)
        SELECT ?3, collection.id, wanted.value->>1 FROM credential
        CROSS JOIN json_each(coalesce(credential.roles, '[]')) AS wanted
        JOIN collection ON collection.id = wanted.value->>0
        WHERE ${valid} AND credential.person IS NULL`,
      params: [link, session.created, account.id],
    },
    {
      sql: `INSERT INTO credential (hash, id, kind, parent, person, name, created, created_by, expires, device, place)
        SELECT ?3, ?4, 'session', id, coalesce(person, ?5), name, ?2, created_by, ?6, ?7, ?8 FROM credential
        WHERE ${valid} RETURNING id`,
      params: [
        link,
        session.created,
        session.hash,
        session.id,
        account.id,
        session.expires,
        session.device,
        session.place,
      ],
    },
    ...more,
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

/** True when an open session of this person who may sign in has this id. */
export async function isOpenSession(
  storage: Storage,
  { id, person, now }: { readonly id: string; readonly person: string; readonly now: string },
): Promise<boolean> {
  const rows = await storage.all(
    `SELECT 1 FROM credential JOIN person ON person.id = credential.person
      WHERE credential.id = ?1 AND credential.person = ?2 AND credential.kind = 'session'
        AND credential.revoked IS NULL AND credential.expires > ?3 AND person.disabled IS NULL`,
    id,
    person,
    now,
  );
  return rows.length > 0;
}

/** True while there is no token and no session, so that the first person may sign in. */
export async function nobodyYet(storage: Storage): Promise<boolean> {
  const rows = await storage.all("SELECT 1 FROM credential WHERE kind IN ('token', 'session') LIMIT 1");
  return rows.length === 0;
}
