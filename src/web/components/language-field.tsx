import { type Language, LANGUAGES } from "../../domain/language.ts";
import { languageName } from "../i18n.ts";
import { ChoiceField } from "./choice-field.tsx";

interface LanguageFieldProps {
  readonly label: string;
  readonly value: Language | undefined;
  /** A language that is not offered: that of the other side. */
  readonly except?: Language;
  /** Text of the empty choice; without it something is always chosen. */
  readonly none?: string;
  /** Gets `undefined` for `none`. */
  readonly onChange: (language: Language | undefined) => void;
}

/** A choice of one language. */
export function LanguageField({ except, ...field }: LanguageFieldProps) {
  const choices = LANGUAGES.filter((language) => language !== except);
  return (
    <ChoiceField
      {...field}
      choices={choices.map((language) => ({ value: language, text: languageName(language) }))}
    />
  );
}
