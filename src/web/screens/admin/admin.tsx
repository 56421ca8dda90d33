import { useState } from "preact/hooks";
import { getTokens, revokeToken, type TokenSummary } from "../../api/resources.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useLoaded } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { Health } from "./health.tsx";
import { Invite } from "./invite.tsx";
import { People } from "./people.tsx";
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
  const [asked, setAsked] = useState<TokenSummary>();
  if (tokens.length === 0) return <p class="empty">{t("admin.noTokens")}</p>;
  return (
    <>
      <div class="table-frame" role="region" aria-labelledby="tokens" tabIndex={0}>
        <table class="tokens">
          <thead>
            <tr>
              {["name", "kind", "role", "collection", "created", "used", "expires"].map((column) => (
                <th scope="col">{t(`admin.column.${column}`)}</th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id}>
                <th scope="row">
                  {token.name}
                  {token.person?.kind === "person" && token.kind === "token" && (
                    <span class="muted"> {t("admin.of", { name: token.person.name })}</span>
                  )}
                </th>
                <td>{t(`admin.tokenKind.${token.kind}`)}</td>
                <td>{t(`role.${token.role}`)}</td>
                <td>{token.collection ?? t("admin.allCollections")}</td>
                <td>
                  <time dateTime={token.created} title={formatTime(token.created)}>
                    {formatDate(token.created)}
                  </time>
                </td>
                <td>{token.used === null ? t("admin.unused") : formatAgo(token.used)}</td>
                <td>{token.expires === null ? t("admin.never") : formatDate(token.expires)}</td>
                <td>
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => setAsked(token)}
                    aria-label={t("admin.revokeWhat", { name: token.name })}
                  >
                    {t("admin.revoke")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked && (
        <ConfirmDialog
          title={t("admin.revokeWhat", { name: asked.name })}
          text={t("admin.revokeText")}
          label={t("admin.revoke")}
          onConfirm={async () => {
            await revokeToken(asked.id);
            announce(t("admin.revoked", { name: asked.name }));
            onChange();
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
