import { useId, useState } from "preact/hooks";
import { CHECK_IDS, SEVERITIES } from "../../../domain/finding.ts";
import {
  type DocumentView,
  findingIds,
  getConcept,
  getFindings,
  getUnit,
  unignoreFindings,
  type UnitView,
} from "../../api/resources.ts";
import { PagedView } from "../../components/paged-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { compareText, formatNumber, language, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";
import { amendQuery, place } from "../../router.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { citedText } from "../../text/cited.ts";
import { IgnoreDialog } from "./ignore-dialog.tsx";
import { UnitFindings } from "./unit-findings.tsx";

/** Units with findings on one page. */
const PAGE = 20;

interface FindingsProps {
  readonly documents: readonly DocumentView[];
  /** Shows only findings where one language differs from the other two, one entry for each. */
  readonly isTriangle: boolean;
}

/** The findings unit by unit; a person corrects or ignores one of them, or ignores many at once. */
export function Findings({ documents, isTriangle }: FindingsProps) {
  const { query } = useStore(place);
  const asked = Object.fromEntries(
    ["document", "check", "severity", "concept"].flatMap((name) => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const filter = isTriangle ? { ...asked, check: "triangle" } : asked;
  const ignored = query.has("ignored");
  const key = JSON.stringify([filter, ignored]);
  const pages = usePages(key, async (after) => {
    const page = await getFindings(
      { ...filter, ignored },
      { limit: PAGE, ...(after === undefined ? {} : { after }) },
    );
    const ids = [...new Set(page.items.map(({ unit }) => unit))];
    const units = await Promise.all(ids.map((id) => getUnit(id)));
    return { ...page, units: new Map<string, UnitView>(units.map((unit) => [unit.id, unit])) };
  });
  const mayTranslate = useMay("translate");
  const [choice, setChoice] = useState<{ readonly key: string; readonly ids: ReadonlySet<string> }>();
  const chosen: ReadonlySet<string> = choice?.key === key ? choice.ids : new Set();
  const [isIgnoring, setIgnoring] = useState(false);
  /** Ids of the findings that were ignored last, so that they can be taken back. */
  const [done, setDone] = useState<readonly string[]>([]);
  const choose = (ids: Iterable<string>) => setChoice({ key, ids: new Set(ids) });
  const choosingAll = useAction(async () => choose(await findingIds(filter)));
  const onIgnored = (ids: readonly string[]) => {
    setDone(ids);
    choose([...chosen].filter((id) => !ids.includes(id)));
    announce(t("checks.ignoredDone", { count: ids.length }));
    pages.refresh();
  };
  const takingBack = useAction(async () => {
    await unignoreFindings(done);
    announce(t("checks.heeded", { count: done.length }));
    setDone([]);
    pages.refresh();
  });

  return (
    <>
      <FindingFilters
        documents={documents}
        isTriangle={isTriangle}
        counts={pages.first.value?.counts}
        query={query}
      />
      {done.length > 0 && (
        <p class="notice good taken">
          <span>{t("checks.ignoredDone", { count: done.length })}</span>
          <button type="button" disabled={takingBack.busy} onClick={() => takingBack.run()}>
            {t("checks.heed")}
          </button>
        </p>
      )}
      <ProblemNotice error={takingBack.error ?? choosingAll.error} />
      <PagedView of={pages}>
        {({ counts: { total } }, all) => {
          if (total === 0)
            return <p class="empty card">{t(isTriangle ? "checks.noTriangle" : "checks.none")}</p>;
          const findings = all.flatMap(({ items }) => items);
          const units = new Map(all.flatMap((page) => [...page.units]));
          const groups = Map.groupBy(findings, ({ unit, id }) => (isTriangle ? id : unit));
          return (
            <>
              <div class="list-head">
                <p class="muted" role="status">
                  {t("findings.count", { count: total })}
                </p>
                {mayTranslate && <ChooseAll isBusy={choosingAll.busy} onChoose={() => choosingAll.run()} />}
              </div>
              <ul class="units-with-findings">
                {[...groups].map(([name, own]) => {
                  const unit = units.get(own[0]?.unit ?? "");
                  return unit ? (
                    <UnitFindings
                      key={name}
                      unit={unit}
                      findings={own}
                      marksSuspect={isTriangle}
                      {...(mayTranslate && { chosen })}
                      onChoose={(id, isChosen) =>
                        choose(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id))
                      }
                      onIgnored={onIgnored}
                      onChange={pages.refresh}
                    />
                  ) : null;
                })}
              </ul>
            </>
          );
        }}
      </PagedView>
      {chosen.size > 0 && (
        <ChosenBar count={chosen.size} onIgnore={() => setIgnoring(true)} onNone={() => choose([])} />
      )}
      {isIgnoring && (
        <IgnoreDialog
          findings={[...chosen]}
          onClose={() => setIgnoring(false)}
          onDone={() => {
            setIgnoring(false);
            onIgnored([...chosen]);
          }}
        >
          {t("checks.ignoreMany", { count: chosen.size })}
        </IgnoreDialog>
      )}
    </>
  );
}

function ChooseAll({ isBusy, onChoose }: { isBusy: boolean; onChoose: () => void }) {
  return (
    <button type="button" class="quiet" disabled={isBusy} onClick={onChoose}>
      {t("checks.chooseAll")}
    </button>
  );
}

interface ChosenBarProps {
  /** How many findings are chosen. */
  readonly count: number;
  readonly onIgnore: () => void;
  readonly onNone: () => void;
}

/** What can be done with the chosen findings. */
function ChosenBar({ count, onIgnore, onNone }: ChosenBarProps) {
  return (
    <div class="chosen-bar" role="region" aria-label={t("checks.chosenLabel")}>
      <p role="status">{t("checks.chosen", { count })}</p>
      <button type="button" class="primary" onClick={onIgnore}>
        {t("checks.ignoreChosen")}
      </button>
      <button type="button" onClick={onNone}>
        {t("checks.chooseNone")}
      </button>
    </div>
  );
}

interface FindingFiltersProps extends FindingsProps {
  readonly query: URLSearchParams;
  readonly counts: Awaited<ReturnType<typeof getFindings>>["counts"] | undefined;
}

function FindingFilters({ documents, isTriangle, query, counts }: FindingFiltersProps) {
  const id = useId();
  const choose = (name: string) => (event: { currentTarget: HTMLSelectElement }) =>
    amendQuery({ [name]: event.currentTarget.value || undefined });
  const counted = (name: string, counts: Readonly<Record<string, number>> | undefined, of: string) =>
    counts?.[of] ? `${name} (${formatNumber(counts[of])})` : name;
  const concept = query.get("concept");
  return (
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
      {concept !== null && <ConceptFilter id={concept} />}
      <label class="check">
        <input
          type="checkbox"
          checked={query.has("ignored")}
          onChange={(event) => amendQuery({ ignored: event.currentTarget.checked ? "1" : undefined })}
        />
        {t("checks.withIgnored")}
      </label>
    </search>
  );
}

/** The concept whose findings are shown, with a button that shows the others again. */
function ConceptFilter({ id }: { id: string }) {
  const [concept] = useLoaded(id, (signal) => getConcept(id, signal));
  const terms = concept.value?.terms ?? [];
  const term = terms.find((one) => one.language === language.get()) ?? terms[0];
  return (
    <div class="concept-filter">
      <span class="muted">{t("checks.concept")}</span>
      <button type="button" onClick={() => amendQuery({ concept: undefined })} title={t("checks.anyConcept")}>
        {term ? citedText(term) : id} <span aria-hidden="true">×</span>
        <span class="unseen"> {t("checks.anyConcept")}</span>
      </button>
    </div>
  );
}
