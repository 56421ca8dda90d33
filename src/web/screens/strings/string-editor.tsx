import { useId } from "preact/hooks";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import { plainText } from "../../../domain/segment.ts";
import type { UnitView } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatNumber, languageName, t } from "../../i18n.ts";
import { type Draft, draftKey } from "../../saving/drafts.ts";
import { draftOf, draftTurn, dropDraft, keepText, save, saves } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { ConflictView } from "../translate/conflict-view.tsx";
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
}

/** One key in all languages, with a field for each plural category of each language. */
export function StringEditor({ string, languages }: StringEditorProps) {
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
                <StringBox
                  key={unit.id}
                  unit={unit}
                  language={language}
                  category={category}
                  ordinal={string.ordinal}
                />
              ))}
          </div>
        ))}
      </div>
    </li>
  );
}

interface StringBoxProps {
  readonly unit: UnitView;
  readonly language: Language;
  readonly category: Category | undefined;
  readonly ordinal: boolean;
}

/** One text of a key. What is typed is a draft of its unit, as at the desk, until it is saved. */
function StringBox({ unit, language, category, ordinal }: StringBoxProps) {
  const stored = unit.variants[language]?.text ?? "";
  useStore(draftTurn);
  const draft = draftOf(unit.id, language);
  const saving = useStore(saves).get(draftKey(unit.id, language));
  const mayTranslate = useMay("translate");
  const id = useId();
  const current = draft ? plainText(draft.content) : stored;
  const numbers = category === undefined ? [] : (categoriesOf(language, ordinal).get(category) ?? []);
  const type = (text: string) =>
    keepText(unit, language, text === stored ? (unit.variants[language]?.content ?? []) : [text]);
  const submit = () => {
    if (draft && current !== "") void saveString(draft);
  };
  return (
    <form
      class="string-box"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
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
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
            event.preventDefault();
            submit();
          }
        }}
      />
      <Preview text={current} numbers={numbers} language={language} />
      {saving?.is === "conflict" ? (
        <ConflictView
          unit={unit}
          document={unit.document}
          source={undefined}
          target={language}
          collision={saving.collision}
          mine={draft?.content ?? []}
          onResolved={() => undefined}
        />
      ) : (
        draft && (
          <p class="actions">
            <button class="primary" disabled={saving?.is === "saving" || current === ""}>
              {t("strings.save")}
            </button>
            <button type="button" onClick={() => dropDraft(unit.id, language)}>
              {t("cancel")}
            </button>
            {saving && <span class={`save-mark ${saving.is}`}>{t(`save.mark.${saving.is}`)}</span>}
          </p>
        )
      )}
      <ProblemNotice error={saving?.is === "refused" ? saving.error : undefined} />
    </form>
  );
}

/** Saves a text of a string as a translation. */
export const saveString = (draft: Draft): Promise<void> =>
  save({ ...draft, wanted: { state: "translated" } });

interface PreviewProps {
  readonly text: string;
  /** Sample numbers of the plural category. */
  readonly numbers: readonly number[];
  readonly language: Language;
}

/** The text with samples in place of its variables; nothing without variables. */
function Preview({ text, numbers, language }: PreviewProps) {
  const names = variablesOf(text);
  if (names.length === 0) return null;
  const samples = Object.fromEntries(
    names.map((name) => [
      name,
      name === "count" ? formatNumber(numbers.find((number) => number > 0) ?? 5) : `‹${name}›`,
    ]),
  );
  return (
    <p class="muted">
      {t("strings.preview")} <ShownText language={language} content={preview(text, samples)} />
    </p>
  );
}
