import { useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { deleteDocument, type DocumentView, renameDocument } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { Icon, type IconName } from "../../components/icons.tsx";
import { Menu } from "../../components/menu.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { LanguageProgress } from "../../components/progress.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { ownDirection } from "../../direction.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { address, documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { AssignDialog } from "../work/assign-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { FillDialog } from "./fill-dialog.tsx";
import { RenameButton } from "./rename-button.tsx";

interface DocumentCardProps {
  readonly document: DocumentView;
  /** Open findings of the document. */
  readonly findings: number;
  readonly onChange: () => void;
  readonly onPush: () => void;
}

/** One document: what it is, how far it is in each language, and what can be done with it. */
export function DocumentCard({ document, findings, onChange, onPush }: DocumentCardProps) {
  const [open, setOpen] = useState<"export" | "fill" | "assign" | "delete">();
  const mayManage = useMay("manage", document.collection);
  const mayTranslate = useMay("translate");
  const mayReview = useMay("review");
  const close = () => setOpen(undefined);
  // A screen reader hears a button out of its place, so each names the document.
  const action = (key: string, onClick: () => void, icon?: IconName) => (
    <button type="button" class="quiet" onClick={onClick} aria-label={`${t(key)}: ${document.title}`}>
      {icon && <Icon name={icon} />}
      {t(key)}
    </button>
  );
  const work = t(mayTranslate ? "document.translate" : "document.read");
  return (
    <li class="document">
      <DocumentFacts document={document} findings={findings} onChange={onChange} />
      <div class="progresses">
        {LANGUAGES.map((language) => (
          <LanguageProgress
            language={language}
            expected={document.expected[language]}
            states={document.states[language]}
            stale={document.stale[language] ?? 0}
          />
        ))}
      </div>
      <div class="actions">
        <a class="button" href={documentAddress(document.id)} aria-label={`${work}: ${document.title}`}>
          {work}
        </a>
        {action("document.export", () => setOpen("export"), "download")}
        {mayTranslate && action("document.push", onPush, "upload")}
        <Menu
          class="actions-menu"
          label={`${t("document.more")}: ${document.title}`}
          summary={<Icon name="more" />}
        >
          <a
            class="button quiet"
            href={address("/reports", { document: document.id })}
            aria-label={`${t("document.quality")}: ${document.title}`}
          >
            {t("document.quality")}
          </a>
          {mayTranslate && action("document.fill", () => setOpen("fill"))}
          {mayManage && action("work.assign", () => setOpen("assign"))}
          {mayReview && action("document.delete", () => setOpen("delete"))}
        </Menu>
      </div>
      {open === "export" && <ExportDialog document={document} onClose={close} />}
      {open === "fill" && <FillDialog document={document} onClose={close} onDone={onChange} />}
      {open === "assign" && (
        <AssignDialog document={document} direction={ownDirection(document)} onClose={close} />
      )}
      {open === "delete" && <DeleteDialog document={document} onClose={close} onDone={onChange} />}
    </li>
  );
}

/** Title, size, format, namespace and open findings of a document. */
function DocumentFacts({ document, findings, onChange }: Omit<DocumentCardProps, "onPush">) {
  const mayReview = useMay("review");
  return (
    <div class="about">
      <h3>
        <a href={documentAddress(document.id)}>{document.title}</a>
        {mayReview && (
          <RenameButton
            title={document.title}
            rename={(title) => renameDocument(document.id, title)}
            onDone={onChange}
          />
        )}
      </h3>
      <p class="muted">
        {t("document.units", { count: document.units })} · {t(`format.${document.format}`)}
        {document.namespace !== undefined && (
          <>
            {" · "}
            <code>{document.namespace}</code>
          </>
        )}
        {findings > 0 && (
          <>
            {" · "}
            <a href={address("/checks", { document: document.id })}>
              {t("findings.count", { count: findings })}
            </a>
          </>
        )}
      </p>
    </div>
  );
}

interface DeleteDialogProps {
  readonly document: DocumentView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before a document is deleted. */
function DeleteDialog({ document, onClose, onDone }: DeleteDialogProps) {
  const { title, units } = document;
  const [done, setDone] = useState<Done>();
  const removal = useAction(async () => {
    await deleteDocument(document.id, (now, of) => setDone({ done: now, of }));
    onClose();
    announce(t("document.deleted", { title }));
    onDone();
  });
  return (
    <Dialog title={t("document.deleteTitle", { title })} onClose={onClose}>
      <p>{t("document.deleteText", { count: units })}</p>
      {removal.busy && done && <WorkProgress done={done} />}
      <ProblemNotice error={removal.error} />
      <DialogActions
        label={t("document.delete")}
        disabled={removal.busy}
        onCancel={onClose}
        onRemove={() => removal.run()}
      />
    </Dialog>
  );
}
