import { useId } from "preact/hooks";
import { isLanguage, type Language, LANGUAGES } from "../../domain/language.ts";
import { languageName } from "../i18n.ts";

interface LanguageFieldProps {
  readonly label: string;
  readonly value: Language | undefined;
  /** The language of the other side. */
  readonly except?: Language;
  /** Gets `undefined` for `none`. */
  readonly onChange: (language: Language | undefined) => void;
  /** Shown when nothing needs to be chosen. */
  readonly none?: string;
}

export function LanguageField({ label, value, except, none, onChange }: LanguageFieldProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(isLanguage(chosen) ? chosen : undefined);
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        {LANGUAGES.filter((language) => language !== except).map((language) => (
          <option value={language}>{languageName(language)}</option>
        ))}
      </select>
    </p>
  );
}
