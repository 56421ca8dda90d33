import { useId, useState } from "preact/hooks";
import { ROLES } from "../../../services/access/roles.ts";
import {
  createSignInLink,
  createToken,
  getCollections,
  getTokens,
  type Role,
  revokeToken,
  type TokenSummary,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { Health } from "./health.tsx";
import { SecretNotice } from "./secret-notice.tsx";
import { SuggesterSettings } from "./suggester.tsx";
import { PublicGlossary } from "./public-glossary.tsx";
import { Webhooks } from "./webhooks.tsx";

/** The administration screen: invitations, health of the service, and tokens. */
export function Admin() {
  const [tokens, reload] = useLoaded("tokens", getTokens);
  return (
    <section class="screen">
      <h1>{t("nav.admin")}</h1>
      <div class="columns">
        <section class="card" aria-labelledby="invite">
          <h2 id="invite">{t("admin.invite")}</h2>
          <Invitation onDone={reload} />
        </section>
        <section class="card" aria-labelledby="health">
          <h2 id="health">{t("admin.health")}</h2>
          <Health />
        </section>
      </div>
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

/** Makes a sign-in link for a person, which works once, or a token for a program. */
function Invitation({ onDone }: { onDone: () => void }) {
  const [name, setName] = useKeptText("invitation/");
  const [role, setRole] = useState<Role>("translator");
  const [collection, setCollection] = useState<string>();
  const [kind, setKind] = useState<"link" | "token">("link");
  const [days, setDays] = useState("");
  const [secret, setSecret] = useState<{ readonly text: string; readonly kind: "link" | "token" }>();
  const [collections] = useLoaded("collections", getCollections);
  const id = useId();
  const creation = useAction(async () => {
    const wanted = { name: name.trim(), role, ...(collection === undefined ? {} : { collection }) };
    if (kind === "link") {
      const { path } = await createSignInLink(wanted);
      setSecret({ text: new URL(path, location.origin).href, kind });
    } else {
      const expires =
        days === "" ? {} : { expires: new Date(Date.now() + Number(days) * 86_400_000).toISOString() };
      const { token } = await createToken({ ...wanted, ...expires });
      setSecret({ text: token, kind });
    }
    setName("");
    onDone();
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        creation.run();
      }}
    >
      <fieldset>
        <legend>{t("admin.kind")}</legend>
        {(["link", "token"] as const).map((one) => (
          <label class="radio">
            <input type="radio" name={`${id}-kind`} checked={kind === one} onChange={() => setKind(one)} />
            {t(`admin.kinds.${one}`)}
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("admin.name")}
        value={name}
        onInput={setName}
        input={{ required: true, maxLength: 200 }}
      />
      <ChoiceField
        label={t("admin.role")}
        value={role}
        choices={ROLES.map((value) => ({ value, text: t(`role.${value}`) }))}
        onChange={(chosen) => setRole(chosen ?? role)}
      />
      <CollectionField
        label={t("admin.collection")}
        value={collection}
        collections={collections.value ?? []}
        none={t("admin.allCollections")}
        onChange={setCollection}
      />
      {kind === "token" && (
        <TextField
          label={t("admin.days")}
          value={days}
          onInput={setDays}
          input={{ type: "number", min: 1, max: 3650, placeholder: t("admin.never") }}
        />
      )}
      <ProblemNotice error={creation.error} />
      <p class="actions">
        <button class="primary" disabled={creation.busy}>
          {t(`admin.make.${kind}`)}
        </button>
      </p>
      {secret && <SecretNotice lead={t(`admin.made.${secret.kind}`)} secret={secret.text} />}
    </form>
  );
}

function Tokens({ tokens, onChange }: { tokens: readonly TokenSummary[]; onChange: () => void }) {
  const revocation = useAction(async (token: TokenSummary) => {
    await revokeToken(token.id);
    announce(t("admin.revoked", { name: token.name }));
    onChange();
  });
  if (tokens.length === 0) return <p class="empty">{t("admin.noTokens")}</p>;
  return (
    <>
      <ProblemNotice error={revocation.error} />
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
                <th scope="row">{token.name}</th>
                <td>{t(`admin.tokenKind.${token.kind}`)}</td>
                <td>{t(`role.${token.role}`)}</td>
                <td>{token.collection ?? t("admin.allCollections")}</td>
                <td>
                  <time dateTime={token.created} title={formatTime(token.created)}>
                    {formatDate(token.created)}
                  </time>
                </td>
                <td>
                  {token.used !== null
                    ? formatAgo(token.used)
                    : // The service does not note when a session is used.
                      token.kind === "session"
                      ? "–"
                      : t("admin.unused")}
                </td>
                <td>{token.expires === null ? t("admin.never") : formatDate(token.expires)}</td>
                <td>
                  <button
                    type="button"
                    class="quiet"
                    disabled={revocation.busy}
                    onClick={() => revocation.run(token)}
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
    </>
  );
}
