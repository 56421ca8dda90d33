import { useEffect } from "preact/hooks";
import { getImports } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { ImportList } from "../imports/import-row.tsx";

const RECENT = 6;

/** The last imports of all people; each of them can be undone. */
export function RecentImports({ turn, onChange }: { turn: number; onChange: () => void }) {
  const [imports, reload] = useLoaded("imports", () => getImports({ limit: RECENT }));
  useEffect(() => {
    if (turn > 0) reload();
  }, [turn]);
  return (
    <section aria-labelledby="recent">
      <header class="section-head">
        <h2 id="recent">{t("imports.recent")}</h2>
        <a href="/imports">{t("imports.all")}</a>
      </header>
      <LoadedView of={imports} reload={reload}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{t("imports.none")}</p>
          ) : (
            <ImportList entries={items} onChange={onChange} />
          )
        }
      </LoadedView>
    </section>
  );
}
