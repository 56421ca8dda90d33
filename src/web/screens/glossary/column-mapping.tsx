import { LANGUAGES } from "../../../domain/language.ts";
import { type Role, ROLES, TERM_ROLES } from "../../../formats/glossary/column-roles.ts";
import type { GlossaryColumn } from "../../api/resources.ts";
import { languageName, t } from "../../i18n.ts";

/** Roles of the column that a person has chosen, by the column's place from 0; "" leaves the column out. */
export type ChosenRoles = Readonly<Record<number, string>>;

/** The chosen roles as the parameter `columns`; `undefined` if nothing is chosen. */
export function mappingOf(chosen: ChosenRoles): string | undefined {
  const pairs = Object.entries(chosen).map(([place, role]) => `${Number(place) + 1}=${role || "ignore"}`);
  return pairs.length === 0 ? undefined : pairs.join(",");
}

/** Roles that no person chooses: those of our own exports, and those that a language says better. */
const UNOFFERED: ReadonlySet<Role> = new Set<Role>(["more", "ignore", "source", "target"]);
const OF_ROW = ROLES.filter((role) => !UNOFFERED.has(role));
const OF_LANGUAGE = TERM_ROLES.filter((role) => role !== "term");

interface ColumnMappingProps {
  readonly columns: readonly GlossaryColumn[];
  readonly chosen: ChosenRoles;
  readonly onChange: (chosen: ChosenRoles) => void;
}

/** The first rows of a table. Above each column a person chooses what the column holds. */
export function ColumnMapping({ columns, chosen, onChange }: ColumnMappingProps) {
  const rows = columns[0]?.values.length ?? 0;
  return (
    <section class="column-mapping">
      <h4>{t("glossary.columns.title")}</h4>
      <p class="muted">{t("glossary.columns.hint")}</p>
      <div class="table-frame" tabIndex={0} role="region" aria-label={t("glossary.columns.title")}>
        <table>
          <thead>
            <tr>
              {columns.map(({ column, role }, place) => {
                const value = chosen[place] ?? (role === null || role === "ignore" ? "" : role);
                return (
                  <th scope="col">
                    <span class="column-name">{column}</span>
                    <RoleChoice
                      label={t("glossary.columns.role", { column })}
                      value={value}
                      onChange={(next) => onChange({ ...chosen, [place]: next })}
                    />
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              <tr>
                {columns.map(({ values }) => (
                  <td>{values[row]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RoleChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (role: string) => void;
}

/** The roles, grouped: terms of a language, properties of the whole row, other properties of a language. */
function RoleChoice({ label, value, onChange }: RoleChoiceProps) {
  const offered = new Set<string>([
    ...LANGUAGES,
    ...OF_ROW,
    ...LANGUAGES.flatMap((language) => OF_LANGUAGE.map((role) => `${language}.${role}`)),
  ]);
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t("glossary.columns.none")}</option>
      {value !== "" && !offered.has(value) && <option value={value}>{value}</option>}
      <optgroup label={t("glossary.columns.terms")}>
        {LANGUAGES.map((language) => (
          <option value={language}>{languageName(language)}</option>
        ))}
      </optgroup>
      <optgroup label={t("glossary.columns.row")}>
        {OF_ROW.map((role) => (
          <option value={role}>{t(`glossary.columns.roles.${role}`)}</option>
        ))}
      </optgroup>
      {LANGUAGES.map((language) => (
        <optgroup label={languageName(language)}>
          {OF_LANGUAGE.map((role) => (
            <option value={`${language}.${role}`}>
              {t("glossary.columns.ofLanguage", {
                language: languageName(language),
                role: t(`glossary.columns.roles.${role}`),
              })}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
