import { useState } from "preact/hooks";
import {
  createWebhook,
  getCollections,
  getDeliveries,
  getWebhooks,
  removeWebhook,
  setWebhookActive,
  testWebhook,
  type Webhook,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { SecretNotice } from "../../components/secret-notice.tsx";

/** Addresses that are told what happens, with their logs. */
export function Webhooks() {
  const [webhooks, reload] = useLoaded("webhooks", getWebhooks);
  return (
    <section>
      <h2 id="webhooks">{t("webhooks.title")}</h2>
      <p class="muted">{t("webhooks.lead")}</p>
      <LoadedView of={webhooks} reload={reload}>
        {(list) =>
          list.length === 0 ? (
            <p class="empty">{t("webhooks.none")}</p>
          ) : (
            list.map((one) => <OneWebhook key={one.id} webhook={one} onChange={reload} />)
          )
        }
      </LoadedView>
      <NewWebhook onDone={reload} />
    </section>
  );
}

/** Groups of kinds that a person chooses from. */
const GROUP_NAMES = ["all", "imports", "concepts", "strings"] as const;
type Group = (typeof GROUP_NAMES)[number];
const GROUPS: { readonly [group in Group]: Webhook["kinds"] } = {
  all: [],
  imports: [
    "import.create",
    "import.push",
    "import.edit",
    "import.alignment",
    "import.undo",
    "import.delete",
  ],
  concepts: ["concept.saved", "concept.removed"],
  strings: ["strings.published"],
};

function NewWebhook({ onDone }: { onDone: () => void }) {
  const [url, setUrl] = useState("");
  const [group, setGroup] = useState<Group>("all");
  const [collection, setCollection] = useState<string>();
  const [secret, setSecret] = useState("");
  const [collections] = useLoaded("collections", getCollections);
  const creation = useAction(async () => {
    const wanted = { url: url.trim(), kinds: [...GROUPS[group]] };
    const made = await createWebhook({ ...wanted, ...(collection === undefined ? {} : { collection }) });
    setSecret(made.secret);
    setUrl("");
    onDone();
  });
  return (
    <form
      class="form card"
      aria-label={t("webhooks.new")}
      onSubmit={(event) => {
        event.preventDefault();
        creation.run();
      }}
    >
      <h3>{t("webhooks.new")}</h3>
      <TextField
        label={t("webhooks.url")}
        value={url}
        onInput={setUrl}
        input={{ type: "url", required: true, maxLength: 2000, placeholder: "https://example.org/hook" }}
      />
      <ChoiceField
        label={t("webhooks.about")}
        value={group}
        choices={GROUP_NAMES.map((value) => ({ value, text: t(`webhooks.group.${value}`) }))}
        onChange={(chosen) => setGroup(chosen ?? "all")}
      />
      <CollectionField
        label={t("admin.collection")}
        value={collection}
        collections={collections.value ?? []}
        none={t("admin.allCollections")}
        onChange={setCollection}
      />
      <ProblemNotice error={creation.error} />
      <p class="actions">
        <button disabled={creation.busy}>{t("webhooks.make")}</button>
      </p>
      {secret !== "" && <SecretNotice lead={t("webhooks.made")} secret={secret} />}
    </form>
  );
}

function OneWebhook({ webhook, onChange }: { webhook: Webhook; onChange: () => void }) {
  const { id, url, state, due, collection } = webhook;
  const [deliveries, reload] = useLoaded(`deliveries/${id}`, () => getDeliveries(id));
  const test = useAction(async () => {
    const { status, error } = await testWebhook(id);
    announce(
      status === null ? t("webhooks.unanswered", { error: error ?? "" }) : t("webhooks.answered", { status }),
    );
    reload();
  });
  const change = useAction(async () => {
    await setWebhookActive(id, state === "stopped");
    onChange();
  });
  const removal = useAction(async () => {
    await removeWebhook(id);
    announce(t("webhooks.removed", { url }));
    onChange();
  });
  return (
    <article class="card" aria-label={url}>
      <h3>{url}</h3>
      <p class="muted">
        {t(`webhooks.state.${state}`)}
        {due !== null && ` ${t("webhooks.due", { time: formatTime(due) })}`}
        {collection !== null && ` · ${collection}`}
      </p>
      <ProblemNotice error={test.error ?? change.error ?? removal.error} />
      <p class="actions">
        <button type="button" disabled={test.busy} onClick={() => test.run()}>
          {t("webhooks.test")}
        </button>
        <button type="button" disabled={change.busy} onClick={() => change.run()}>
          {t(state === "stopped" ? "webhooks.start" : "webhooks.stop")}
        </button>
        <button type="button" class="quiet" disabled={removal.busy} onClick={() => removal.run()}>
          {t("webhooks.remove")}
        </button>
      </p>
      <details>
        <summary>{t("webhooks.log")}</summary>
        <LoadedView of={deliveries} reload={reload}>
          {(list) =>
            list.length === 0 ? (
              <p class="empty">{t("webhooks.nothing")}</p>
            ) : (
              <div class="table-frame" role="region" aria-label={t("webhooks.log")} tabIndex={0}>
                <table>
                  <thead>
                    <tr>
                      {["time", "kind", "answer", "took"].map((column) => (
                        <th scope="col">{t(`webhooks.column.${column}`)}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {list.map((one) => (
                      <tr key={`${one.time} ${one.change ?? ""}`}>
                        <td>{formatTime(one.time)}</td>
                        <td>
                          <code>{one.kind}</code>
                        </td>
                        <td>{one.status ?? one.error}</td>
                        <td>{`${one.milliseconds} ms`}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </LoadedView>
      </details>
    </article>
  );
}
