import { backupAddress, getReadiness, getService, type Service } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";

/** Names of the storage engines. */
const ENGINES: Readonly<Record<Service["engine"], string>> = {
  sqlite: "SQLite",
  d1: "Cloudflare D1",
  postgres: "PostgreSQL",
};

/** Whether the service is ready, its version, and its backup. */
export function Health() {
  const [ready, reload] = useLoaded("ready", getReadiness);
  const [service, reloadService] = useLoaded("service", getService);
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
      <LoadedView of={service} reload={reloadService}>
        {({ version, engine, backup }) => (
          <>
            {backup ? (
              <>
                <p>
                  <a class="button" href={backupAddress} download>
                    <Icon name="download" />
                    {t("admin.backup")}
                  </a>
                </p>
                <p class="muted">{t("admin.backupHint")}</p>
              </>
            ) : (
              <p class="muted">{t("admin.backupElsewhere")}</p>
            )}
            <p class="muted">{t("admin.about", { version, engine: ENGINES[engine] })}</p>
          </>
        )}
      </LoadedView>
    </>
  );
}
