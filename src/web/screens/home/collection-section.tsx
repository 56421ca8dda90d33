import { memorySettings } from "../../../domain/standing.ts";
import { type DocumentView, renameCollection } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { t } from "../../i18n.ts";
import { useMay } from "../../session.ts";
import { DocumentCard } from "./document-card.tsx";
import type { CollectionWithDocuments } from "./home.tsx";
import { MemorySettingsButton } from "./memory-settings.tsx";
import { SegmentationButton } from "./segmentation-dialog.tsx";
import { RenameButton } from "./rename-button.tsx";

interface CollectionSectionProps extends CollectionWithDocuments {
  readonly onChange: () => void;
  readonly onPush: (document: DocumentView) => void;
  readonly onImport: () => void;
}

/** One collection with its documents. */
export function CollectionSection({
  collection,
  documents,
  findings,
  onChange,
  onPush,
  onImport,
}: CollectionSectionProps) {
  const mayTranslate = useMay("translate");
  const mayManage = useMay("manage");
  return (
    <section class="collection" aria-labelledby={`c-${collection.id}`}>
      <header>
        <h2 id={`c-${collection.id}`}>{collection.title}</h2>
        {mayManage && (
          <RenameButton
            title={collection.title}
            rename={(title) => renameCollection(collection.id, title)}
            onDone={onChange}
          />
        )}
        {mayManage && <MemorySettingsButton collection={collection} onDone={onChange} />}
        {mayManage && <SegmentationButton collection={collection} />}
        {memorySettings(collection.settings["memory"]).readOnly && (
          <span class="badge">{t("memory.isReadOnly")}</span>
        )}
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
