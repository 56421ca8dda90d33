import { useId } from "preact/hooks";
import { htmlLanguage, LANGUAGES } from "../../../domain/language.ts";
import { TEXT_FORMATS, traitsOf } from "../../../formats/traits.ts";
import { type Alignment, alignTexts, getCollections } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { FileField } from "../../components/file-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { languageName, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { type AlignmentInput, PASTED_FORMATS } from "./kept-alignment.ts";

const ACCEPTED = TEXT_FORMATS.flatMap((format) => traitsOf(format).extensions)
  .map((extension) => `.${extension}`)
  .join(",");

interface AlignInputProps {
  readonly input: AlignmentInput;
  readonly onInput: (input: AlignmentInput) => void;
  readonly onAligned: (found: Alignment, collection: string | undefined) => void;
}

/** The texts to align: pasted, or one file for each language. */
export function AlignInput({ input, onInput, onAligned }: AlignInputProps) {
  const { texts, files, format, collection } = input;
  const [collections] = useLoaded("collections", getCollections);
  const id = useId();
  const given = LANGUAGES.filter((language) => files[language] || (texts[language] ?? "").trim() !== "");
  const aligning = useAction(async () => {
    const sent = Object.fromEntries(
      given.map((language) => [language, files[language] ?? texts[language] ?? ""]),
    );
    onAligned(await alignTexts(sent, format, collection), collection);
  });
  return (
    <form
      class="form align-input"
      onSubmit={(event) => {
        event.preventDefault();
        aligning.run();
      }}
    >
      <p>{t("align.lead")}</p>
      <div class="concept-languages">
        {LANGUAGES.map((language) => (
          <fieldset class="card">
            <legend class="unseen">{languageName(language)}</legend>
            <p class="field">
              <label for={`${id}-${language}`}>{languageName(language)}</label>
              <textarea
                id={`${id}-${language}`}
                lang={htmlLanguage(language)}
                rows={12}
                value={texts[language] ?? ""}
                disabled={files[language] !== undefined}
                onInput={(event) =>
                  onInput({ ...input, texts: { ...texts, [language]: event.currentTarget.value } })
                }
              />
            </p>
            <FileField
              label={t("align.file")}
              accept={ACCEPTED}
              files={files[language] ? [files[language]] : []}
              onChange={([file]) => {
                const { [language]: _, ...rest } = files;
                onInput({ ...input, files: file ? { ...rest, [language]: file } : rest });
              }}
            />
          </fieldset>
        ))}
      </div>
      <div class="filters">
        <CollectionField
          label={t("align.collection")}
          value={collection}
          none={t("align.noMemory")}
          collections={collections.value ?? []}
          onChange={(one) => onInput({ ...input, collection: one })}
        />
        <ChoiceField
          label={t("align.format")}
          value={format}
          choices={PASTED_FORMATS.map((one) => ({ value: one, text: t(`format.${one}`) }))}
          onChange={(one) => onInput({ ...input, format: one ?? "text" })}
        />
      </div>
      <ProblemNotice error={aligning.error} />
      <p class="actions">
        <button class="primary" disabled={given.length < 2 || aligning.busy}>
          {t(aligning.busy ? "align.aligning" : "align.start")}
        </button>
      </p>
    </form>
  );
}
