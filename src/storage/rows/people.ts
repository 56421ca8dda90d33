import type { Language } from "../../domain/language.ts";
import { type Statement, type Storage, violates } from "../port.ts";

/** A person or a program, with roles. Times are ISO 8601, UTC. */
export interface Person {
  readonly id: string;
  readonly kind: "person" | "program";
  readonly name: string;
  readonly languages: readonly Language[];
  /** In all collections; `null`: only in those of `roles`. */
  readonly role: string | null;
  /** By id of the collection. */
  readonly roles: Readonly<Record<string, string>>;
  /** What providers' groups add. */
  readonly given: readonly GivenRoles[];
  readonly version: number;
  readonly disabled: string | null;
  readonly created: string;
  readonly createdBy: string;
}

/** A role in a collection, or in all collections. */
export type GivenRole = readonly [collection: string | null, role: string];

/** Roles that a provider gave at the last sign-in by one of its accounts. */
export interface GivenRoles {
  /** Id of the account. */
  readonly identity: string;
  /** Name of the provider in the settings. */
  readonly provider: string;
  readonly roles: readonly GivenRole[];
  /** They count until then. */
  readonly until: string;
}

/** A person in lists. */
export interface ListedPerson extends Person {
  /** Last use of a token or session; `null`: none is open. */
  readonly used: string | null;
  /** Number of open tokens and sessions. */
  readonly credentials: number;
}

/** SQL for the present name of who wrote a row; the name that the row has if the person is not known. */
export const presentName = (table: string): string =>
  `coalesce((SELECT person.name FROM person WHERE person.id = ${table}.person), ${table}.author)`;

/** Columns of a person, one of their roles and one of their accounts; a person with several has several rows. */
export const PERSON_COLUMNS = `person.id AS "personId", person.kind AS "personKind", person.name AS "personName",
  person.languages, person.role AS "personRole", person.version, person.disabled, person.created AS "personCreated",
  person.created_by AS "personCreatedBy", person_role.collection AS "roleCollection", person_role.role AS "roleThere",
  identity.id AS identity, identity.provider, identity.roles AS "givenRoles", identity.until`;

/** The tables of these columns besides `person`. */
export const PERSON_JOINS = `LEFT JOIN person_role ON person_role.person = person.id
  LEFT JOIN identity ON identity.person = person.id`;

export interface PersonRow {
  personId: string;
  personKind: "person" | "program";
  personName: string;
  languages: string;
  personRole: string | null;
  version: number;
  disabled: string | null;
  personCreated: string;
  personCreatedBy: string;
  roleCollection: string | null;
  roleThere: string | null;
  identity: string | null;
  provider: string | null;
  givenRoles: string | null;
  until: string | null;
}

/** Makes a person of all of their rows. */
export function toPerson(rows: readonly PersonRow[]): Person | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  const roles = rows.flatMap(({ roleCollection, roleThere }) =>
    roleCollection === null || roleThere === null ? [] : [[roleCollection, roleThere] as const],
  );
  return {
    id: row.personId,
    kind: row.personKind,
    name: row.personName,
    languages: JSON.parse(row.languages) as Language[],
    role: row.personRole,
    roles: Object.fromEntries(roles),
    given: givenIn(rows),
    version: row.version,
    disabled: row.disabled,
    created: row.personCreated,
    createdBy: row.personCreatedBy,
  };
}

function givenIn(rows: readonly PersonRow[]): GivenRoles[] {
  const found = new Map<string, GivenRoles>();
  for (const { identity, provider, givenRoles, until } of rows) {
    if (identity === null || found.has(identity)) continue;
    const roles = JSON.parse(givenRoles ?? "[]") as GivenRole[];
    found.set(identity, { identity, provider: provider ?? "", roles, until: until ?? "" });
  }
  return [...found.values()];
}

export async function findPerson(storage: Storage, id: string): Promise<Person | undefined> {
  return toPerson(
    await storage.all<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM person ${PERSON_JOINS} WHERE person.id = ?1`,
      id,
    ),
  );
}

/** At most `limit` persons or programs with ids greater than `after`, in the order of ids. */
export async function peopleAfter(
  storage: Storage,
  { kind, after, limit }: { readonly kind: Person["kind"]; readonly after: string; readonly limit: number },
): Promise<ListedPerson[]> {
  const rows = await storage.all<PersonRow & { used: string | null; credentials: number }>(
    `SELECT ${PERSON_COLUMNS},
       (SELECT max(coalesce(used, created)) FROM credential WHERE credential.person = person.id AND kind <> 'link') AS used,
       (SELECT count(*) FROM credential WHERE credential.person = person.id AND kind <> 'link' AND revoked IS NULL) AS credentials
     FROM (SELECT * FROM person WHERE kind = ?1 AND id > ?2 ORDER BY id LIMIT ?3) AS person
     ${PERSON_JOINS} ORDER BY person.id, person_role.collection`,
    kind,
    after,
    limit,
  );
  return [...Map.groupBy(rows, ({ personId }) => personId).values()].flatMap((own) => {
    const person = toPerson(own);
    const [first] = own;
    return person && first ? [{ ...person, used: first.used, credentials: first.credentials }] : [];
  });
}

/** Stores a new person or program. */
export const insertPerson = (person: Omit<Person, "given">): Statement[] => [
  {
    sql: `INSERT INTO person (id, kind, name, languages, role, version, created, created_by)
      VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)`,
    params: [
      person.id,
      person.kind,
      person.name,
      JSON.stringify(person.languages),
      person.role,
      person.created,
      person.createdBy,
    ],
  },
  ...insertRoles(person),
];

/** Changes a person. Fails (`isStalePerson`) when somebody else has changed the version that is given. */
export const updatePerson = (person: Person): Statement[] => [
  {
    sql: `UPDATE person SET name = ?3, languages = ?4, role = ?5, disabled = ?6,
        version = CASE WHEN version = ?2 THEN version + 1 END WHERE id = ?1`,
    params: [
      person.id,
      person.version,
      person.name,
      JSON.stringify(person.languages),
      person.role,
      person.disabled,
    ],
  },
  { sql: "DELETE FROM person_role WHERE person = ?1", params: [person.id] },
  ...insertRoles(person),
];

/** True when a batch failed because somebody else changed the person first. */
export const isStalePerson = (error: unknown): boolean => violates(error, "person", "version");

/** Roles by collection; those of collections that are gone are left out. */
const insertRoles = ({ id, roles }: Pick<Person, "id" | "roles">): Statement[] =>
  Object.keys(roles).length === 0
    ? []
    : [
        {
          sql: `INSERT INTO person_role (person, collection, role)
            SELECT ?1, collection.id, wanted.value->>1 FROM json_each(?2) AS wanted
            JOIN collection ON collection.id = wanted.value->>0 WHERE true ON CONFLICT DO NOTHING`,
          params: [id, JSON.stringify(Object.entries(roles))],
        },
      ];
