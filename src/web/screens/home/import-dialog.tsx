import { useId, useState } from "preact/hooks";
import { ApiProblem, type UploadProgress } from "../../api/client.ts";
import {
  type Collection,
  createDocument,
  type DocumentView,
  pushFile,
  type Report,
} from "../../api/resources.ts";
import { CollectionField, usualCollection } from "../../components/collection-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { EncodingChoice } from "../../components/encoding-choice.tsx";
import { FileField } from "../../components/file-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { type Loaded, useAction, useLoaded } from "../../loading.ts";
import { glossaryDropped } from "../../dropped.ts";
import { documentAddress, go } from "../../router.ts";
import { kept } from "../../saving/kept-here.ts";
import { useMay } from "../../session.ts";
import { remember } from "../../settings.ts";
import { amendForm, fileOptions, type ImportForm, openForm, readForm, trialKey } from "./import-form.ts";
import { ImportOptions } from "./import-options.tsx";
import { MakeCollection } from "./make-collection.tsx";
import { ReportDialog } from "./report-dialog.tsx";

/** Where a file goes: into a document that exists, or as a new one into a collection. */
export interface ImportTarget {
  readonly file?: File;
  readonly collection?: string;
  readonly document?: DocumentView;
}

interface ImportDialogProps {
  readonly target: ImportTarget;
  readonly collections: readonly Collection[];
  readonly documents: readonly DocumentView[];
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** Pushes the file into a document instead of making a new one. */
  readonly onPushInstead: (document: DocumentView, file: File) => void;
}

/** What an import answered: its report, and the document that it wrote. */
interface Outcome {
  readonly report: Report;
  readonly document: string;
}

/** Imports a file: first as a trial that changes nothing, then in earnest. */
export function ImportDialog(props: ImportDialogProps) {
  const { target, collections, documents, onClose, onDone } = props;
  const { document } = target;
  const keptAs = `import/${document?.id ?? ""}`;
  const [form, setForm] = useState(() => openForm(readForm(kept.get(keptAs)), target));
  const amend = (change: Partial<ImportForm>) => {
    const next = amendForm(form, change);
    setForm(next);
    kept.put(keptAs, next);
  };
  const [share, setShare] = useState(0);
  const [stored, setStored] = useState<Done>();
  const onProgress: UploadProgress = {
    sent: setShare,
    done: (now, of) => setStored({ done: now, of }),
  };
  const [done, setDone] = useState<Outcome>();
  const { file } = form;
  const collection = form.collection ?? usualCollection(collections);
  const goal = document?.id ?? collection;

  const isReady = file !== undefined && goal !== undefined;
  const [trial] = useLoaded(isReady ? trialKey(form, goal) : undefined, async () =>
    file && goal !== undefined
      ? (await send(form, file, document, goal, true, onProgress)).report
      : undefined,
  );
  const isTrying = isReady && trial.is === "loading";
  const known = document ? undefined : knownDocument(trial.value, documents);
  const glossary = document ? undefined : conceptsIn(trial.value?.warnings, problemOf(trial));
  const isAsking =
    (known !== undefined && form.isNew !== true) ||
    (glossary !== undefined && trial.is === "ready" && form.isTexts !== true);
  const importing = useAction(async () => {
    if (!file || goal === undefined) return;
    const outcome = await send(form, file, document, goal, false, onProgress);
    if (!document) remember("collection", goal);
    kept.remove(keptAs);
    setDone(outcome);
    announce(t("import.done"));
    onDone();
  });

  if (done) {
    return (
      <ReportDialog
        title={t("import.done")}
        report={done.report}
        href={documentAddress(done.document)}
        onClose={onClose}
      />
    );
  }
  const refused = refusedReport(importing.error);
  const error: unknown = importing.error ?? (trial.is === "failed" ? trial.error : undefined);
  return (
    <Dialog
      title={document ? t("document.pushTitle", { title: document.title }) : t("import.title")}
      onClose={onClose}
      wide
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          importing.run();
        }}
      >
        <FileField
          label={t("import.file")}
          files={file ? [file] : []}
          onChange={([chosen]) => amend({ file: chosen })}
        />
        {!document && (
          <NewDocumentFields
            form={form}
            collection={collection}
            collections={collections}
            onChange={amend}
            onCollections={onDone}
          />
        )}
        {file && known && (
          <KnownFile
            document={known}
            isNew={form.isNew === true}
            onPush={() => props.onPushInstead(known, file)}
            onNew={() => amend({ isNew: true })}
          />
        )}
        {file && glossary !== undefined && (
          <GlossaryQuestion
            count={glossary}
            isTexts={form.isTexts === true}
            onGlossary={() => toGlossary(file, keptAs)}
            onTexts={trial.is === "ready" ? () => amend({ isTexts: true }) : undefined}
          />
        )}
        <ImportOptions form={form} isNew={!document} onChange={amend} />
        {(isTrying || importing.busy) && <Sending share={share} isStoring={importing.busy} stored={stored} />}
        <ProblemNotice error={error} />
        <ForceButton error={error} onForce={() => amend({ force: true })} />
        <EncodingChoice error={error} chosen={form.encoding} onChoose={(encoding) => amend({ encoding })} />
        {refused && <ReportView report={refused} />}
        {trial.value && importing.error === undefined && (
          <Preview report={document ? trial.value : withoutQuestions(trial.value, known !== undefined)} />
        )}
        <DialogActions
          label={t(document ? "import.push" : "import.start")}
          disabled={trial.is !== "ready" || importing.busy || isTrying || isAsking}
          onCancel={() => {
            kept.remove(keptAs);
            onClose();
          }}
        />
      </form>
    </Dialog>
  );
}

