import { type Credential, listCredentials } from "../../storage/rows/credentials.ts";
import type { Person } from "../../storage/rows/people.ts";
import type { Actor, Context } from "../context.ts";
import { accessOf, onlyCollection, permissionsAnywhere } from "./principal.ts";
import { roleOf } from "./roles.ts";

/** A token or a browser session in lists, without its secret. */
export interface TokenSummary {
  readonly id: string;
  readonly kind: "token" | "session";
  /** Name of the program or person; of a person's token, what it is for. */
  readonly name: string;
  /** Whose it is; `null`: the environment's token. */
  readonly person: { readonly id: string; readonly kind: Person["kind"]; readonly name: string } | null;
  readonly role: string;
  /** The only collection in which it works; `null`: wherever its person may work. */
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  /** Time of last use; may be up to an hour too early. */
  readonly used: string | null;
}

/** Tokens, also expired ones, and open sessions that the actor may see; without revoked ones. */
export async function listTokens(context: Context, actor: Actor): Promise<TokenSummary[]> {
  const held = await listCredentials(context.storage, { collections: actor.collections });
  return held.map(({ credential, person }) => summaryOf(credential, person, context.now()));
}

type Shown = Pick<Credential, "id" | "kind" | "name" | "created" | "createdBy"> &
  Pick<Credential, "role" | "collection" | "expires" | "used">;

export function summaryOf(credential: Shown, person: Person | undefined, now: Date): TokenSummary {
  const { id, created, createdBy, expires, used } = credential;
  const kind = credential.kind === "session" ? "session" : "token";
  const times = { created, createdBy, expires, used };
  if (person === undefined)
    return { id, kind, name: credential.name, person: null, role: "admin", collection: null, ...times };
  const isOwnName = kind === "token" && person.kind === "person";
  const access = accessOf(person, credential, now);
  return {
    id,
    kind,
    name: isOwnName ? credential.name : person.name,
    person: { id: person.id, kind: person.kind, name: person.name },
    role: roleOf(permissionsAnywhere(access)),
    collection: credential.collection ?? onlyCollection(access) ?? null,
    ...times,
  };
}
