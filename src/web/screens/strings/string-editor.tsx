import { useId, useState } from "preact/hooks";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import { patchUnit, type UnitView } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatNumber, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";
import {
  categoriesOf,
  type Category,
  missingIn,
  needs,
  preview,
  type StringKey,
  variablesOf,
} from "./string-keys.ts";

interface StringEditorProps {
  readonly string: StringKey;
  readonly languages: readonly Language[];
  readonly onSaved: (unit: UnitView) => void;
}

/** One key in all languages, with a field for each plural category of each language. */
export function StringEditor({ string, languages, onSaved }: StringEditorProps) {
  const missing = missingIn(string, languages);
  return (
    <li class="card string">
      <h2>
        <code>{string.name}</code>
        {string.ordinal && <span class="muted"> {t("strings.ordinal")}</span>}
        {missing.map((language) => (
          <span class="badge warning">{t("strings.missingIn", { language: languageName(language) })}</span>
        ))}
      </h2>
      <div class="side-by-side">
        {languages.map((language) => (
          <div class="string-language">
            {string.units
              .filter(({ category }) => needs(language, category, string.ordinal))
              .map(({ category, unit }) => (
                <Box
                  key={unit.id}
                  unit={unit}
                  language={language}
                  category={category}
                  ordinal={string.ordinal}
                  onSaved={onSaved}
                />
              ))}
          </div>
        ))}
      </div>
    </li>
  );
}

interface BoxProps {
  readonly unit: UnitView;
  readonly language: Language;
  readonly category: Category | undefined;
  readonly ordinal: boolean;
  readonly onSaved: (unit: UnitView) => void;
}

function Box({ unit, language, category, ordinal, onSaved }: BoxProps) {
  const variant = unit.variants[language];
  const stored = variant?.text ?? "";
  const [text, setText] = useState<string>();
  const mayTranslate = useMay("translate");
  const id = useId();
  const current = text ?? stored;
  const numbers = category === undefined ? [] : (categoriesOf(language, ordinal).get(category) ?? []);
  const saving = useAction(async () => {
    const answer = await patchUnit(unit.id, unit.version, {
      variants: { [language]: { text: current, state: "translated" } },
    });
    setText(undefined);
    onSaved(answer);
    announce(t("save.done"));
  });
  const samples = Object.fromEntries(
    variablesOf(current).map((name) => [
      name,
      name === "count" ? formatNumber(numbers.find((number) => number > 0) ?? 5) : `‹${name}›`,
    ]),
  );
  const isChanged = text !== undefined && text !== stored;
  const hasVariables = Object.keys(samples).length > 0;
  return (
    <form
      class="string-box"
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <label for={id}>
        {languageName(language)}
        {category !== undefined && (
          <>
            {" · "}
            {t(`plural.${category}`)} <span class="muted">({numbers.map(formatNumber).join("; ")})</span>
          </>
        )}
      </label>
      <textarea
        id={id}
        lang={htmlLanguage(language)}
        rows={Math.min(6, 1 + Math.floor(current.length / 40))}
        value={current}
        readOnly={!mayTranslate}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
            event.preventDefault();
            if (isChanged) saving.run();
          }
        }}
      />
      {hasVariables && (
        <p class="muted">
          {t("strings.preview")} <ShownText language={language} content={preview(current, samples)} />
        </p>
      )}
      {isChanged && (
        <p class="actions">
          <button class="primary" disabled={saving.busy || current === ""}>
            {t("strings.save")}
          </button>
          <button type="button" onClick={() => setText(undefined)}>
            {t("cancel")}
          </button>
        </p>
      )}
      <ProblemNotice error={saving.error} />
    </form>
  );
}
