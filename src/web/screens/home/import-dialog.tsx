import { useId, useRef, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type Collection,
  type ConflictPolicy,
  createDocument,
  type DocumentView,
  type FileOptions,
  pushFile,
  type Report,
} from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { FileField } from "../../components/file-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { formatPercent, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { recall, remember } from "../../settings.ts";

/** Where a file goes: into a document that exists, or as a new one into a collection. */
export interface ImportTarget {
  readonly file?: File;
  readonly collection?: string;
  readonly document?: DocumentView;
}

interface ImportDialogProps {
  readonly target: ImportTarget;
  readonly collections: readonly Collection[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const POLICIES: readonly ConflictPolicy[] = ["abort", "mine", "theirs", "suggest"];

/** Takes a file in: first as a trial that changes nothing, then in earnest. */
export function ImportDialog({ target, collections, onClose, onDone }: ImportDialogProps) {
  const { document } = target;
  const [file, setFile] = useState(target.file);
  const [chosen, setCollection] = useState(target.collection);
  const usual = collections.find(({ id: known }) => known === recall("collection")) ?? collections[0];
  const collection = chosen ?? usual?.id ?? "";
  const [source, setSource] = useState<Language>();
  const [aim, setAim] = useState<Language>();
  const [title, setTitle] = useState("");
  const [namespace, setNamespace] = useState("");
  const [onConflict, setOnConflict] = useState<ConflictPolicy>("abort");
  const [share, setShare] = useState(0);
  const [done, setDone] = useState<{ report: Report; document: string }>();
  // One key for one decision to import: pressing twice does it once.
  const key = useRef(crypto.randomUUID());
  const id = useId();

  const options = (dryRun: boolean, of: File): FileOptions => ({
    filename: of.name,
    dryRun,
    ...(source === undefined ? {} : { source }),
    ...(aim === undefined ? {} : { target: aim }),
    ...(title.trim() === "" || document ? {} : { title: title.trim() }),
    ...(namespace.trim() === "" || document ? {} : { namespace: namespace.trim() }),
  });

  const send = async (of: File, dryRun: boolean): Promise<{ report: Report; document: string }> => {
    setShare(0);
    if (document) {
      const report = await pushFile(
        document.id,
        of,
        { ...options(dryRun, of), onConflict },
        key.current,
        setShare,
      );
      return { report, document: document.id };
    }
    const made = await createDocument(collection, of, options(dryRun, of), setShare);
    return { report: made.report, document: made.document.id };
  };

  const settings = [file?.name, file?.size, collection, source, aim, namespace, onConflict].join(" ");
  const isReady = file !== undefined && (document !== undefined || collection !== "");
  const [trial] = useLoaded(isReady ? settings : undefined, async () =>
    file ? (await send(file, true)).report : undefined,
  );
  const isTrying = isReady && trial.is === "loading";
  const import_ = useAction(async () => {
    if (!file) return;
    const outcome = await send(file, false);
    if (!document) remember("collection", collection);
    setDone(outcome);
    announce(t("import.done"));
    onDone();
  });

  const refusal =
    import_.error instanceof ApiProblem ? (import_.error.body["report"] as Report | undefined) : undefined;
  const heading = document ? t("document.pushTitle", { title: document.title }) : t("import.title");

  if (done) {
    return (
      <Dialog title={t("import.done")} onClose={onClose} wide>
        <ReportView report={done.report} />
        <p class="actions">
          <a class="button primary" href={documentAddress(done.document)}>
            {t("import.open")}
          </a>
          <button type="button" onClick={onClose}>
            {t("close")}
          </button>
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog title={heading} onClose={onClose} wide>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          import_.run();
        }}
      >
        <FileField
          label={t("import.file")}
          files={file ? [file] : []}
          onChange={([chosenFile]) => {
            setFile(chosenFile);
            key.current = crypto.randomUUID();
          }}
        />
        {!document && collections.length === 0 && <p class="notice warning">{t("import.noCollection")}</p>}
        {!document && collections.length > 0 && (
          <>
            <p>
              <label for={`${id}-collection`}>{t("import.collection")}</label>
              <select
                id={`${id}-collection`}
                value={collection}
                onChange={(event) => setCollection(event.currentTarget.value)}
              >
                {collections.map((one) => (
                  <option value={one.id}>{one.title}</option>
                ))}
              </select>
            </p>
            <p>
              <label for={`${id}-title`}>{t("import.documentTitle")}</label>
              <input
                id={`${id}-title`}
                value={title}
                maxLength={200}
                placeholder={file?.name ?? ""}
                onInput={(event) => setTitle(event.currentTarget.value)}
              />
            </p>
          </>
        )}
        <details>
          <summary>{t("import.options")}</summary>
          <div class="form">
            <LanguageField
              label={t("import.source")}
              value={source}
              none={t("import.asFile")}
              onChange={setSource}
            />
            <LanguageField
              label={t("import.target")}
              value={aim}
              none={t("import.asFile")}
              onChange={setAim}
            />
            {!document && (
              <p>
                <label for={`${id}-namespace`}>{t("import.namespace")}</label>
                <input
                  id={`${id}-namespace`}
                  value={namespace}
                  maxLength={128}
                  aria-describedby={`${id}-namespace-hint`}
                  onChange={(event) => setNamespace(event.currentTarget.value)}
                />
                <span id={`${id}-namespace-hint`} class="muted">
                  {t("import.namespaceHint")}
                </span>
              </p>
            )}
            {document && (
              <p>
                <label for={`${id}-conflict`}>{t("import.onConflict")}</label>
                <select
                  id={`${id}-conflict`}
                  value={onConflict}
                  onChange={(event) =>
                    setOnConflict(POLICIES.find((one) => one === event.currentTarget.value) ?? "abort")
                  }
                >
                  {POLICIES.map((one) => (
                    <option value={one}>{t(`import.policy.${one}`)}</option>
                  ))}
                </select>
              </p>
            )}
          </div>
        </details>
        {(isTrying || import_.busy) && (
          <p>
            <label for={`${id}-progress`}>
              {t(share < 1 ? "import.sending" : import_.busy ? "import.storing" : "import.reading")}
            </label>
            <progress id={`${id}-progress`} max={1} {...(share < 1 && { value: share })}>
              {formatPercent(share)}
            </progress>
          </p>
        )}
        <ProblemNotice error={import_.error ?? (trial.is === "failed" ? trial.error : undefined)} />
        {refusal && <ReportView report={refusal} />}
        {trial.value && !import_.error && (
          <section aria-labelledby={`${id}-preview`}>
            <h3 id={`${id}-preview`}>{t("import.preview")}</h3>
            <ReportView report={trial.value} />
          </section>
        )}
        <DialogActions
          label={t(document ? "import.push" : "import.start")}
          disabled={trial.is !== "ready" || import_.busy || isTrying}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
