import { getCollections, getDocuments } from "../../api/resources.ts";
import { rememberTitles } from "../../components/document-title.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { loadCheckTexts, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { Findings } from "./findings.tsx";
import { HeatMap } from "./heat-map.tsx";

const VIEWS = ["findings", "triangle", "concepts"] as const;

/** The checks screen: findings in all texts, the triangle, or findings by concept. */
export function Checks() {
  const { query } = useStore(place);
  const view = VIEWS.find((one) => one === query.get("view")) ?? "findings";
  const [documents, reload] = useLoaded("documents", async () => {
    await loadCheckTexts();
    const collections = await getCollections();
    const all = (await Promise.all(collections.map(({ id }) => getDocuments(id)))).flat();
    rememberTitles(all);
    return all;
  });
  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.checks")}</h1>
        <div class="segmented" role="group" aria-label={t("checks.view")}>
          {VIEWS.map((one) => (
            <button
              type="button"
              aria-pressed={view === one}
              onClick={() => amendQuery({ view: one === "findings" ? undefined : one }, {})}
            >
              {t(`checks.views.${one}`)}
            </button>
          ))}
        </div>
      </header>
      <LoadedView of={documents} reload={reload}>
        {(list) =>
          view === "concepts" ? (
            <HeatMap documents={list} />
          ) : (
            <Findings key={view} documents={list} isTriangle={view === "triangle"} />
          )
        }
      </LoadedView>
    </section>
  );
}
