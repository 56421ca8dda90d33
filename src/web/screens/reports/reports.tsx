import { t } from "../../i18n.ts";
import { Coverage } from "./coverage.tsx";
import { Leverage } from "./leverage.tsx";
import { OverTime } from "./over-time.tsx";
import { Quality } from "./quality.tsx";

/** The reports screen. Each report has a chart, a table and a file. */
export function Reports() {
  return (
    <section class="screen">
      <h1>{t("nav.reports")}</h1>
      <Quality />
      <Coverage />
      <OverTime />
      <Leverage />
    </section>
  );
}
