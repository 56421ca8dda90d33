import { useId } from "preact/hooks";
import { OPTIONAL_TEXTS } from "../../../formats/traits.ts";
import { CONFLICT_POLICIES, SKIPS } from "../../../domain/import.ts";
import { CheckList } from "../../components/check-list.tsx";
import { ChoiceField } from "../../components/choice-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { TextField } from "../../components/text-field.tsx";
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
        {/* Texts of an office document that few want. */}
        {takesOptionalTexts(form.file) && (
          <CheckList
            legend={t("import.optionalTexts")}
            values={OPTIONAL_TEXTS}
            chosen={form.optionalTexts ?? []}
            textOf={(one) => t(`import.optionalText.${one}`)}
            onChange={(optionalTexts) => onChange({ optionalTexts })}
          />
        )}
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
      <CheckList
        legend={t("import.skip")}
        values={SKIPS}
        chosen={chosen}
        textOf={(one) => t(`import.skips.${one}`)}
        onChange={(skip) => onChange({ skip })}
      />
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