/** Opens the dialog of the glossary with a file that was given here. */
function toGlossary(file: File, keptAs: string): void {
  kept.remove(keptAs);
  glossaryDropped.set(file);
  go("/glossary");
}

/** Offers to take a file all the same that seems to be one of another document. */
function ForceButton({ error, onForce }: { error: unknown; onForce: () => void }) {
  if (!(error instanceof ApiProblem) || error.body.code !== "document-unlike") return null;
  return (
    <p class="actions">
      <button type="button" onClick={onForce}>
        {t("import.force")}
      </button>
    </p>
  );
}

/** @param goal id of the document to push into, else of the collection */
async function send(
  form: ImportForm,
  file: File,
  document: DocumentView | undefined,
  goal: string,
  dryRun: boolean,
  onProgress: UploadProgress,
): Promise<Outcome> {
  onProgress.sent(0);
  const options = fileOptions(form, file, document === undefined, dryRun);
  if (document) {
    const report = await pushFile(
      goal,
      file,
      { ...options, onConflict: form.onConflict, create: form.create === true, force: form.force === true },
      form.key,
      onProgress,
    );
    return { report, document: goal };
  }
  const made = await createDocument(goal, file, options, onProgress);
  return { report: made.report, document: made.document.id };
}

/** The report of a push that was refused because of conflicts. */
const refusedReport = (error: unknown): Report | undefined =>
  error instanceof ApiProblem ? (error.body["report"] as Report | undefined) : undefined;

/** The document that the file belongs to, as the trial says. */
function knownDocument(
  trial: Report | undefined,
  documents: readonly DocumentView[],
): DocumentView | undefined {
  const id = trial?.warnings.find(({ code }) => code === "file-known")?.params?.["document"];
  return documents.find((document) => document.id === id);
}

/** The problem of a trial that was refused. */
const problemOf = (trial: Loaded<unknown>): ApiProblem | undefined =>
  trial.is === "failed" && trial.error instanceof ApiProblem ? trial.error : undefined;

/** The number of concepts when the file looks like a glossary. */
function conceptsIn(
  warnings: Report["warnings"] | undefined,
  problem: ApiProblem | undefined,
): number | undefined {
  if (problem?.body.code === "file-glossary") return Number(problem.body["concepts"] ?? 0);
  const count = warnings?.find(({ code }) => code === "file-glossary")?.params?.["count"];
  return typeof count === "number" ? count : undefined;
}

