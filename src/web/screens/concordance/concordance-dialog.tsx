import { useState } from "preact/hooks";
import { Dialog } from "../../components/dialog.tsx";
import { t } from "../../i18n.ts";
import { address } from "../../router.ts";
import { NO_QUERY } from "./concordance-query.ts";
import { ConcordanceSearch } from "./concordance-search.tsx";

/** The concordance as a dialog over any screen. It begins with the selected text. */
export function ConcordanceDialog({ q, onClose }: { q: string; onClose: () => void }) {
  const [query, setQuery] = useState({ ...NO_QUERY, q });
  return (
    <Dialog title={t("nav.concordance")} onClose={onClose} wide>
      <ConcordanceSearch query={query} onQuery={(changes) => setQuery((was) => ({ ...was, ...changes }))} />
      <p>
        <a href={address("/concordance", { ...query })} onClick={onClose}>
          {t("concordance.whole")}
        </a>
      </p>
    </Dialog>
  );
}
