import { t } from "../../i18n.ts";
import { Replace } from "./replace.tsx";

/** The upkeep screen: changes of many texts at once, each previewed and one import. */
export function Upkeep() {
  return (
    <section class="screen">
      <h1>{t("nav.upkeep")}</h1>
      <p class="muted">{t("upkeep.lead")}</p>
      <Replace />
    </section>
  );
}
