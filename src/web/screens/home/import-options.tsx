import { useId } from "preact/hooks";
import { OPTIONAL_TEXTS } from "../../../formats/traits.ts";
import { CONFLICT_POLICIES, SKIPS } from "../../../domain/import.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { t } from "../../i18n.ts";
import { type ImportForm, takesOptionalTexts } from "./import-form.ts";

interface ImportOptionsProps {
  readonly form: ImportForm;
  /** Whether the file becomes a new document; else it is pushed into one that exists. */
  readonly isNew: boolean;
  readonly onChange: (change: Partial<ImportForm>) => void;
}

/** Options of an import that are rarely needed: languages, and the namespace or the conflict policy. */
export function ImportOptions({ form, isNew, onChange }: ImportOptionsProps) {
  const id = useId();
  return (
    <details>
      <summary>{t("import.options")}</summary>
      <div class="form">
        <LanguageField
          label={t("import.source")}
          value={form.source}
          none={t("import.asFile")}
          onChange={(source) => onChange({ source })}
        />
        <LanguageField
          label={t("import.target")}
          value={form.target}
          none={t("import.asFile")}
          onChange={(target) => onChange({ target })}
        />
        {takesOptionalTexts(form.file) && <OptionalTexts form={form} onChange={onChange} />}
        <LeftOut form={form} onChange={onChange} />
        {isNew ? (
          <p>
            <label for={`${id}-namespace`}>{t("import.namespace")}</label>
            <input
              id={`${id}-namespace`}
              value={form.namespace}
              maxLength={128}
              aria-describedby={`${id}-namespace-hint`}
              onChange={(event) => onChange({ namespace: event.currentTarget.value })}
            />
            <span id={`${id}-namespace-hint`} class="muted">
              {t("import.namespaceHint")}
            </span>
          </p>
        ) : (
          <>
            <ChoiceField
              label={t("import.onConflict")}
              value={form.onConflict}
              choices={CONFLICT_POLICIES.map((value) => ({ value, text: t(`import.policy.${value}`) }))}
              onChange={(onConflict) => onChange({ onConflict: onConflict ?? "abort" })}
            />
            <label class="check">
              <input
                type="checkbox"
                checked={form.create === true}
                onChange={(event) => onChange({ create: event.currentTarget.checked })}
              />
              {t("import.create")}
            </label>
          </>
        )}
      </div>
    </details>
  );
}

/** Units that are left out because they add nothing. */
function LeftOut({ form, onChange }: Pick<ImportOptionsProps, "form" | "onChange">) {
  const chosen = form.skip ?? [];
  return (
    <>
      <fieldset>
        <legend>{t("import.skip")}</legend>
        {SKIPS.map((one) => (
          <label class="check" key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) =>
                onChange({
                  skip: event.currentTarget.checked
                    ? [...chosen, one]
                    : chosen.filter((other) => other !== one),
                })
              }
            />
            {t(`import.skips.${one}`)}
          </label>
        ))}
      </fieldset>
      {chosen.includes("older") && (
        <TextField
          label={t("import.olderThan")}
          value={form.olderThan ?? ""}
          onInput={(olderThan) => onChange({ olderThan })}
          input={{ type: "date" }}
        />
      )}
    </>
  );
}

/** Texts of an office document that are left out unless somebody wants them. */
function OptionalTexts({ form, onChange }: Pick<ImportOptionsProps, "form" | "onChange">) {
  const chosen = form.optionalTexts ?? [];
  return (
    <fieldset>
      <legend>{t("import.optionalTexts")}</legend>
      {OPTIONAL_TEXTS.map((one) => (
        <label class="check" key={one}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChange({
                optionalTexts: event.currentTarget.checked
                  ? [...chosen, one]
                  : chosen.filter((other) => other !== one),
              })
            }
          />
          {t(`import.optionalText.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}
