import { useEffect, useId, useRef, useState } from "preact/hooks";
import { CONCEPT_STATUSES } from "../../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type ConceptView, getConcepts } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { languageName, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { address, amendQuery, place } from "../../router.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ShownText } from "../../text/shown-text.tsx";
import { citedText } from "../../text/cited.ts";
import { ConceptPage } from "./concept-page.tsx";
import { GlossaryFile } from "./glossary-file.tsx";

const PAGE = 100;
/** Pause in typing after which the glossary is searched, in milliseconds. */
const PAUSE = 250;

/** The concepts of the house, found by any form of any term in any language. */
export function Glossary() {
  const { query } = useStore(place);
  const concept = query.get("concept");
  if (concept !== null) return <ConceptPage key={concept} id={concept} />;
  if (query.has("new")) return <ConceptPage key="new" id={undefined} />;
  return (
    <ConceptList
      q={query.get("q") ?? ""}
      status={query.get("status") ?? ""}
      domain={query.get("domain") ?? ""}
    />
  );
}

function ConceptList({ q, status, domain }: { q: string; status: string; domain: string }) {
  const [typed, setTyped] = useState(q);
  const [isFileOpen, setFileOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const mayEdit = useMay("terminology");
  const id = useId();
  const filter = {
    ...(q === "" ? {} : { q }),
    ...(status === "" ? {} : { status }),
    ...(domain === "" ? {} : { domain }),
  };
  const key = JSON.stringify(filter);
  const [first, reload] = useLoaded(key, (signal) => getConcepts(filter, { limit: PAGE }, signal));
  const [domains] = useLoaded("domains", async () => {
    const { items } = await getConcepts({}, { limit: 1000 });
    return [...new Set(items.flatMap((item) => item.domain ?? []))].sort();
  });
  const [further, setFurther] = useState<{
    key: string;
    items: readonly ConceptView[];
    next: string | null;
  }>();
  const own = further?.key === key ? further : undefined;
  const next = own ? own.next : (first.value?.next ?? null);
  const more = useAction(async () => {
    if (next === null) return;
    const page = await getConcepts(filter, { limit: PAGE, after: next });
    setFurther({ key, items: [...(own?.items ?? []), ...page.items], next: page.next });
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.glossary")}</h1>
        <p class="actions">
          <button type="button" onClick={() => setFileOpen(true)}>
            <Icon name="download" />
            {t(mayEdit ? "glossary.file" : "glossary.export")}
          </button>
          {mayEdit && (
            <a class="button primary" href={address("/glossary", { new: "1" })}>
              <Icon name="plus" />
              {t("concept.new")}
            </a>
          )}
        </p>
      </header>
      <search class="filters">
        <p>
          <label for={`${id}-q`}>{t("glossary.search")}</label>
          <input
            id={`${id}-q`}
            type="search"
            value={typed}
            maxLength={500}
            onInput={(event) => {
              const { value } = event.currentTarget;
              setTyped(value);
              clearTimeout(timer.current);
              timer.current = setTimeout(() => amendQuery({ q: value.trim() || undefined }), PAUSE);
            }}
          />
        </p>
        <p>
          <label for={`${id}-status`}>{t("concept.status")}</label>
          <select
            id={`${id}-status`}
            value={status}
            onChange={(event) => amendQuery({ status: event.currentTarget.value || undefined })}
          >
            <option value="">{t("filter.any")}</option>
            {CONCEPT_STATUSES.map((one) => (
              <option value={one}>{t(`concept.statuses.${one}`)}</option>
            ))}
          </select>
        </p>
        {(domains.value?.length ?? 0) > 0 && (
          <p>
            <label for={`${id}-domain`}>{t("concept.domain")}</label>
            <select
              id={`${id}-domain`}
              value={domain}
              onChange={(event) => amendQuery({ domain: event.currentTarget.value || undefined })}
            >
              <option value="">{t("filter.any")}</option>
              {(domains.value ?? []).map((one) => (
                <option value={one}>{one}</option>
              ))}
            </select>
          </p>
        )}
      </search>
      <LoadedView of={first} reload={reload}>
        {({ items, total }) =>
          total === 0 ? (
            <p class="empty card">{t(key === "{}" ? "glossary.empty" : "glossary.noneFound")}</p>
          ) : (
            <>
              <p class="muted" role="status">
                {t("glossary.count", { count: total })}
              </p>
              <div class="table-frame" role="region" aria-label={t("nav.glossary")} tabIndex={0}>
                <table class="concepts">
                  <thead>
                    <tr>
                      {LANGUAGES.map((language) => (
                        <th scope="col">{languageName(language)}</th>
                      ))}
                      <th scope="col">{t("concept.domain")}</th>
                      <th scope="col">{t("concept.status")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...items, ...(own?.items ?? [])].map((one) => (
                      <ConceptRow key={one.id} concept={one} />
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </LoadedView>
      <ProblemNotice error={more.error} />
      {next !== null && (
        <p>
          <button type="button" disabled={more.busy} onClick={() => more.run()}>
            {t("glossary.more")}
          </button>
        </p>
      )}
      {isFileOpen && <GlossaryFile onClose={() => setFileOpen(false)} onDone={reload} />}
    </section>
  );
}

function ConceptRow({ concept }: { concept: ConceptView }) {
  const terms = (language: Language) => concept.terms.filter((term) => term.language === language);
  const linked = LANGUAGES.find((language) => terms(language).length > 0);
  return (
    <tr>
      {LANGUAGES.map((language) => (
        <td>
          {terms(language).map((term, at) => {
            const shown = (
              <ShownText
                class={term.forbidden || term.administrativeStatus === "deprecated" ? "discouraged" : ""}
                language={language}
                content={citedText(term)}
              />
            );
            return (
              <div class={at === 0 ? "main-term" : "muted"}>
                {at === 0 && language === linked ? (
                  <a href={address("/glossary", { concept: concept.id })}>{shown}</a>
                ) : (
                  shown
                )}
                {term.forbidden && <span class="badge danger">{t("term.forbidden")}</span>}
              </div>
            );
          })}
        </td>
      ))}
      <td>{concept.domain}</td>
      <td>
        <span
          class={`badge ${concept.status === "approved" ? "good" : concept.status === "proposed" ? "warning" : ""}`}
        >
          {t(`concept.statuses.${concept.status}`)}
        </span>
      </td>
    </tr>
  );
}
