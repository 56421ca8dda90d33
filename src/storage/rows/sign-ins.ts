import type { Statement, Storage } from "../port.ts";

/** How somebody signed in. */
export type WayIn = "link" | "code" | "token" | "provider" | "passkey";

/** An entry of the journal of sign-ins. */
export interface StoredSignIn {
  readonly n: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Id; `null`: the token of the environment. */
  readonly person: string | null;
  readonly name: string;
  readonly way: WayIn;
  /** Name of the provider in the settings. */
  readonly provider: string | null;
  readonly device: string | null;
  readonly place: string | null;
}

/** Records the sign-in that opened a session; nothing when no such session was opened. @param session its hash */
export const recordSignIn = (session: string, way: WayIn, provider: string | null = null): Statement => ({
  sql: `INSERT INTO sign_in (time, person, name, way, provider, device, place)
    SELECT credential.created, credential.person, coalesce(person.name, credential.name), ?2, ?3, credential.device,
      credential.place
    FROM credential LEFT JOIN person ON person.id = credential.person
    WHERE credential.hash = ?1 AND credential.kind = 'session'`,
  params: [session, way, provider],
});

/** Deletes the entries before a time. */
export const forgetSignIns = (before: string): Statement => ({
  sql: "DELETE FROM sign_in WHERE time < ?1",
  params: [before],
});

/** At most `limit` entries before the number `before`, newest first. */
export const signInsBefore = (
  storage: Storage,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<StoredSignIn[]> =>
  storage.all<StoredSignIn>(
    `SELECT n, time, person, coalesce((SELECT person.name FROM person WHERE person.id = sign_in.person), name) AS name,
       way, provider, device, place
     FROM sign_in WHERE n < ?1 ORDER BY n DESC LIMIT ?2`,
    before,
    limit,
  );
