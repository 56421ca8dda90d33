import { useEffect, useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { type ConceptDraft, getImpact, type Impact } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { documentAddress } from "../../router.ts";
import { ShownText } from "../../text/shown-text.tsx";

/** Pause in editing after which the impact is computed, in milliseconds. */
const PAUSE = 500;
/** Units shown of each kind. */
const SHOWN = 20;

interface ImpactViewProps {
  /** `undefined` for a concept that is not stored yet. */
  readonly id: string | undefined;
  readonly change: Omit<ConceptDraft, "id">;
  readonly isChanged: boolean;
}

/** The impact of a change before it is saved: units that it would break or mend. */
export function ImpactView({ id, change, isChanged }: ImpactViewProps) {
  const [impact, setImpact] = useState<Impact>();
  const [error, setError] = useState<unknown>();
  const key = JSON.stringify(change);
  useEffect(() => {
    if (!isChanged) {
      setImpact(undefined);
      setError(undefined);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getImpact(id ?? "new-concept", change, stop.signal).then(
        (found) => {
          setImpact(found);
          setError(undefined);
        },
        (problem: unknown) => {
          if (!stop.signal.aborted) setError(problem);
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, isChanged]);
  return (
    <section class="impact card" aria-labelledby="impact">
      <h2 id="impact">{t("impact.title")}</h2>
      <ProblemNotice error={error} />
      <p role="status">
        {error !== undefined
          ? ""
          : !isChanged
            ? t("impact.unchanged")
            : impact
              ? `${t("impact.units", { count: impact.units })} ${t("impact.breaks", { count: impact.breaks.length })} ${t("impact.mends", { count: impact.mends.length })}`
              : t("loading")}
      </p>
      {impact && (
        <div class="columns">
          <Units title={t("impact.wouldBreak")} units={impact.breaks} />
          <Units title={t("impact.wouldMend")} units={impact.mends} />
        </div>
      )}
    </section>
  );
}

function Units({ title, units }: { title: string; units: Impact["breaks"] }) {
  if (units.length === 0) return null;
  return (
    <details open={units.length <= 5}>
      <summary>
        {title} ({units.length})
      </summary>
      <ul class="entries">
        {units.slice(0, SHOWN).map(({ unit, findings }) => (
          <li key={unit.id}>
            {LANGUAGES.map((language) => {
              const variant = unit.variants[language];
              const marks = findings.flatMap(({ ranges, severity }) =>
                (ranges[language] ?? []).map((range) => ({ ...range, kind: severity })),
              );
              return variant ? (
                <div>
                  <ShownText language={language} content={variant.content} marks={marks} />
                </div>
              ) : null;
            })}
            <p class="muted">{[...new Set(findings.map(({ message }) => message))].join(" ")}</p>
            <p>
              <a href={documentAddress(unit.document, { unit: unit.id })}>{t("impact.open")}</a>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
