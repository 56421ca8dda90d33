import { useState } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import {
  learnWord,
  unignoreFindings,
  patchUnit,
  type UnitPatch,
  type UnitView,
  type WordedFinding,
} from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
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
  /** Ids of the chosen findings; without it nothing can be chosen. */
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
  const applying = useAction(async (finding: WordedFinding) => {
    const patch = suggestedPatch(unit, finding);
    if (!patch) return;
    await patchUnit(unit.id, unit.version, patch);
    announce(t("save.done"));
    onChange();
  });
  const heeding = useAction(async (finding: WordedFinding) => {
    await unignoreFindings([finding.id]);
    onChange();
  });
  const learning = useAction(async (finding: WordedFinding) => {
    await learnWord(finding.id);
    announce(t("checks.learned"));
    onChange();
  });
  return (
    <li class="card unit-findings">
      <p class="muted">
        <a href={documentAddress(unit.document, { unit: unit.id })}>
          <DocumentTitle id={unit.document} /> · <code>{unit.key}</code>
        </a>
      </p>
      <MarkedTexts unit={unit} findings={findings} marksSuspect={marksSuspect} />
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
            <FindingText finding={finding} />
            {mayTranslate && (
              <FindingActions
                finding={finding}
                isBusy={applying.busy || heeding.busy || learning.busy}
                onLearn={() => learning.run(finding)}
                onApply={() => applying.run(finding)}
                onHeed={() => heeding.run(finding)}
                onIgnore={() => setIgnoring(finding)}
              />
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice error={applying.error ?? heeding.error ?? learning.error} />
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

/** The change that puts the suggestion of a finding in its place; `undefined` when there is none. */
function suggestedPatch(unit: UnitView, { suggestion }: WordedFinding): UnitPatch | undefined {
  const content = suggestion && unit.variants[suggestion.language]?.content;
  if (!suggestion?.range || !content) return undefined;
  const { language, text, range } = suggestion;
  const [start, end] = [positionOf(content, range.start), positionOf(content, range.end)];
  return { variants: { [language]: { content: spliceContent(content, start, end, [text]) } } };
}

/** The texts of a unit side by side, with the places of the findings marked. */
function MarkedTexts({
  unit,
  findings,
  marksSuspect,
}: Pick<UnitFindingsProps, "unit" | "findings" | "marksSuspect">) {
  const isSuspect = (language: Language) =>
    marksSuspect && findings.some(({ params }) => params["suspect"] === language);
  return (
    <div class="side-by-side">
      {LANGUAGES.filter((language) => unit.variants[language]).map((language) => (
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
  );
}

/** What a finding says, and who ignored it and why. The message says how certain it is. */
function FindingText({ finding }: { finding: WordedFinding }) {
  const { severity, check, message, ignored } = finding;
  return (
    <>
      <SeverityBadge severity={severity} /> <strong>{t(`checks:${check}.title`)}</strong> {message}
      {ignored && (
        <p class="muted">
          {t("checks.ignoredBy", { author: ignored.author, when: formatAgo(ignored.time) })}
          {ignored.reason !== "" && <> — {ignored.reason}</>}
        </p>
      )}
    </>
  );
}

interface FindingActionsProps {
  readonly finding: WordedFinding;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onLearn: () => void;
  readonly onHeed: () => void;
  readonly onIgnore: () => void;
}

/** Buttons of one finding: apply its suggestion, add its word to the dictionary, ignore it, or stop ignoring it. */
function FindingActions({ finding, isBusy, onApply, onLearn, onHeed, onIgnore }: FindingActionsProps) {
  const { suggestion, ignored, message } = finding;
  if (ignored) {
    return (
      <span class="finding-actions">
        <button type="button" class="quiet" disabled={isBusy} onClick={onHeed}>
          {t("checks.heed")}
        </button>
      </span>
    );
  }
  return (
    <span class="finding-actions">
      {suggestion?.range && (
        <button type="button" class="quiet" disabled={isBusy} onClick={onApply}>
          {suggestion.text === "" ? (
            t("findings.delete")
          ) : (
            <>
              {t("findings.apply")} <ShownText language={suggestion.language} content={suggestion.text} />
            </>
          )}
        </button>
      )}
      {finding.check === "spelling" && (
        <button type="button" class="quiet" disabled={isBusy} onClick={onLearn}>
          {t("checks.learn")}
        </button>
      )}
      <button
        type="button"
        class="quiet"
        onClick={onIgnore}
        aria-label={t("checks.ignoreWhat", { what: message })}
      >
        {t("checks.ignore")}
      </button>
    </span>
  );
}
