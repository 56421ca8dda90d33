import { getSignInProviders, getSignIns, type SignIn } from "../../api/resources.ts";
import { PagedView } from "../../components/paged-view.tsx";
import { countryName, formatTime, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";

/** The journal of sign-ins: who, when, how and where. */
export function SignIns() {
  const pages = usePages("sign-ins", getSignIns);
  const [providers] = useLoaded("sign-in-providers", getSignInProviders);
  const labels = new Map(providers.value?.map(({ name, label }) => [name, label]));
  return (
    <section>
      <h2 id="sign-ins">{t("admin.signIns")}</h2>
      <p class="muted">{t("admin.signInsLead")}</p>
      <PagedView of={pages}>
        {(first, all) =>
          first.items.length === 0 ? (
            <p class="empty">{t("admin.signInsNone")}</p>
          ) : (
            <Table entries={all.flatMap(({ items }) => items)} labels={labels} />
          )
        }
      </PagedView>
    </section>
  );
}

const COLUMNS = ["time", "name", "way", "device", "place"] as const;

interface TableProps {
  readonly entries: readonly SignIn[];
  /** Labels of providers by name. */
  readonly labels: ReadonlyMap<string, string>;
}

const Table = ({ entries, labels }: TableProps) => (
  <div class="table-frame" role="region" aria-labelledby="sign-ins" tabIndex={0}>
    <table class="people">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`admin.signInColumn.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, time, name, way, provider, device, place }) => (
          <tr key={id}>
            <th scope="row">
              <time dateTime={time}>{formatTime(time)}</time>
            </th>
            <td>{name}</td>
            <td>{t(`admin.way.${way}`, { provider: labels.get(provider ?? "") ?? provider ?? "" })}</td>
            <td>{device ?? "–"}</td>
            <td>{place === null ? "–" : countryName(place)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
