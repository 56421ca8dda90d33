import { useId } from "preact/hooks";
import { isLanguage, type Language, LANGUAGES } from "../../../domain/language.ts";
import { Icon } from "../../components/icons.tsx";
import { languageName, t } from "../../i18n.ts";

interface DirectionChoiceProps {
  readonly source: Language;
  readonly target: Language;
  readonly onChange: (source: Language, target: Language) => void;
}

/** Source and target of the desk, in any of six directions. Choosing the language of the other side swaps the two. */
export function DirectionChoice({ source, target, onChange }: DirectionChoiceProps) {
  const id = useId();
  const options = LANGUAGES.map((language) => <option value={language}>{languageName(language)}</option>);
  return (
    <div class="direction" role="group" aria-label={t("direction.label")}>
      <label class="unseen" for={`${id}-source`}>
        {t("direction.source")}
      </label>
      <select
        id={`${id}-source`}
        value={source}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isLanguage(value)) onChange(value, value === target ? source : target);
        }}
      >
        {options}
      </select>
      <button
        type="button"
        class="quiet icon-only"
        onClick={() => onChange(target, source)}
        aria-label={t("direction.swap")}
        title={t("direction.swap")}
      >
        <Icon name="swap" />
      </button>
      <label class="unseen" for={`${id}-target`}>
        {t("direction.target")}
      </label>
      <select
        id={`${id}-target`}
        value={target}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isLanguage(value)) onChange(value === source ? target : source, value);
        }}
      >
        {options}
      </select>
    </div>
  );
}
