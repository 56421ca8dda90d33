import type { Language } from "../../../domain/language.ts";
import type { TypedFinding } from "../../api/resources.ts";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { t } from "../../i18n.ts";
import { ShownText } from "../../text/shown-text.tsx";

interface FindingsListProps {
  readonly findings: readonly TypedFinding[];
  readonly target: Language;
  readonly current: number;
  readonly onShow: (at: number) => void;
  /** Puts the suggestion in its place. */
  readonly onApply: (finding: TypedFinding) => void;
}

/** The findings in the text as it stands now. */
export function FindingsList({ findings, target, current, onShow, onApply }: FindingsListProps) {
  return (
    <section class="findings" aria-label={t("findings.title")}>
      <p class="unseen" role="status">
        {t("findings.count", { count: findings.length })}
      </p>
      {findings.length > 0 && (
        // It may scroll, also where none of the findings has a button.
        <ul class="finding-list" tabIndex={0} aria-label={t("findings.title")}>
          {findings.map((finding, at) => (
            <li class={at === current ? "current" : ""}>
              <SeverityBadge severity={finding.severity} /> <span>{finding.message}</span>{" "}
              {(finding.ranges[target]?.length ?? 0) > 0 && (
                <button type="button" class="quiet" onClick={() => onShow(at)}>
                  {t("findings.show")}
                </button>
              )}
              {finding.suggestion?.range && finding.suggestion.language === target && (
                <button type="button" class="quiet" onClick={() => onApply(finding)}>
                  {finding.suggestion.text === "" ? (
                    t("findings.delete")
                  ) : (
                    <>
                      {t("findings.apply")} <ShownText language={target} content={finding.suggestion.text} />
                    </>
                  )}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
