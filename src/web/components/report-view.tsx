import { useState } from "preact/hooks";
import { plainText } from "../../domain/segment.ts";
import type { Report, ReportEntry } from "../api/resources.ts";
import { formatNumber, languageName, t } from "../i18n.ts";
import { ShownDifference } from "../text/shown-difference.tsx";

const RESULTS = ["created", "changed", "same", "conflict", "rejected", "removed"] as const;
/** Entries shown at first; each press shows as many more. */
const PAGE = 100;

export type Counts = Report["counts"];

/** Number of units by result; results without a unit are left out. */
export function CountBadges({ counts }: { counts: Counts }) {
  const found = RESULTS.filter((result) => counts[result] > 0);
  if (found.length === 0) return <span class="muted">{t("report.nothing")}</span>;
  return (
    <span class="badges">
      {found.map((result) => (
        <span class={`badge ${TONES[result]}`}>{t(`report.${result}`, { count: counts[result] })}</span>
      ))}
    </span>
  );
}

const TONES: Readonly<Record<keyof Counts, string>> = {
  created: "good",
  changed: "good",
  same: "",
  conflict: "warning",
  rejected: "danger",
  removed: "warning",
};

/** The result of each unit. Conflicts and refusals come first, because a person has to look at them. */
export function ReportView({ report }: { report: Report }) {
  const [shown, setShown] = useState(PAGE);
  const skipped = Object.entries(report.skippedLanguages);
  const urgent = (entry: ReportEntry) => entry.result === "conflict" || entry.result === "rejected";
  const entries = [
    ...report.units.filter(urgent),
    ...report.units.filter(
      (entry) => !urgent(entry) && (entry.result !== "same" || (entry.warnings ?? []).length > 0),
    ),
  ];
  return (
    <div class="report">
      <p>
        <CountBadges counts={report.counts} />
      </p>
      {report.warnings.length > 0 && (
        <ul class="notice warning">
          {report.warnings.map(({ title, detail }) => (
            <li>
              <strong>{title}</strong> {detail}
            </li>
          ))}
        </ul>
      )}
      {skipped.length > 0 && (
        <p class="muted">
          {t("report.skipped", {
            languages: skipped.map(([tag, count]) => `${tag} (${formatNumber(count)})`).join(", "),
          })}
        </p>
      )}
      {(report.skipped ?? []).map(
        ({ reason, count, examples }) =>
          count > 0 && (
            <details key={reason}>
              <summary>{t(`report.leftOut.${reason}`, { count })}</summary>
              <ul class="entries">
                {examples.map(({ key, text }) => (
                  <li>
                    <code>{key}</code> {text}
                  </li>
                ))}
              </ul>
            </details>
          ),
      )}
      {entries.length > 0 && (
        <details open={entries.some(urgent)}>
          <summary>
            {t(entries[0]?.concept === undefined ? "report.units" : "report.concepts", {
              count: entries.length,
            })}
          </summary>
          <ul class="entries">
            {entries.slice(0, shown).map((entry) => (
              <li>
                <span class={`badge ${TONES[entry.result]}`}>{t(`result.${entry.result}`)}</span>{" "}
                <code>{entry.key}</code>
                {entry.language !== undefined && <span class="muted"> {languageName(entry.language)}</span>}
                {entry.problem && (
                  <p>
                    <strong>{entry.problem.title}</strong> {entry.problem.detail} {entry.problem.advice}
                  </p>
                )}
                {(entry.unrestored ?? []).length > 0 && entry.concept !== undefined && (
                  <p>
                    {t("report.unrestored", {
                      parts: [
                        ...(entry.unrestored ?? []).map((part) => t(`concept.parts.${part}`)),
                        ...(entry.unrestoredTerms ?? []),
                      ].join(", "),
                    })}
                  </p>
                )}
                {entry.language !== undefined && entry.theirs && entry.mine && (
                  <p>
                    <ShownDifference
                      language={entry.language}
                      from={plainText(entry.theirs.content)}
                      to={plainText(entry.mine.content)}
                    />
                  </p>
                )}
                {entry.warnings?.map(({ title, detail, advice }) => (
                  <p class="muted">
                    {title} {detail} {advice}
                  </p>
                ))}
              </li>
            ))}
          </ul>
          {entries.length > shown && (
            <button type="button" onClick={() => setShown(shown + PAGE)}>
              {t("more", { count: entries.length - shown })}
            </button>
          )}
        </details>
      )}
    </div>
  );
}
