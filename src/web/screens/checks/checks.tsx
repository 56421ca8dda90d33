import { useId, useState } from "preact/hooks";
import { CHECK_IDS, SEVERITIES } from "../../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import {
  type DocumentView,
  getCollections,
  getDocuments,
  getFindings,
  getUnit,
  heedFinding,
  ignoreFinding,
  patchUnit,
  type UnitView,
  type WordedFinding,
} from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { positionOf, spliceContent } from "../../editor/content-edit.ts";
import { compareText, formatAgo, formatNumber, languageName, loadCheckTexts, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { amendQuery, documentAddress, place } from "../../router.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { HeatMap } from "./heat-map.tsx";

const VIEWS = ["findings", "triangle", "concepts"] as const;

/** Units with findings on one page. */
const PAGE = 20;

/** What the checks have to say about all texts, and what one does about it. */
export function Checks() {
  const { query } = useStore(place);
  const view = VIEWS.find((one) => one === query.get("view")) ?? "findings";
  const [documents, reload] = useLoaded("documents", async () => {
    await loadCheckTexts();
    const collections = await getCollections();
    return (await Promise.all(collections.map(({ id }) => getDocuments(id)))).flat();
  });
  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.checks")}</h1>
        <div class="segmented" role="group" aria-label={t("checks.view")}>
          {VIEWS.map((one) => (
            <button
              type="button"
              aria-pressed={view === one}
              onClick={() => amendQuery({ view: one === "findings" ? undefined : one }, {})}
            >
              {t(`checks.views.${one}`)}
            </button>
          ))}
        </div>
      </header>
      <LoadedView of={documents} reload={reload}>
        {(list) =>
          view === "concepts" ? (
            <HeatMap documents={list} />
          ) : (
            <Findings key={view} documents={list} isTriangle={view === "triangle"} />
          )
        }
      </LoadedView>
    </section>
  );
}

interface Shown {
  readonly findings: readonly WordedFinding[];
  readonly units: ReadonlyMap<string, UnitView>;
}

interface FindingsProps {
  readonly documents: readonly DocumentView[];
  /** Only where one of the three languages differs from the other two, each of these by itself. */
  readonly isTriangle: boolean;
}

