import { t } from "../../i18n.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { ConcordanceSearch } from "./concordance-search.tsx";

/** Concordance as a screen of its own: its address can be kept and sent. */
export function Concordance() {
  const { query } = useStore(place);
  return (
    <section class="screen">
      <h1>{t("nav.concordance")}</h1>
      <ConcordanceSearch
        q={query.get("q") ?? ""}
        language={query.get("language") ?? ""}
        onQuery={(q, language) => amendQuery({ q: q || undefined, language: language || undefined })}
      />
    </section>
  );
}
