import { useState } from "preact/hooks";
import {
  GLOSSARY_TRAITS,
  glossaryTraitsOf,
  WRITABLE_GLOSSARY_FORMATS,
} from "../../../formats/glossary/traits.ts";
import { glossaryAddress, putGlossary } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FetchButton } from "../../components/fetch-button.tsx";
import { FileField } from "../../components/file-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";

/** Formats that hold the whole glossary: none of a pair of languages. */
const WHOLE = WRITABLE_GLOSSARY_FORMATS.filter((name) => glossaryTraitsOf(name).languages === "all");
const ACCEPTED = GLOSSARY_TRAITS.flatMap(({ extensions }) => extensions)
  .map((extension) => `.${extension}`)
  .join(",");

/** Exports the glossary as a file, and imports a file after a preview. */
export function GlossaryFile({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [file, setFile] = useState<File>();
  const [replace, setReplace] = useState(false);
  const mayEdit = useMay("terminology");
  const send = (of: File, dryRun: boolean) =>
    putGlossary(of, { filename: of.name, dryRun, replace }, () => undefined);
  const [trial] = useLoaded(file ? [file.name, file.size, replace].join(" ") : undefined, async () =>
    file ? send(file, true) : undefined,
  );
  const taking = useAction(async () => {
    if (!file) return;
    await send(file, false);
    announce(t("import.done"));
    onDone();
    onClose();
  });
  return (
    <Dialog title={t(mayEdit ? "glossary.file" : "glossary.export")} onClose={onClose}>
      <section>
        <h3>{t("glossary.export")}</h3>
        <p class="actions">
          {WHOLE.map((format) => (
            <FetchButton address={glossaryAddress(format)} name={`glossary.${format}`}>
              {format.toUpperCase()}
            </FetchButton>
          ))}
        </p>
      </section>
      {mayEdit && (
        <form
          class="form glossary-import"
          onSubmit={(event) => {
            event.preventDefault();
            taking.run();
          }}
        >
          <h3>{t("glossary.import")}</h3>
          <FileField
            label={t("import.file")}
            accept={ACCEPTED}
            files={file ? [file] : []}
            onChange={([chosen]) => setFile(chosen)}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={replace}
              onChange={(event) => setReplace(event.currentTarget.checked)}
            />
            {t("glossary.replace")}
          </label>
          <ProblemNotice error={taking.error ?? (trial.is === "failed" ? trial.error : undefined)} />
          {trial.value && (
            <div role="status">
              <p>
                {t("glossary.preview", {
                  created: trial.value.counts.created,
                  changed: trial.value.counts.changed,
                  merged: trial.value.counts.merged,
                  same: trial.value.counts.same,
                  removed: trial.value.counts.removed,
                  rejected: trial.value.counts.rejected,
                })}
              </p>
              {trial.value.columns && (
                <p>
                  {t("glossary.columns", {
                    columns: trial.value.columns
                      .map(({ column, role }) => `${column} → ${role ?? t("glossary.columnUnknown")}`)
                      .join(", "),
                  })}
                </p>
              )}
              {[...trial.value.rejected, ...trial.value.warnings].length > 0 && (
                <ul class="notice warning">
                  {[...trial.value.rejected, ...trial.value.warnings].map(({ title, detail, place }) => (
                    <li>
                      {place?.line !== undefined && `${place.line}: `}
                      <strong>{title}</strong> {detail} {place?.unit}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <p class="actions">
            <button class="primary" disabled={!trial.value || trial.is !== "ready" || taking.busy}>
              {t("import.start")}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}
