import { type Language, LANGUAGES } from "../../domain/language.ts";
import { languageName } from "../i18n.ts";
import { ChoiceField } from "./choice-field.tsx";

interface LanguageFieldProps {
  readonly label: string;
  readonly value: Language | undefined;
  /** The language of the other side. */
  readonly except?: Language;
  /** Shown when nothing needs to be chosen. */
  readonly none?: string;
  /** Gets `undefined` for `none`. */
  readonly onChange: (language: Language | undefined) => void;
}

export function LanguageField({ except, ...field }: LanguageFieldProps) {
  const choices = LANGUAGES.filter((language) => language !== except);
  return (
    <ChoiceField
      {...field}
      choices={choices.map((language) => ({ value: language, text: languageName(language) }))}
    />
  );
}
