import { roleOf } from "../../services/access/roles.ts";
import type { Me, Permission, Person } from "../api/resources.ts";
import { t } from "../i18n.ts";

/** A role in a collection, in words. */
export const roleThere = (role: string, collection: string, titles: ReadonlyMap<string, string>): string =>
  t("people.roleThere", { role: t(`role.${role}`), collection: titles.get(collection) ?? collection });

/** Roles that the groups of a provider give, in words. @param titles of collections by id */
export const givenText = (
  roles: Person["given"][number]["roles"],
  titles: ReadonlyMap<string, string>,
): string[] =>
  roles.map(({ collection, role }) =>
    collection === null
      ? t("people.roleEverywhere", { role: t(`role.${role}`) })
      : roleThere(role, collection, titles),
  );

/** What somebody may do where, one line for each place. @param titles of collections by id */
export function accessText(
  { everywhere, collections }: Pick<Me, "everywhere" | "collections">,
  titles: ReadonlyMap<string, string>,
): string[] {
  const parts = Object.entries(collections).map(([collection, granted]: [string, readonly Permission[]]) =>
    roleThere(roleOf(granted), collection, titles),
  );
  const wide =
    everywhere.length === 0 ? [] : [t("people.roleEverywhere", { role: t(`role.${roleOf(everywhere)}`) })];
  return [...wide, ...parts];
}
