import type { Language } from "../../domain/language.ts";
import type { GivenRole, Person } from "../../storage/rows/people.ts";
import { type Permission, PERMISSIONS, permissionsOf } from "./roles.ts";

/** What somebody may do. */
export interface Access {
  /** In all collections, and in what they share. */
  readonly everywhere: readonly Permission[];
  /** By id of the collection; includes what they may do everywhere. */
  readonly there: Readonly<Record<string, readonly Permission[]>>;
}

/** Somebody whose credentials were accepted. */
export interface Principal {
  /** Id of the token or session; begins with `environment` for `POLYNYA_TOKEN`. */
  readonly id: string;
  readonly kind: "token" | "session" | "environment";
  /** Id of the person or program; absent for the environment's token. */
  readonly person?: string;
  /** Name of the person or program. */
  readonly name: string;
  readonly languages: readonly Language[];
  readonly access: Access;
  readonly bounds: Bounds;
}

/** The environment's token, or a session that it opened. It is nobody's, and may do everything. */
export const environmentPrincipal = (id: string, kind: Principal["kind"] = "environment"): Principal => ({
  ...{ id, kind, name: "environment", languages: [] },
  access: { everywhere: PERMISSIONS, there: {} },
  bounds: { role: null, collection: null },
});

/** What narrows the rights of a token below those of its person. */
export interface Bounds {
  readonly role: string | null;
  readonly collection: string | null;
}

/**
 * What a person may do by a token or session: never more than either. What providers' groups gave counts for as long as
 * it was given for.
 */
export function accessOf(
  person: Pick<Person, "role" | "roles" | "given">,
  bounds: Bounds,
  now: Date,
): Access {
  const time = now.toISOString();
  const held: readonly GivenRole[] = [
    [null, person.role ?? ""],
    ...Object.entries(person.roles),
    ...person.given.flatMap(({ roles, until }) => (until > time ? roles : [])),
  ];
  const most = bounds.role === null ? PERMISSIONS : permissionsOf(bounds.role);
  const there = (collection: string | null) => {
    const own = held.filter(([place]) => place === null || place === collection);
    const granted = new Set(own.flatMap(([, role]) => permissionsOf(role)));
    return PERMISSIONS.filter((permission) => most.includes(permission) && granted.has(permission));
  };
  if (bounds.collection !== null) {
    const own = there(bounds.collection);
    return { everywhere: [], there: own.length === 0 ? {} : { [bounds.collection]: own } };
  }
  const collections = [...new Set(held.flatMap(([place]) => place ?? []))];
  return {
    everywhere: there(null),
    there: Object.fromEntries(collections.map((collection) => [collection, there(collection)])),
  };
}

/** What somebody may do anywhere, in the order of `PERMISSIONS`. */
export function permissionsAnywhere({ everywhere, there }: Access): Permission[] {
  const granted = new Set([...everywhere, ...Object.values(there).flat()]);
  return PERMISSIONS.filter((permission) => granted.has(permission));
}

/** The only collection in which somebody may do anything; `undefined`: in none, in several, or in all. */
export function onlyCollection({ everywhere, there }: Access): string | undefined {
  const [only, another] = everywhere.length === 0 ? Object.keys(there) : [];
  return another === undefined ? only : undefined;
}

/** What somebody may do with one request. */
export interface Reach {
  readonly permissions: readonly Permission[];
  /** Ids; absent: in all collections. */
  readonly collections?: readonly string[];
}

/**
 * Where somebody has a permission, and what else they may do there.
 *
 * @param addressed id of the collection that the request is about, if it is about one
 * @returns `undefined` where they do not have it
 */
export function reachOf(
  { everywhere, there }: Access,
  permission: Permission,
  addressed: string | undefined,
): Reach | undefined {
  const own = addressed === undefined ? undefined : there[addressed];
  const isEverywhere = everywhere.includes(permission);
  if (own !== undefined && !own.includes(permission)) return undefined;
  if (isEverywhere) return { permissions: own ?? everywhere };
  // They see the collection, but may not do this there.
  if (own === undefined && addressed !== undefined && everywhere.length > 0) return undefined;
  const parts = Object.entries(there).filter(([, granted]) => granted.includes(permission));
  if (parts.length === 0) return undefined;
  const common = PERMISSIONS.filter((one) => parts.every(([, granted]) => granted.includes(one)));
  return { permissions: own ?? common, collections: parts.map(([collection]) => collection) };
}
