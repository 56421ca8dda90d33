import { useState } from "preact/hooks";
import {
  getSuggester,
  getSuggesterUse,
  removeSuggester,
  setSuggester,
  type Suggester,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
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
  const saving = useAction(async () => {
    const wanted = { url: url.trim(), model: model.trim(), daily: Number(daily), active };
    await setSuggester(key === "" ? wanted : { ...wanted, key });
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
      <TextField
        label={t("suggester.url")}
        value={url}
        onInput={setUrl}
        input={{
          type: "url",
          required: true,
          maxLength: 2000,
          placeholder: "https://example.org/v1/chat/completions",
        }}
      />
      <TextField
        label={t("suggester.model")}
        value={model}
        onInput={setModel}
        input={{ required: true, maxLength: 200 }}
      />
      <TextField
        label={t("suggester.key")}
        value={key}
        onInput={setKey}
        input={{
          type: "password",
          autocomplete: "off",
          maxLength: 1000,
          placeholder: suggester?.hasKey === true ? t("suggester.keyKept") : "",
        }}
      />
      <TextField
        label={t("suggester.daily")}
        value={daily}
        onInput={setDaily}
        input={{ type: "number", required: true, min: 1, max: 100_000 }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
        {t("suggester.active")}
      </label>
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
