import { request } from "../../api/client.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";

/** Whether the service can work, as it says itself. */
export function Health() {
  const [ready, reload] = useLoaded("ready", () => request<{ status: string }>("GET", "/readyz"));
  return (
    <>
      <LoadedView of={ready} reload={reload}>
        {() => (
          <p>
            <span class="badge good">{t("admin.ready")}</span>
          </p>
        )}
      </LoadedView>
      <ul>
        <li>
          <a href="/metrics">{t("admin.metrics")}</a>
        </li>
        <li>
          <a href="/docs">{t("person.docs")}</a>
        </li>
        <li>
          <a href="/imports">{t("imports.all")}</a>
        </li>
      </ul>
      <p class="muted">{t("admin.backup")}</p>
    </>
  );
}
