import { traitsOf } from "../../../formats/traits.ts";
import { useState } from "preact/hooks";
import { fetchFile } from "../../api/client.ts";
import { type DocumentView, exportAddress, getExportWarnings } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { saveFile } from "../../downloading.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import {
  chosenVersion,
  type ExportForm,
  exportForm,
  exportQuery,
  languagesOf,
  offeredFormats,
  versionsOf,
  withFormat,
} from "./export-form.ts";
import { LeastScoreField } from "./least-score.tsx";

type Warnings = Awaited<ReturnType<typeof getExportWarnings>>;

/** Exports a document as a file, in one direction or with all its languages. */
export function ExportDialog({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const [form, setForm] = useState<ExportForm>(() => exportForm(document));
  const [warnings, setWarnings] = useState<Warnings>();
  // Fetched first and saved then: a refusal is shown here, and not saved as a file.
  const exporting = useAction(async () => {
    const query = exportQuery(form, document);
    const file = await fetchFile(exportAddress(document.id, query));
    saveFile(file.content, file.name ?? document.title);
    announce(t("export.saved", { file: file.name ?? document.title }));
    if (file.warnings === 0) onClose();
    else setWarnings(await getExportWarnings(document.id, query));
  });
  const title = t("document.exportTitle", { title: document.title });
  if (warnings) {
    return (
      <Dialog title={title} onClose={onClose} wide>
        <ExportWarnings warnings={warnings} />
        <p class="actions">
          <button type="button" class="primary" onClick={onClose}>
            {t("close")}
          </button>
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          exporting.run();
        }}
      >
        <ExportFields
          form={form}
          document={document}
          onChange={(change) => {
            exporting.clear();
            setForm({ ...form, ...change });
          }}
        />
        <p class="muted">
          {t(`export.hint.${form.format === "original" ? "original" : languagesOf(form, document)}`)}
        </p>
        <ProblemNotice error={exporting.error} />
        <p class="actions">
          <button class="primary" disabled={exporting.busy}>
            <Icon name="download" />
            {t(exporting.busy ? "export.making" : "export.download")}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

interface ExportFieldsProps {
  readonly form: ExportForm;
  readonly document: DocumentView;
  readonly onChange: (change: Partial<ExportForm>) => void;
}

/** The fields that the chosen format needs. */
function ExportFields({ form, document, onChange }: ExportFieldsProps) {
  const { format, source, target } = form;
  const languages = languagesOf(form, document);
  const isPair = languages === "pair";
  const versions = versionsOf(form);
  const carriesMatches = format !== "original" && traitsOf(format).carriesMatches === true;
  return (
    <>
      <ChoiceField
        label={t("export.format")}
        value={format}
        choices={offeredFormats(document).map((value) => ({ value, text: t(`format.${value}`) }))}
        onChange={(one) => onChange(withFormat(form, one ?? "xliff", document))}
      />
      {versions.length > 0 && (
        <ChoiceField
          label={t("export.version")}
          value={chosenVersion(form)}
          choices={versions.map((value) => ({ value, text: value }))}
          onChange={(version) => onChange({ version })}
        />
      )}
      {isPair && (
        <LanguageField
          label={t("direction.source")}
          value={source}
          except={target}
          onChange={(language) => language && onChange({ source: language })}
        />
      )}
      {languages !== "all" && (
        <LanguageField
          label={t(isPair ? "direction.target" : "export.language")}
          value={target}
          {...(isPair && { except: source })}
          onChange={(language) => language && onChange({ target: language })}
        />
      )}
      {isPair && format !== "original" && (
        <LeastScoreField
          label={t("export.fill")}
          value={form.least}
          none={t("export.fillNone")}
          onChange={(least) => onChange({ least })}
        />
      )}
      {carriesMatches &&
        (["matches", "terms"] as const).map((name) => (
          <p>
            <label>
              <input
                type="checkbox"
                checked={form[name]}
                onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
              />{" "}
              {t(`export.${name}`)}
            </label>
          </p>
        ))}
    </>
  );
}

/** Warnings shown at most; the number of all is said above. */
const SHOWN = 200;

/** What could not be written into the saved file, by unit. */
function ExportWarnings({ warnings }: { warnings: Warnings }) {
  return (
    <>
      <p class="notice warning" role="alert">
        {t("export.warnings", { count: warnings.length })}
      </p>
      <ul class="entries">
        {warnings.slice(0, SHOWN).map(({ title, detail, advice }) => (
          <li>
            <strong>{title}</strong> {detail} {advice}
          </li>
        ))}
      </ul>
    </>
  );
}
