import { t } from "../../i18n.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { Bulk } from "./bulk.tsx";
import { Duplicates } from "./duplicates.tsx";
import { Replace } from "./replace.tsx";

const VIEWS = ["replace", "bulk", "duplicates"] as const;

/** The upkeep screen: changes of many texts at once, each previewed and one import. */
export function Upkeep() {
  const { query } = useStore(place);
  const view = VIEWS.find((one) => one === query.get("view")) ?? "replace";
  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.upkeep")}</h1>
        <div class="segmented" role="group" aria-label={t("checks.view")}>
          {VIEWS.map((one) => (
            <button
              type="button"
              aria-pressed={view === one}
              onClick={() =>
                amendQuery({ view: one === "replace" ? undefined : one, concept: undefined }, {})
              }
            >
              {t(`upkeep.views.${one}`)}
            </button>
          ))}
        </div>
      </header>
      <p class="muted">{t("upkeep.lead")}</p>
      {view === "replace" ? <Replace /> : view === "bulk" ? <Bulk /> : <Duplicates />}
    </section>
  );
}
