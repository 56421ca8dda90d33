import { useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { deleteDocument, type DocumentView } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { Icon } from "../../components/icons.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { LanguageProgress } from "../../components/progress.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { address, documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { FillDialog } from "./fill-dialog.tsx";
import type { CollectionWithDocuments } from "./home.tsx";

interface CollectionSectionProps extends CollectionWithDocuments {
  readonly onChange: () => void;
  readonly onPush: (document: DocumentView) => void;
  readonly onImport: () => void;
}

export function CollectionSection({
  collection,
  documents,
  findings,
  onChange,
  onPush,
  onImport,
}: CollectionSectionProps) {
  const mayTranslate = useMay("translate");
  return (
    <section class="collection" aria-labelledby={`c-${collection.id}`}>
      <header>
        <h2 id={`c-${collection.id}`}>{collection.title}</h2>
        <span class="muted">{t("collection.documents", { count: documents.length })}</span>
        {mayTranslate && (
          <button
            type="button"
            class="quiet"
            onClick={onImport}
            aria-label={`${t("collection.import")}: ${collection.title}`}
          >
            <Icon name="upload" />
            {t("collection.import")}
          </button>
        )}
      </header>
      {documents.length > 0 && (
        <ul class="documents card">
          {documents.map((document) => (
            <DocumentCard
              key={document.id}
              document={document}
              findings={findings[document.id] ?? 0}
              onChange={onChange}
              onPush={() => onPush(document)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function DocumentCard({
  document,
  findings,
  onChange,
  onPush,
}: {
  document: DocumentView;
  findings: number;
  onChange: () => void;
  onPush: () => void;
}) {
  const [open, setOpen] = useState<"export" | "fill" | "delete">();
  const mayTranslate = useMay("translate");
  const mayReview = useMay("review");
  const removal = useAction(async () => {
    await deleteDocument(document.id);
    setOpen(undefined);
    announce(t("document.deleted", { title: document.title }));
    onChange();
  });
  /** What a button does and to what, for who hears it out of its place. */
  const named = (action: string) => `${action}: ${document.title}`;
  return (
    <li class="document">
      <div class="about">
        <h3>
          <a href={documentAddress(document.id)}>{document.title}</a>
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
      <p class="actions">
        <a
          class="button"
          href={documentAddress(document.id)}
          aria-label={named(t(mayTranslate ? "document.translate" : "document.read"))}
        >
          {t(mayTranslate ? "document.translate" : "document.read")}
        </a>
        <button
          type="button"
          class="quiet"
          onClick={() => setOpen("export")}
          aria-label={named(t("document.export"))}
        >
          <Icon name="download" />
          {t("document.export")}
        </button>
        {mayTranslate && (
          <button
            type="button"
            class="quiet"
            onClick={() => setOpen("fill")}
            aria-label={named(t("document.fill"))}
          >
            {t("document.fill")}
          </button>
        )}
        {mayTranslate && (
          <button type="button" class="quiet" onClick={onPush} aria-label={named(t("document.push"))}>
            <Icon name="upload" />
            {t("document.push")}
          </button>
        )}
        {mayReview && (
          <button
            type="button"
            class="quiet"
            onClick={() => setOpen("delete")}
            aria-label={named(t("document.delete"))}
          >
            {t("document.delete")}
          </button>
        )}
      </p>
      {open === "export" && <ExportDialog document={document} onClose={() => setOpen(undefined)} />}
      {open === "fill" && (
        <FillDialog document={document} onClose={() => setOpen(undefined)} onDone={onChange} />
      )}
      {open === "delete" && (
        <Dialog
          title={t("document.deleteTitle", { title: document.title })}
          onClose={() => setOpen(undefined)}
        >
          <p>{t("document.deleteText", { count: document.units })}</p>
          <ProblemNotice error={removal.error} />
          <DialogActions
            label={t("document.delete")}
            disabled={removal.busy}
            onCancel={() => setOpen(undefined)}
            onRemove={() => removal.run()}
          />
        </Dialog>
      )}
    </li>
  );
}
