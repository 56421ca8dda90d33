import { type Language, LANGUAGES } from "../../domain/language.ts";
import { languageName, t } from "../i18n.ts";

interface LanguagesFieldProps {
  readonly value: readonly Language[];
  readonly onChange: (languages: readonly Language[]) => void;
}

/** A choice of the languages that a person works with. */
export function LanguagesField({ value, onChange }: LanguagesFieldProps) {
  return (
    <fieldset>
      <legend>{t("people.languages")}</legend>
      {LANGUAGES.map((language) => (
        <label key={language} class="radio">
          <input
            type="checkbox"
            checked={value.includes(language)}
            onChange={() =>
              onChange(
                LANGUAGES.filter((one) => (one === language ? !value.includes(one) : value.includes(one))),
              )
            }
          />
          {languageName(language)}
        </label>
      ))}
    </fieldset>
  );
}
