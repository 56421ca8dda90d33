import type { Language } from "../../domain/language.ts";
import { t } from "../i18n.ts";
import { LanguageField } from "./language-field.tsx";

interface DirectionFieldsProps {
  readonly source: Language;
  readonly target: Language;
  readonly onSource: (language: Language) => void;
  readonly onTarget: (language: Language) => void;
}

/** Two fields for the direction: source language and target language. */
export function DirectionFields({ source, target, onSource, onTarget }: DirectionFieldsProps) {
  return (
    <>
      <LanguageField
        label={t("direction.source")}
        value={source}
        except={target}
        onChange={(language) => language && onSource(language)}
      />
      <LanguageField
        label={t("direction.target")}
        value={target}
        except={source}
        onChange={(language) => language && onTarget(language)}
      />
    </>
  );
}
