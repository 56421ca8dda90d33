import type { Assignment } from "../../api/resources.ts";
import { formatDate, formatPercent, languageName, t } from "../../i18n.ts";

/** What an assignment is, and how far it is: step, direction, part, date, progress. */
export function AssignmentFacts({ assignment }: { assignment: Assignment }) {
  const { step, source, target, part, due, overdue, progress } = assignment;
  const share = progress.units === 0 ? 1 : progress.done / progress.units;
  const label = t("work.progress", { done: progress.done, of: progress.units });
  return (
    <>
      <p class="work-facts">
        <span class={`badge ${step === "review" ? "reviewed" : "translated"}`}>{t(`work.step.${step}`)}</span>
        <span>
          {languageName(source)} → {languageName(target)}
        </span>
        {part !== null && <span>{t("work.part", { first: part.first.number, last: part.last.number })}</span>}
        {due !== null && (
          <span class={overdue ? "badge danger" : ""}>
            {t(overdue ? "work.overdue" : "work.until", { date: formatDate(due) })}
          </span>
        )}
      </p>
      <div class="language-progress">
        <div class="bar" role="img" aria-label={label}>
          <span
            class={`part ${step === "review" ? "reviewed" : "translated"}`}
            style={{ inlineSize: `${share * 100}%` }}
          />
        </div>
        <span class="number">{formatPercent(Math.floor(share * 100) / 100)}</span>
      </div>
      <p class="muted">
        {label}
        {progress.words > 0 && (
          <>
            {" · "}
            {t(source === "zh" ? "work.charactersLeft" : "work.wordsLeft", { count: progress.words })}
          </>
        )}
      </p>
    </>
  );
}
