import { useState } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { heedFindings, patchUnit, type UnitView, type WordedFinding } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { positionOf, spliceContent } from "../../editor/content-edit.ts";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { IgnoreDialog } from "./ignore-dialog.tsx";

interface UnitFindingsProps {
  readonly unit: UnitView;
  readonly findings: readonly WordedFinding[];
  /** Whether the language is marked that does not agree with the other two. */
  readonly marksSuspect: boolean;
  /** Which findings are chosen; without it none can be. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose: (finding: string, isChosen: boolean) => void;
  readonly onIgnored: (findings: readonly string[]) => void;
  readonly onChange: () => void;
}

/** One unit in all its languages with the places marked, and each finding with what can be done. */
export function UnitFindings({
  unit,
  findings,
  marksSuspect,
  chosen,
  onChoose,
  onIgnored,
  onChange,
}: UnitFindingsProps) {
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
    await heedFindings([finding.id]);
    onChange();
  });
  const shownLanguages = LANGUAGES.filter((language) => unit.variants[language]);
  const isSuspect = (language: Language) =>
    marksSuspect && findings.some(({ params }) => params["suspect"] === language);
  return (
    <li class="card unit-findings">
      <p class="muted">
        <a href={documentAddress(unit.document, { unit: unit.id })}>
          <DocumentTitle id={unit.document} /> · <code>{unit.key}</code>
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
            {chosen && !finding.ignored && (
              <input
                type="checkbox"
                class="choose"
                checked={chosen.has(finding.id)}
                onChange={(event) => onChoose(finding.id, event.currentTarget.checked)}
                aria-label={t("checks.choose", { what: finding.message })}
              />
            )}
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
          findings={[ignoring.id]}
          onClose={() => setIgnoring(undefined)}
          onDone={() => {
            setIgnoring(undefined);
            onIgnored([ignoring.id]);
          }}
        >
          {ignoring.message}
        </IgnoreDialog>
      )}
    </li>
  );
}
