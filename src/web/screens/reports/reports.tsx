import { t } from "../../i18n.ts";
import { Coverage } from "./coverage.tsx";
import { Leverage } from "./leverage.tsx";
import { OverTime } from "./over-time.tsx";

/** Figures: each as a picture, as a table and as a file. */
export function Reports() {
  return (
    <section class="screen">
      <h1>{t("nav.reports")}</h1>
      <Coverage />
      <OverTime />
      <Leverage />
    </section>
  );
}
