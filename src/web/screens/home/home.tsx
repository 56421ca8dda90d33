import { useEffect, useState } from "preact/hooks";
import {
  type Collection,
  type DocumentView,
  getCollections,
  getDocuments,
  getFindings,
} from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { useStore } from "../../store.ts";
import { dropped } from "../../dropped.ts";
import { rememberTitles } from "../../components/document-title.tsx";
import { CollectionSection } from "./collection-section.tsx";
import { ImportDialog, type ImportTarget } from "./import-dialog.tsx";
import { NewCollection } from "./new-collection.tsx";
import { RecentImports } from "./recent-imports.tsx";

export interface CollectionWithDocuments {
  readonly collection: Collection;
  readonly documents: readonly DocumentView[];
  /** Number of open findings by document, without checks that need a whole document at once. */
  readonly findings: Readonly<Record<string, number>>;
}

async function loadAll(): Promise<CollectionWithDocuments[]> {
  const collections = await getCollections();
  return Promise.all(
    collections.map(async (collection) => {
      const [documents, { counts }] = await Promise.all([
        getDocuments(collection.id),
        getFindings({ collection: collection.id }, { limit: 1 }),
      ]);
      rememberTitles(documents);
      return { collection, documents, findings: counts.documents };
    }),
  );
}

/** The start page: all collections with their documents, and the last imports. */
export function Home() {
  const [all, reload] = useLoaded("collections", loadAll);
  const [target, setTarget] = useState<ImportTarget>();
  const [isNaming, setNaming] = useState(false);
  const [turn, setTurn] = useState(0);
  const mayTranslate = useMay("translate");
  const mayManage = useMay("manage");
  const refresh = () => {
    setTurn(turn + 1);
    reload();
  };
  const openImport = () => setTarget({});
  useShortcuts(mayTranslate ? [{ keys: ["Ctrl+U"], label: "keys.import", run: openImport }] : []);
  const file = useStore(dropped);
  useEffect(() => {
    if (!file) return;
    setTarget({ file });
    dropped.set(undefined);
  }, [file]);
  const collections = all.value ?? [];
  const isEmpty = all.is === "ready" && collections.every(({ documents }) => documents.length === 0);

  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.home")}</h1>
        <p class="actions">
          {mayManage && (
            <button type="button" onClick={() => setNaming(true)}>
              <Icon name="plus" />
              {t("collection.new")}
            </button>
          )}
          {mayTranslate && (
            <button type="button" class="primary" onClick={openImport} aria-keyshortcuts="Control+U">
              <Icon name="upload" />
              {t("import.title")}
            </button>
          )}
        </p>
      </header>
      <LoadedView of={all} reload={reload}>
        {() => (
          <>
            {isEmpty && (
              <div class="empty card">
                <h2>{t("home.emptyTitle")}</h2>
                <p>{t("home.emptyText")}</p>
                {mayTranslate && (
                  <p>
                    <button type="button" class="primary" onClick={openImport}>
                      {t("home.firstImport")}
                    </button>
                  </p>
                )}
              </div>
            )}
            {collections.map((entry) => (
              <CollectionSection
                key={entry.collection.id}
                {...entry}
                onChange={refresh}
                onPush={(document) => setTarget({ document })}
                onImport={() => setTarget({ collection: entry.collection.id })}
              />
            ))}
          </>
        )}
      </LoadedView>
      <RecentImports turn={turn} onChange={refresh} />
      {isNaming && <NewCollection onClose={() => setNaming(false)} onDone={refresh} />}
      {target && (
        <ImportDialog
          key={target.file ? `${target.file.name} ${target.file.lastModified}` : ""}
          target={target}
          collections={collections.map(({ collection }) => collection)}
          onClose={() => setTarget(undefined)}
          onDone={refresh}
        />
      )}
    </section>
  );
}
