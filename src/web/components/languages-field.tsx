import { type Language, LANGUAGES } from "../../domain/language.ts";
import { languageName, t } from "../i18n.ts";
import { CheckList } from "./check-list.tsx";

interface LanguagesFieldProps {
  readonly value: readonly Language[];
  readonly onChange: (languages: readonly Language[]) => void;
}

/** A choice of the languages that a person works with. */
export const LanguagesField = ({ value, onChange }: LanguagesFieldProps) => (
  <CheckList
    legend={t("people.languages")}
    values={LANGUAGES}
    chosen={value}
    textOf={languageName}
    onChange={onChange}
  />
);
