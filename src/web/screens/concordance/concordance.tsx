import { t } from "../../i18n.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { queryOf } from "./concordance-query.ts";
import { ConcordanceSearch } from "./concordance-search.tsx";

/** The concordance screen. The address holds the query, so that it can be kept and sent. */
export function Concordance() {
  const { query } = useStore(place);
  return (
    <section class="screen">
      <h1>{t("nav.concordance")}</h1>
      <ConcordanceSearch
        query={queryOf(query)}
        onQuery={(changes) =>
          amendQuery(
            Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined])),
          )
        }
      />
    </section>
  );
}
