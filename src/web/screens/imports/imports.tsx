import { useState } from "preact/hooks";
import { getImport, getImports, type ImportSummary } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { formatTime, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { ImportRow } from "./import-row.tsx";

const PAGE = 50;

/** Every write to the memory, newest first. */
export function Imports() {
  const { query } = useStore(place);
  const [first, reload] = useLoaded("imports", () => getImports({ limit: PAGE }));
  const [further, setFurther] = useState<{ items: readonly ImportSummary[]; next: string | null }>();
  const next = further ? further.next : (first.value?.next ?? null);
  const more = useAction(async () => {
    if (next === null) return;
    const page = await getImports({ limit: PAGE, before: next });
    setFurther({ items: [...(further?.items ?? []), ...page.items], next: page.next });
  });
  const refresh = () => {
    setFurther(undefined);
    reload();
  };
  const open = query.get("import");
  return (
    <section class="screen">
      <h1>{t("nav.imports")}</h1>
      <p>{t("imports.lead")}</p>
      <LoadedView of={first} reload={refresh}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{t("imports.none")}</p>
          ) : (
            <ul class="imports">
              {[...items, ...(further?.items ?? [])].map((entry) => (
                <ImportRow key={entry.id} entry={entry} onChange={refresh} />
              ))}
            </ul>
          )
        }
      </LoadedView>
      <ProblemNotice error={more.error} />
      {next !== null && (
        <p>
          <button type="button" disabled={more.busy} onClick={() => more.run()}>
            {t("imports.older")}
          </button>
        </p>
      )}
      {open !== null && <OneImport id={open} onClose={() => amendQuery({ import: undefined })} />}
    </section>
  );
}

function OneImport({ id, onClose }: { id: string; onClose: () => void }) {
  const [entry, reload] = useLoaded(id, () => getImport(id));
  return (
    <Dialog
      title={entry.value ? t(`imports.kind.${entry.value.kind}`) : t("nav.imports")}
      onClose={onClose}
      wide
    >
      <LoadedView of={entry} reload={reload}>
        {(shown) => (
          <>
            <p class="muted">
              {shown.author} · {formatTime(shown.time)} · {shown.filename ?? shown.document}
            </p>
            <ReportView report={shown.report} />
          </>
        )}
      </LoadedView>
    </Dialog>
  );
}
