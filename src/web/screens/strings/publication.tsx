import { useEffect } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type DocumentView,
  getPublished,
  getVersions,
  publishStrings,
  type UnitView,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";

/** A text that differs from the published one. */
interface Changed {
  readonly key: string;
  readonly live: string;
  readonly now: string;
}

/** `{"home": {"title": "…"}}` as `home.title` → `…`. */
function flatten(value: unknown, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === "string") found.set(path, value);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      for (const [key, text] of flatten(inner, path === "" ? name : `${path}.${name}`)) found.set(key, text);
    }
  }
  return found;
}

const SHOWN = 50;

/** The published versions, what publishing would change, and the button that publishes. */
export function Publication({
  document,
  units,
  saves,
}: {
  document: DocumentView;
  units: readonly UnitView[];
  saves: number;
}) {
  const namespace = document.namespace ?? "";
  const mayPublish = useMay("publish");
  const mayRead = useMay("read");
  const [state, reload] = useLoaded(mayRead ? namespace : undefined, async () => {
    const versions = await getVersions(namespace);
    const current = versions.filter((version) => version.current);
    const live = await Promise.all(
      current.map(async ({ language, version }) => {
        const body = await getPublished(namespace, language, version).catch((error: unknown) => {
          if (error instanceof ApiProblem) return {};
          throw error;
        });
        return [language, flatten(body)] as const;
      }),
    );
    return { versions, live: new Map<Language, Map<string, string>>(live) };
  });
  useEffect(() => {
    if (saves > 0) reload();
  }, [saves]);
  const publishing = useAction(async () => {
    await publishStrings(namespace, false);
    announce(t("strings.published"));
    reload();
  });
  return (
    <section class="card publication" aria-labelledby="publication">
      <h2 id="publication">{t("strings.publication")}</h2>
      <LoadedView of={state} reload={reload}>
        {({ versions, live }) => {
          const changes = LANGUAGES.filter((language) => document.languages.includes(language)).map(
            (language) => ({
              language,
              changed: changedTexts(units, language, live.get(language) ?? new Map()),
              version: versions.find((version) => version.current && version.language === language),
            }),
          );
          const total = changes.reduce((sum, { changed }) => sum + changed.length, 0);
          return (
            <>
              <ul class="live-versions">
                {changes.map(({ language, changed, version }) => (
                  <li>
                    <strong>{languageName(language)}</strong>{" "}
                    {version ? (
                      <>
                        <a
                          href={`/locales/${language}/${encodeURIComponent(namespace)}.json`}
                          target="_blank"
                          rel="noreferrer"
                        >
                          <code>{version.version.slice(0, 8)}</code>
                        </a>{" "}
                        <span class="muted">
                          {t("unit.by", { author: version.author, when: formatAgo(version.time) })}
                        </span>
                      </>
                    ) : (
                      <span class="muted">{t("strings.neverPublished")}</span>
                    )}{" "}
                    <span class={`badge ${changed.length > 0 ? "warning" : "good"}`}>
                      {changed.length === 0
                        ? t("strings.asPublished")
                        : t("strings.differences", { count: changed.length })}
                    </span>
                    {changed.length > 0 && (
                      <details>
                        <summary>{t("strings.showDifferences")}</summary>
                        <ul class="entries">
                          {changed.slice(0, SHOWN).map(({ key, live: was, now }) => (
                            <li>
                              <code>{key}</code>
                              <p>
                                <ShownDifference language={language} from={was} to={now} />
                              </p>
                            </li>
                          ))}
                        </ul>
                        {changed.length > SHOWN && (
                          <p class="muted">{t("strings.andMore", { count: changed.length - SHOWN })}</p>
                        )}
                      </details>
                    )}
                  </li>
                ))}
              </ul>
              <ProblemNotice error={publishing.error} />
              {mayPublish && (
                <p class="actions">
                  <button
                    type="button"
                    class="primary"
                    disabled={publishing.busy || total === 0}
                    onClick={() => publishing.run()}
                  >
                    {t("strings.publish")}
                  </button>
                </p>
              )}
            </>
          );
        }}
      </LoadedView>
    </section>
  );
}

function changedTexts(
  units: readonly UnitView[],
  language: Language,
  live: ReadonlyMap<string, string>,
): Changed[] {
  return units.flatMap(({ key, variants }) => {
    const now = variants[language]?.text ?? "";
    const was = live.get(key) ?? "";
    return now === was ? [] : [{ key, live: was, now }];
  });
}
