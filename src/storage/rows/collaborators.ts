import type { Storage } from "../port.ts";
import { type Person, PERSON_COLUMNS, PERSON_JOINS, type PersonRow, toPerson } from "./people.ts";

/** Most people of a collection that are listed. */
const MOST = 1000;

/**
 * People with a role in a collection or in all collections who may sign in, in the order of ids.
 *
 * @param collection absent: only those with a role in all collections
 */
export async function peopleOf(storage: Storage, collection?: string): Promise<Person[]> {
  const rows = await storage.all<PersonRow>(
    `SELECT ${PERSON_COLUMNS}
     FROM (SELECT * FROM person WHERE kind = 'person' AND disabled IS NULL AND (role IS NOT NULL OR EXISTS (
       SELECT 1 FROM person_role AS there WHERE there.person = person.id AND there.collection = ?1)
       OR EXISTS (SELECT 1 FROM identity AS at WHERE at.person = person.id AND at.roles <> '[]'))
       ORDER BY id LIMIT ${MOST}) AS person
     ${PERSON_JOINS} ORDER BY person.id, person_role.collection`,
    collection ?? null,
  );
  return [...Map.groupBy(rows, ({ personId }) => personId).values()].flatMap((own) => toPerson(own) ?? []);
}
