import { useState } from "preact/hooks";
import { getTokens, revokeToken, type TokenSummary } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { AskingTable } from "../../components/row-table.tsx";
import { formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useLoaded } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { Health } from "./health.tsx";
import { Invite } from "./invite.tsx";
import { People } from "./people.tsx";
import { SignIns } from "./sign-ins.tsx";
import { SuggesterSettings } from "./suggester.tsx";
import { PublicGlossary } from "./public-glossary.tsx";
import { Webhooks } from "./webhooks.tsx";

/** The administration screen: people and invitations, health of the service, and tokens. */
export function Admin() {
  const [tokens, reloadTokens] = useLoaded("tokens", getTokens);
  const [invited, setInvited] = useState(0);
  // Who has some collections alone does not see who else there is.
  const seesAll = useMe().everywhere.includes("manage");
  const reload = () => {
    reloadTokens();
    setInvited((times) => times + 1);
  };
  return (
    <section class="screen">
      <h1>{t("nav.admin")}</h1>
      <div class="columns">
        <section class="card" aria-labelledby="invite">
          <h2 id="invite">{t("admin.invite")}</h2>
          <Invite onDone={reload} />
        </section>
        <section class="card" aria-labelledby="health">
          <h2 id="health">{t("admin.health")}</h2>
          <Health />
        </section>
      </div>
      {seesAll && <People reloaded={invited} />}
      {seesAll && <SignIns />}
      <section>
        <h2 id="tokens">{t("admin.tokens")}</h2>
        <p class="muted">{t("admin.tokensLead")}</p>
        <LoadedView of={tokens} reload={reload}>
          {(list) => <Tokens tokens={list} onChange={reload} />}
        </LoadedView>
      </section>
      <PublicGlossary />
      <Webhooks />
      <SuggesterSettings />
    </section>
  );
}

function Tokens({ tokens, onChange }: { tokens: readonly TokenSummary[]; onChange: () => void }) {
  if (tokens.length === 0) return <p class="empty">{t("admin.noTokens")}</p>;
  const columns = ["name", "kind", "role", "collection", "created", "used", "expires"];
  const question = ({ name }: TokenSummary) => t("admin.revokeWhat", { name });
  return (
    <AskingTable
      heading="tokens"
      class="tokens"
      columns={columns.map((column) => t(`admin.column.${column}`))}
      rows={tokens}
      cells={(token) => [
        <>
          {token.name}
          {token.person?.kind === "person" && token.kind === "token" && (
            <span class="muted"> {t("admin.of", { name: token.person.name })}</span>
          )}
        </>,
        t(`admin.tokenKind.${token.kind}`),
        t(`role.${token.role}`),
        token.collection ?? t("admin.allCollections"),
        <time dateTime={token.created} title={formatTime(token.created)}>
          {formatDate(token.created)}
        </time>,
        token.used === null ? t("admin.unused") : formatAgo(token.used),
        token.expires === null ? t("admin.never") : formatDate(token.expires),
      ]}
      label={t("admin.revoke")}
      nameOf={question}
      question={question}
      consequence={() => t("admin.revokeText")}
      onConfirm={async ({ id, name }) => {
        await revokeToken(id);
        announce(t("admin.revoked", { name }));
        onChange();
      }}
    />
  );
}
