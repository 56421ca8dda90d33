import { useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import {
  type Collection,
  getSegmentation,
  putSegmentation,
  removeSegmentation,
  type Segmentation,
  segmentationAddress,
} from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { FetchButton } from "../../components/fetch-button.tsx";
import { FileField } from "../../components/file-field.tsx";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";

interface SegmentationProps {
  readonly collection: Collection;
}

/** A small button that opens the segmentation rules of a collection. */
export function SegmentationButton(props: SegmentationProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet icon-only"
        onClick={() => setOpen(true)}
        title={t("segmentation.do")}
        aria-label={`${t("segmentation.do")}: ${props.collection.title}`}
      >
        <Icon name="segmentation" />
      </button>
      {isOpen && <SegmentationDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function SegmentationDialog({ collection, onClose }: SegmentationProps & { readonly onClose: () => void }) {
  const { id } = collection;
  const [loaded, reload] = useLoaded(id, () => getSegmentation(id));
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isAddition, setAddition] = useState(false);
  const saving = useAction(async () => {
    const [file] = files;
    if (file === undefined) return;
    await putSegmentation(id, file, isAddition ? "extend" : "replace");
    announce(t("save.done"));
    setFiles([]);
    reload();
  });
  const removing = useAction(async () => {
    await removeSegmentation(id);
    announce(t("segmentation.removed"));
    reload();
  });
  return (
    <Dialog title={t("segmentation.title", { title: collection.title })} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          saving.run();
        }}
      >
        <LoadedView of={loaded} reload={reload}>
          {(rules) => (
            <>
              <RulesShown rules={rules} />
              <p class="actions">
                <FetchButton address={segmentationAddress(id)} name="rules.srx">
                  {t(rules.mode === "own" ? "segmentation.starter" : "segmentation.download")}
                </FetchButton>
                {rules.mode !== "own" && (
                  <button type="button" disabled={removing.busy} onClick={() => removing.run()}>
                    {t("segmentation.remove")}
                  </button>
                )}
              </p>
            </>
          )}
        </LoadedView>
        <FileField label={t("segmentation.file")} files={files} onChange={setFiles} accept=".srx,.xml" />
        <label class="radio">
          <input
            type="checkbox"
            checked={isAddition}
            onChange={(event) => setAddition(event.currentTarget.checked)}
          />
          {t("segmentation.extendUsual")}
        </label>
        <p class="muted">{t("segmentation.documents")}</p>
        <ProblemNotice error={saving.error ?? removing.error} />
        <DialogActions
          label={t("segmentation.save")}
          disabled={saving.busy || files.length === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function RulesShown({ rules }: { readonly rules: Segmentation }) {
  const { mode, filename = "", languages, refused } = rules;
  return (
    <>
      <p>{t(`segmentation.${mode}`, { filename })}</p>
      {mode !== "own" && (
        <ul>
          {LANGUAGES.map((language) => (
            <li key={language}>
              {t(`language.${language}`)}:{" "}
              {languages[language] === undefined
                ? t("segmentation.usual")
                : t("segmentation.rules", { count: languages[language] })}
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <>
          <p>{t("segmentation.refused", { count: refused.length })}</p>
          <ul>
            {refused.map(({ place, detail }) => (
              <li key={place?.line}>{detail}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
