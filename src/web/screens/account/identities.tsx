import {
  getMyIdentities,
  getSignInProviders,
  linkIdentity,
  type MyIdentity,
  type SignInProvider,
  unlinkIdentity,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { AskingTable } from "../../components/row-table.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { givenText } from "../../text/access-text.ts";

/** Accounts at providers by which one signs in. Nothing where the service has no providers and one has no accounts. */
export function Identities({ titles }: { titles: ReadonlyMap<string, string> }) {
  const [providers] = useLoaded("sign-in-providers", getSignInProviders);
  const [identities, reload] = useLoaded("my-identities", getMyIdentities);
  const offered = providers.value ?? [];
  if (offered.length === 0 && (identities.value ?? []).length === 0) return null;
  return (
    <section>
      <h2 id="my-identities">{t("account.identities")}</h2>
      <p class="muted">{t("account.identitiesLead")}</p>
      <LoadedView of={identities} reload={reload}>
        {(list) =>
          list.length === 0 ? (
            <p class="empty">{t("account.identitiesNone")}</p>
          ) : (
            <Table identities={list} providers={offered} titles={titles} onChange={reload} />
          )
        }
      </LoadedView>
      <Add providers={offered} />
    </section>
  );
}

interface TableProps {
  readonly identities: readonly MyIdentity[];
  readonly providers: readonly SignInProvider[];
  readonly titles: ReadonlyMap<string, string>;
  readonly onChange: () => void;
}

function Table({ identities, providers, titles, onChange }: TableProps) {
  const labels = new Map(providers.map(({ name, label }) => [name, label]));
  const question = ({ account }: MyIdentity) => t("account.removeWhich", { account });
  return (
    <AskingTable
      heading="my-identities"
      class="sessions"
      columns={["account", "provider", "roles", "used"].map((column) => t(`account.idColumn.${column}`))}
      rows={identities}
      cells={({ account, provider, roles, used }) => [
        account,
        labels.get(provider) ?? provider,
        givenText(roles, titles).join("; ") || "–",
        <time dateTime={used} title={formatTime(used)}>
          {formatAgo(used)}
        </time>,
      ]}
      label={t("account.remove")}
      nameOf={question}
      question={question}
      consequence={({ onlyWay }) => t(onlyWay ? "account.lastWay" : "account.removeText")}
      onConfirm={async ({ id, onlyWay }) => {
        await unlinkIdentity(id, onlyWay);
        announce(t("account.removed"));
        onChange();
      }}
    />
  );
}

/** Leads to the page of a provider, which leads back. */
function Add({ providers }: { providers: readonly SignInProvider[] }) {
  const adding = useAction(async (provider: string) => {
    location.assign(await linkIdentity(provider));
  });
  return (
    <>
      <ProblemNotice error={adding.error} />
      <p class="actions">
        {providers.map(({ name, label }) => (
          <button key={name} type="button" disabled={adding.busy} onClick={() => adding.run(name)}>
            {t("account.add", { label })}
          </button>
        ))}
      </p>
    </>
  );
}
