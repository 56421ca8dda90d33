import { useId } from "preact/hooks";
import { htmlLanguage, isLanguage, LANGUAGES, OWN_NAMES } from "../../domain/language.ts";
import { chooseLanguage, language, t } from "../i18n.ts";
import { chooseTheme, theme, THEMES } from "../settings.ts";
import { useStore } from "../store.ts";

/** The choice of the interface's language. */
export function LanguageChoice() {
  const chosen = useStore(language);
  const id = useId();
  return (
    <p class="choice">
      <label for={id}>{t("preferences.language")}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isLanguage(value)) void chooseLanguage(value);
        }}
      >
        {LANGUAGES.map((one) => (
          <option value={one} lang={htmlLanguage(one)}>
            {OWN_NAMES[one]}
          </option>
        ))}
      </select>
    </p>
  );
}

/** The choice of the theme. */
export function ThemeChoice() {
  const chosen = useStore(theme);
  const id = useId();
  return (
    <p class="choice">
      <label for={id}>{t("preferences.theme")}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => {
          const found = THEMES.find((known) => known === event.currentTarget.value);
          if (found) chooseTheme(found);
        }}
      >
        {THEMES.map((one) => (
          <option value={one}>{t(`preferences.${one}`)}</option>
        ))}
      </select>
    </p>
  );
}
