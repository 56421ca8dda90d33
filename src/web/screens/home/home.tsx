import { useEffect, useState } from "preact/hooks";
import {
  type Collection,
  type DocumentView,
  getCollections,
  getDocuments,
  getFindings,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { compareText, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { amendQuery, place } from "../../router.ts";
import { useMay } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { useStore } from "../../store.ts";
import { dropped } from "../../dropped.ts";
import { SearchField } from "../../components/search-field.tsx";
import { rememberTitles } from "../../components/document-title.tsx";
import { CollectionSection } from "./collection-section.tsx";
import { arrange, type Sort, SORTS } from "./home-list.ts";
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

  const { query } = useStore(place);
  const q = query.get("q") ?? "";
  const sort = SORTS.find((one) => one === query.get("sort")) ?? "added";
  const shown = arrange(collections, q, sort, compareText);

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
            {!isEmpty && <HomeFilters q={q} sort={sort} />}
            {shown.length === 0 && q !== "" && <p class="empty card">{t("home.noneFound")}</p>}
            {shown.map((entry) => (
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
          key={`${target.document?.id} ${target.file?.name} ${target.file?.lastModified}`}
          target={target}
          collections={collections.map(({ collection }) => collection)}
          documents={collections.flatMap(({ documents }) => documents)}
          onPushInstead={(document, chosen) => setTarget({ document, file: chosen })}
          onClose={() => setTarget(undefined)}
          onDone={refresh}
        />
      )}
    </section>
  );
}

/** Search and order of the documents; the address holds both. */
function HomeFilters({ q, sort }: { q: string; sort: Sort }) {
  return (
    <search class="filters">
      <SearchField
        label={t("home.search")}
        value={q}
        onSearch={(typed) => amendQuery({ q: typed.trim() || undefined })}
      />
      <ChoiceField
        label={t("home.sort")}
        value={sort}
        choices={SORTS.map((value) => ({ value, text: t(`home.sorts.${value}`) }))}
        onChange={(chosen) => amendQuery({ sort: chosen === "added" ? undefined : chosen })}
      />
    </search>
  );
}
