import { useId, useState } from "preact/hooks";
import {
  getSuggester,
  getSuggesterUse,
  removeSuggester,
  setSuggester,
  type Suggester,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatDate, formatNumber, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";

/** The model that suggests translations: its settings, and what it costs. */
export function SuggesterSettings() {
  const [suggester, reload] = useLoaded("suggester", getSuggester);
  return (
    <section>
      <h2 id="suggester">{t("suggester.title")}</h2>
      <p class="muted">{t("suggester.lead")}</p>
      <LoadedView of={suggester} reload={reload}>
        {(found) => <SettingsForm key={found?.changed ?? ""} suggester={found} onChange={reload} />}
      </LoadedView>
      <Use />
    </section>
  );
}

function SettingsForm({
  suggester,
  onChange,
}: {
  readonly suggester: Suggester | null;
  readonly onChange: () => void;
}) {
  const [url, setUrl] = useState(suggester?.url ?? "");
  const [model, setModel] = useState(suggester?.model ?? "");
  const [key, setKey] = useState("");
  const [daily, setDaily] = useState(String(suggester?.daily ?? 200));
  const [active, setActive] = useState(suggester?.active ?? true);
  const id = useId();
  const saving = useAction(async () => {
    await setSuggester({
      ...{ url: url.trim(), model: model.trim(), daily: Number(daily), active },
      ...(key === "" ? {} : { key }),
    });
    announce(t("suggester.saved"));
    onChange();
  });
  const removal = useAction(async () => {
    await removeSuggester();
    announce(t("suggester.removed"));
    onChange();
  });
  return (
    <form
      class="form card"
      aria-labelledby="suggester"
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <p class="muted">
        {suggester === null
          ? t("suggester.none")
          : t(suggester.active ? "suggester.on" : "suggester.off", {
              by: suggester.changedBy,
              time: formatTime(suggester.changed),
            })}
      </p>
      <p>
        <label for={`${id}-url`}>{t("suggester.url")}</label>
        <input
          id={`${id}-url`}
          type="url"
          required
          maxLength={2000}
          placeholder="https://example.org/v1/chat/completions"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </p>
      <p>
        <label for={`${id}-model`}>{t("suggester.model")}</label>
        <input
          id={`${id}-model`}
          required
          maxLength={200}
          value={model}
          onInput={(event) => setModel(event.currentTarget.value)}
        />
      </p>
      <p>
        <label for={`${id}-key`}>{t("suggester.key")}</label>
        <input
          id={`${id}-key`}
          type="password"
          autocomplete="off"
          maxLength={1000}
          placeholder={suggester?.hasKey === true ? t("suggester.keyKept") : ""}
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </p>
      <p>
        <label for={`${id}-daily`}>{t("suggester.daily")}</label>
        <input
          id={`${id}-daily`}
          type="number"
          required
          min={1}
          max={100_000}
          value={daily}
          onInput={(event) => setDaily(event.currentTarget.value)}
        />
      </p>
      <p>
        <label class="radio">
          <input
            type="checkbox"
            checked={active}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />{" "}
          {t("suggester.active")}
        </label>
      </p>
      <p class="muted">{t("suggester.data")}</p>
      <ProblemNotice error={saving.error ?? removal.error} />
      <p class="actions">
        <button class="primary" disabled={saving.busy}>
          {t("suggester.save")}
        </button>
        {suggester !== null && (
          <button type="button" class="quiet" disabled={removal.busy} onClick={() => removal.run()}>
            {t("suggester.remove")}
          </button>
        )}
      </p>
    </form>
  );
}

const COLUMNS = ["day", "person", "suggestions", "failed", "requests", "input", "output"] as const;

/** What was asked of the model in the last days. */
function Use() {
  const [use, reload] = useLoaded("suggester-use", getSuggesterUse);
  return (
    <details>
      <summary>{t("suggester.use")}</summary>
      <LoadedView of={use} reload={reload}>
        {(list) =>
          list.length === 0 ? (
            <p class="empty">{t("suggester.unused")}</p>
          ) : (
            <div class="table-frame" role="region" aria-label={t("suggester.use")} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    {COLUMNS.map((column) => (
                      <th scope="col">{t(`suggester.column.${column}`)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {list.map(({ day, person, suggestions, failed, requests, inputTokens, outputTokens }) => (
                    <tr key={`${day} ${person}`}>
                      <td>{formatDate(day)}</td>
                      <td>{person}</td>
                      {[suggestions, failed, requests, inputTokens, outputTokens].map((number) => (
                        <td>{formatNumber(number)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </LoadedView>
    </details>
  );
}
