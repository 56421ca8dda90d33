import { ROLES } from "../../../services/access/roles.ts";
import type { Collection, Role } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { t } from "../../i18n.ts";

/** Roles of somebody: in all collections, and in single ones. */
export interface Roles {
  readonly role: Role | undefined;
  /** By id of the collection, in the order in which they were added. */
  readonly roles: readonly (readonly [collection: string, role: Role])[];
}

interface RolesFieldProps {
  readonly value: Roles;
  readonly collections: readonly Collection[];
  readonly onChange: (value: Roles) => void;
}

/** A choice of roles: one in all collections, and one in each of some collections. */
export function RolesField({ value, collections, onChange }: RolesFieldProps) {
  const { role, roles } = value;
  const choices = ROLES.filter((one) => one !== "agent").map((one) => ({
    value: one,
    text: t(`role.${one}`),
  }));
  const free = collections.filter(({ id }) => roles.every(([collection]) => collection !== id));
  const [next] = free;
  const changeAt = (at: number, entry: readonly [string, Role] | undefined) =>
    onChange({
      role,
      roles: roles.flatMap((one, index) => (index === at ? (entry === undefined ? [] : [entry]) : [one])),
    });
  return (
    <fieldset class="roles">
      <legend>{t("people.roles")}</legend>
      <ChoiceField
        label={t("people.everywhere")}
        value={role}
        choices={choices}
        none={t("people.noRole")}
        onChange={(chosen) => onChange({ role: chosen, roles })}
      />
      {roles.map(([collection, there], at) => (
        <div key={collection} class="role">
          <CollectionField
            label={t("admin.collection")}
            value={collection}
            collections={collections.filter(
              ({ id }) => id === collection || free.some((one) => one.id === id),
            )}
            onChange={(chosen) => chosen !== undefined && changeAt(at, [chosen, there])}
          />
          <ChoiceField
            label={t("people.role")}
            value={there}
            choices={choices}
            onChange={(chosen) => chosen !== undefined && changeAt(at, [collection, chosen])}
          />
          <button type="button" class="quiet" onClick={() => changeAt(at, undefined)}>
            {t("people.removeRole")}
          </button>
        </div>
      ))}
      {next && (
        <p>
          <button
            type="button"
            class="quiet"
            onClick={() => onChange({ role, roles: [...roles, [next.id, "translator"]] })}
          >
            {t("people.addRole")}
          </button>
        </p>
      )}
    </fieldset>
  );
}