/** The report without the warnings that the dialog shows as questions. */
const withoutQuestions = (report: Report, isKnown: boolean): Report => ({
  ...report,
  warnings: report.warnings.filter(
    ({ code }) => code !== "file-glossary" && (code !== "file-known" || !isKnown),
  ),
});

interface GlossaryQuestionProps {
  readonly count: number;
  /** Whether the person has answered that the file holds texts. */
  readonly isTexts: boolean;
  readonly onGlossary: () => void;
  /** `undefined` for a file that can't be read as texts. */
  readonly onTexts: (() => void) | undefined;
}

/** Asks whether a file that looks like a glossary goes into the glossary. */
function GlossaryQuestion({ count, isTexts, onGlossary, onTexts }: GlossaryQuestionProps) {
  const mayEdit = useMay("terminology");
  return (
    <div class="notice warning" role="alert">
      <p>{t("import.glossary", { count })}</p>
      <p class="actions">
        {mayEdit && (
          <button type="button" onClick={onGlossary}>
            {t("import.toGlossary")}
          </button>
        )}
        {onTexts && (
          <button type="button" aria-pressed={isTexts} onClick={onTexts}>
            {t("import.asTexts")}
          </button>
        )}
      </p>
    </div>
  );
}

interface KnownFileProps {
  readonly document: DocumentView;
  /** Whether the person has answered that the file becomes a new document. */
  readonly isNew: boolean;
  readonly onPush: () => void;
  readonly onNew: () => void;
}

/** Asks whether the file goes into the document that it belongs to, or becomes a second one. */
function KnownFile({ document: { title }, isNew, onPush, onNew }: KnownFileProps) {
  return (
    <div class="notice warning" role="alert">
      <p>{t("import.known", { title })}</p>
      <p class="actions">
        <button type="button" onClick={onPush}>
          {t("import.pushInstead", { title })}
        </button>
        <button type="button" aria-pressed={isNew} onClick={onNew}>
          {t("import.makeNew")}
        </button>
      </p>
    </div>
  );
}

interface NewDocumentFieldsProps {
  readonly form: ImportForm;
  readonly collection: string | undefined;
  readonly collections: readonly Collection[];
  readonly onChange: (change: Partial<ImportForm>) => void;
  /** There is a new collection. */
  readonly onCollections: () => void;
}

/** Collection and title of a new document. The collection can be made here. */
function NewDocumentFields(props: NewDocumentFieldsProps) {
  const { form, collection, collections, onChange, onCollections } = props;
  const mayManage = useMay("manage");
  const id = useId();
  const isEmpty = collections.length === 0;
  if (isEmpty && !mayManage) return <p class="notice warning">{t("import.noCollection")}</p>;
  return (
    <>
      {!isEmpty && (
        <CollectionField
          label={t("import.collection")}
          value={collection}
          collections={collections}
          onChange={(chosen) => onChange({ collection: chosen })}
        />
      )}
      {mayManage && (
        <details open={isEmpty}>
          <summary>{t("collection.new")}</summary>
          <MakeCollection
            onMade={(made) => {
              onChange({ collection: made.id });
              onCollections();
            }}
          />
        </details>
      )}
      <p>
        <label for={`${id}-title`}>{t("import.documentTitle")}</label>
        <input
          id={`${id}-title`}
          value={form.title}
          maxLength={200}
          placeholder={form.file?.name ?? ""}
          onInput={(event) => onChange({ title: event.currentTarget.value })}
        />
      </p>
    </>
  );
}

interface SendingProps {
  readonly share: number;
  readonly isStoring: boolean;
  readonly stored: Done | undefined;
}

/** How much of the file is sent, then how much of it the server has read or stored. */
function Sending({ share, isStoring, stored }: SendingProps) {
  const key = share < 1 ? "import.sending" : isStoring ? "import.storing" : "import.reading";
  const isWaiting = share >= 1 && (stored === undefined || stored.done >= stored.of);
  return (
    <WorkProgress label={t(key)} done={isWaiting ? undefined : share < 1 ? { done: share, of: 1 } : stored} />
  );
}

/** What the import would do. */
function Preview({ report }: { report: Report }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t("import.preview")}</h3>
      <ReportView report={report} />
    </section>
  );
}
