import { t } from "../../i18n.ts";
import { Activity } from "./activity.tsx";
import { Coverage } from "./coverage.tsx";
import { Leverage } from "./leverage.tsx";

/** Figures: each as a picture, as a table and as a file. */
export function Reports() {
  return (
    <section class="screen">
      <h1>{t("nav.reports")}</h1>
      <Leverage />
      <Coverage />
      <Activity />
    </section>
  );
}
