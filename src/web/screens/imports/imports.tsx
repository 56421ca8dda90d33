import { getImport, getImports } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { formatTime, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { ImportedConcepts } from "../glossary/concept-differences.tsx";
import { importKind, ImportList } from "./import-row.tsx";

const PAGE = 50;

/** The journal: every import, newest first. */
export function Imports() {
  const { query } = useStore(place);
  const isGlossary = query.has("glossary");
  const pages = usePages(isGlossary ? "glossary" : "imports", (before) =>
    getImports({
      limit: PAGE,
      ...(isGlossary ? { glossary: "1" } : {}),
      ...(before === undefined ? {} : { before }),
    }),
  );
  const open = query.get("import");
  return (
    <section class="screen">
      <h1>{t("nav.imports")}</h1>
      <p class="muted">{t("imports.lead")}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={isGlossary}
          onChange={(event) => amendQuery({ glossary: event.currentTarget.checked ? "1" : undefined })}
        />
        {t("imports.onlyGlossary")}
      </label>
      <PagedView of={pages}>
        {({ items }, all) =>
          items.length === 0 ? (
            <p class="empty card">{t("imports.none")}</p>
          ) : (
            <ImportList entries={all.flatMap((page) => page.items)} onChange={pages.refresh} />
          )
        }
      </PagedView>
      {open !== null && <OneImport id={open} onClose={() => amendQuery({ import: undefined })} />}
    </section>
  );
}

function OneImport({ id, onClose }: { id: string; onClose: () => void }) {
  const [entry, reload] = useLoaded(id, () => getImport(id));
  return (
    <Dialog title={entry.value ? importKind(entry.value) : t("nav.imports")} onClose={onClose} wide>
      <LoadedView of={entry} reload={reload}>
        {(shown) => (
          <>
            <p class="muted">
              {shown.author} · {formatTime(shown.time)} ·{" "}
              {shown.filename ?? shown.document ?? shown.concept ?? t("nav.glossary")}
            </p>
            <ReportView report={shown.report} />
            {shown.document === null && <ImportedConcepts id={id} />}
          </>
        )}
      </LoadedView>
    </Dialog>
  );
}