function Findings({ documents, isTriangle }: FindingsProps) {
  const { query } = useStore(place);
  const asked = Object.fromEntries(
    ["document", "check", "severity"].flatMap((name) => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const filter = isTriangle ? { ...asked, check: "triangle" } : asked;
  const ignored = query.has("ignored");
  const key = JSON.stringify([filter, ignored]);
  const load = async (after: string | undefined) => {
    const page = await getFindings(
      { ...filter, ignored },
      { limit: PAGE, ...(after === undefined ? {} : { after }) },
    );
    const ids = [...new Set(page.items.map(({ unit }) => unit))];
    const units = await Promise.all(ids.map((id) => getUnit(id)));
    return { ...page, units: new Map(units.map((unit) => [unit.id, unit])) };
  };
  const [first, reload] = useLoaded(key, () => load(undefined));
  const [further, setFurther] = useState<Shown & { readonly key: string; readonly next: string | null }>();
  const own = further?.key === key ? further : undefined;
  const next = own ? own.next : (first.value?.next ?? null);
  const more = useAction(async () => {
    if (next === null) return;
    const page = await load(next);
    setFurther({
      key,
      findings: [...(own?.findings ?? []), ...page.items],
      units: new Map([...(own?.units ?? []), ...page.units]),
      next: page.next,
    });
  });
  const refresh = () => {
    setFurther(undefined);
    reload();
  };
  const id = useId();
  const choose = (name: string) => (event: { currentTarget: HTMLSelectElement }) =>
    amendQuery({ [name]: event.currentTarget.value || undefined });
  const counts = first.value?.counts;
  const counted = (name: string, tally: Readonly<Record<string, number>> | undefined, of: string) =>
    tally?.[of] ? `${name} (${formatNumber(tally[of])})` : name;
  return (
    <>
      <search class="filters">
        <p>
          <label for={`${id}-document`}>{t("checks.document")}</label>
          <select id={`${id}-document`} value={query.get("document") ?? ""} onChange={choose("document")}>
            <option value="">{t("filter.any")}</option>
            {documents.map((document) => (
              <option value={document.id}>{counted(document.title, counts?.documents, document.id)}</option>
            ))}
          </select>
        </p>
        {!isTriangle && (
          <p>
            <label for={`${id}-check`}>{t("checks.check")}</label>
            <select id={`${id}-check`} value={query.get("check") ?? ""} onChange={choose("check")}>
              <option value="">{t("filter.any")}</option>
              {[...CHECK_IDS]
                .sort((a, b) => compareText(t(`checks:${a}.title`), t(`checks:${b}.title`)))
                .map((check) => (
                  <option value={check}>{counted(t(`checks:${check}.title`), counts?.checks, check)}</option>
                ))}
            </select>
          </p>
        )}
        <p>
          <label for={`${id}-severity`}>{t("checks.severity")}</label>
          <select id={`${id}-severity`} value={query.get("severity") ?? ""} onChange={choose("severity")}>
            <option value="">{t("filter.any")}</option>
            {SEVERITIES.map((severity) => (
              <option value={severity}>
                {counted(t(`severity.${severity}`), counts?.severities, severity)}
              </option>
            ))}
          </select>
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={ignored}
            onChange={(event) => amendQuery({ ignored: event.currentTarget.checked ? "1" : undefined })}
          />
          {t("checks.withIgnored")}
        </label>
      </search>
      <LoadedView of={first} reload={refresh}>
        {({ items, units, counts: { total } }) => {
          const all: Shown = {
            findings: [...items, ...(own?.findings ?? [])],
            units: new Map([...units, ...(own?.units ?? [])]),
          };
          if (total === 0)
            return <p class="empty card">{t(isTriangle ? "checks.noTriangle" : "checks.none")}</p>;
          return (
            <>
              <p class="muted" role="status">
                {t("findings.count", { count: total })}
              </p>
              <ul class="units-with-findings">
                {[...Map.groupBy(all.findings, ({ unit, id: finding }) => (isTriangle ? finding : unit))].map(
                  ([key, findings]) => {
                    const unit = all.units.get(findings[0]?.unit ?? "");
                    return unit ? (
                      <UnitFindings
                        key={key}
                        unit={unit}
                        findings={findings}
                        marksSuspect={isTriangle}
                        onChange={refresh}
                      />
                    ) : null;
                  },
                )}
              </ul>
            </>
          );
        }}
      </LoadedView>
      <ProblemNotice error={more.error} />
      {next !== null && (
        <p>
          <button type="button" disabled={more.busy} onClick={() => more.run()}>
            {t("checks.more")}
          </button>
        </p>
      )}
    </>
  );
}

interface UnitFindingsProps {
  readonly unit: UnitView;
  readonly findings: readonly WordedFinding[];
  /** Whether the language is marked that does not agree with the other two. */
  readonly marksSuspect: boolean;
  readonly onChange: () => void;
}

/** One unit in all its languages with the places marked, and each finding with what can be done. */
function UnitFindings({ unit, findings, marksSuspect, onChange }: UnitFindingsProps) {
  const [ignoring, setIgnoring] = useState<WordedFinding>();
  const mayTranslate = useMay("translate");
  const mending = useAction(async (finding: WordedFinding) => {
    const { suggestion } = finding;
    const variant = suggestion && unit.variants[suggestion.language];
    if (!suggestion?.range || !variant) return;
    const { start, end } = suggestion.range;
    const content = spliceContent(
      variant.content,
      positionOf(variant.content, start),
      positionOf(variant.content, end),
      [suggestion.text],
    );
    await patchUnit(unit.id, unit.version, { variants: { [suggestion.language]: { content } } });
    announce(t("save.done"));
    onChange();
  });
  const heeding = useAction(async (finding: WordedFinding) => {
    await heedFinding(finding.id);
    onChange();
  });
  const shownLanguages = LANGUAGES.filter((language) => unit.variants[language]);
  const isSuspect = (language: Language) =>
    marksSuspect && findings.some(({ params }) => params["suspect"] === language);
  return (
    <li class="card unit-findings">
      <p class="muted">
        <a href={documentAddress(unit.document, { unit: unit.id })}>
          {unit.document} · <code>{unit.key}</code>
        </a>
      </p>
      <div class="side-by-side">
        {shownLanguages.map((language) => (
          <div class={isSuspect(language) ? "suspect" : ""}>
            <p class="muted language-label">
              {languageName(language)}
              {isSuspect(language) && (
                <>
                  {" "}
                  <span class="badge warning">{t("checks.suspect")}</span>
                </>
              )}
            </p>
            <ShownText
              language={language}
              content={unit.variants[language]?.content ?? []}
              marks={findings.flatMap(({ ranges, severity, message }) =>
                (ranges[language] ?? []).map((range) => ({ ...range, kind: severity, title: message })),
              )}
            />
          </div>
        ))}
      </div>
      <ul class="finding-list">
        {findings.map((finding) => (
          <li key={finding.id} class={finding.ignored ? "ignored" : ""}>
            <span
              class={`badge ${finding.severity === "error" ? "danger" : finding.severity === "warning" ? "warning" : ""}`}
            >
              {t(`severity.${finding.severity}`)}
            </span>{" "}
            <strong>{t(`checks:${finding.check}.title`)}</strong> {finding.message}
            {finding.certainty !== "certain" && (
              <span class="muted"> ({t(`certainty.${finding.certainty}`)})</span>
            )}
            {finding.ignored && (
              <p class="muted">
                {t("checks.ignoredBy", {
                  author: finding.ignored.author,
                  when: formatAgo(finding.ignored.time),
                })}
                {finding.ignored.reason !== "" && <> — {finding.ignored.reason}</>}
              </p>
            )}
            {mayTranslate && (
              <span class="finding-actions">
                {finding.suggestion?.range && !finding.ignored && (
                  <button
                    type="button"
                    class="quiet"
                    disabled={mending.busy}
                    onClick={() => mending.run(finding)}
                  >
                    {finding.suggestion.text === "" ? (
                      t("findings.delete")
                    ) : (
                      <>
                        {t("findings.apply")}{" "}
                        <ShownText language={finding.suggestion.language} content={finding.suggestion.text} />
                      </>
                    )}
                  </button>
                )}
                {finding.ignored ? (
                  <button
                    type="button"
                    class="quiet"
                    disabled={heeding.busy}
                    onClick={() => heeding.run(finding)}
                  >
                    {t("checks.heed")}
                  </button>
                ) : (
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => setIgnoring(finding)}
                    aria-label={t("checks.ignoreWhat", { what: finding.message })}
                  >
                    {t("checks.ignore")}
                  </button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice error={mending.error ?? heeding.error} />
      {ignoring && (
        <IgnoreDialog
          finding={ignoring}
          onClose={() => setIgnoring(undefined)}
          onDone={() => {
            setIgnoring(undefined);
            onChange();
          }}
        />
      )}
    </li>
  );
}

function IgnoreDialog({
  finding,
  onClose,
  onDone,
}: {
  finding: WordedFinding;
  onClose: () => void;
  onDone: () => void;
}) {
  const [reason, setReason] = useState("");
  const id = useId();
  const ignoring = useAction(async () => {
    await ignoreFinding(finding.id, reason.trim());
    announce(t("checks.ignoredDone"));
    onDone();
  });
  return (
    <Dialog title={t("checks.ignore")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          ignoring.run();
        }}
      >
        <p>{finding.message}</p>
        <p>
          <label for={id}>{t("checks.reason")}</label>
          <input
            id={id}
            value={reason}
            maxLength={2000}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </p>
        <p class="muted">{t("checks.ignoreHint")}</p>
        <ProblemNotice error={ignoring.error} />
        <p class="actions">
          <button class="primary" disabled={ignoring.busy}>
            {t("checks.ignore")}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
