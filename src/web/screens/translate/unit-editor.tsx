import { useMemo } from "preact/hooks";
import { isAllowed } from "../../../domain/concept.ts";
import type { Language } from "../../../domain/language.ts";
import type { Content } from "../../../domain/segment.ts";
import { ApiProblem } from "../../api/client.ts";
import type { ConceptView, DocumentView, ErrorMark, TypedFinding, UnitView } from "../../api/resources.ts";
import { KeyHint } from "../../components/key-hint.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { draftKey } from "../../saving/drafts.ts";
import { dropDraft, saves } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { citedText } from "../../text/cited.ts";
import { labelCodes } from "../../text/codes.ts";
import type { Mark } from "../../text/text-marks.ts";
import { type FoundTerm, useTypedFindings } from "./assistance.ts";
import { CodeNotice } from "./code-notice.tsx";
import { ConflictView } from "./conflict-view.tsx";
import type { DeskActions } from "./desk-actions.ts";
import { ConfirmButtons, EditorTools } from "./editor-buttons.tsx";
import { FindingsList } from "./findings-list.tsx";
import { ReturnedNotice } from "./returning.tsx";
import { SourceTexts } from "./source-texts.tsx";
import { Suggestions } from "./suggestions.tsx";
import { TargetText } from "./target-text.tsx";
import { UnitHead } from "./unit-head.tsx";
import { useFindingSteps, useUnitText } from "./unit-text.ts";

interface UnitEditorProps {
  readonly unit: UnitView;
  readonly document: DocumentView;
  readonly at: number;
  readonly of: number;
  readonly source: Language;
  readonly target: Language;
  /** The glossary's terms in the source. */
  readonly terms: readonly FoundTerm[];
  /** Errors that reviewers have marked in the target. */
  readonly errors: readonly ErrorMark[];
  readonly actions: DeskActions;
  /** Gives the translation back; absent where there is none that is confirmed. */
  readonly onReturn: (() => void) | undefined;
}

const NO_CONTENT: Content = [];

/** One unit: its source, the third language as a help, and the target that is being written. */
export function UnitEditor({
  unit,
  document,
  at,
  of,
  source,
  target,
  terms,
  errors,
  actions,
  onReturn,
}: UnitEditorProps) {
  const { handle } = actions;
  const from = unit.variants[source];
  const into = unit.variants[target];
  const { stored, content, isChanged, change, show } = useUnitText(unit, target);
  const save = useStore(saves).get(draftKey(unit.id, target));
  const mayTranslate = useMay("translate");
  const labels = useMemo(() => labelCodes(from?.content ?? NO_CONTENT, stored), [from?.content, stored]);
  const findings = useTypedFindings(document, unit, target, content);
  const steps = useFindingSteps(findings, target, content, handle);
  const marks = useMemo(
    () => [...findingMarks(findings, target), ...(isChanged ? [] : errorMarks(errors))],
    [findings, errors, isChanged],
  );
  // The refusal says the same as the notice.
  const isRefusedForCodes = save?.is === "refused" && isAboutCodes(save.error);
  return (
    <section class="unit-editor" aria-label={t("unit.label", { number: at + 1, total: of })}>
      <UnitHead name={unit.key} at={at} of={of} onList={actions.showList} onMove={actions.move} />
      <div class="unit-source">
        <SourceTexts
          unit={unit}
          source={source}
          target={target}
          labels={labels}
          marks={[...termMarks(terms, target), ...findingMarks(findings, source)]}
        />
      </div>
      <ReturnedNotice unit={unit} target={target} />
      {save?.is === "conflict" ? (
        <ConflictView
          unit={unit}
          document={document.id}
          source={source}
          target={target}
          collision={save.collision}
          mine={content}
          onResolved={show}
        />
      ) : (
        <>
          <TargetText
            source={source}
            target={target}
            stored={into}
            content={content}
            isChanged={isChanged}
            save={save}
            at={at}
            of={of}
            labels={labels}
            marks={marks}
            handle={handle}
            wantsFocus={actions.wantsFocus}
            onChange={change}
          />
          {mayTranslate && (
            <EditorTools
              actions={actions}
              source={from?.content ?? NO_CONTENT}
              stored={stored}
              isChanged={isChanged}
              onNextFinding={findings.length > 0 ? steps.next : undefined}
            />
          )}
          {mayTranslate && !isRefusedForCodes && (
            <CodeNotice source={from?.content} target={content} onInsert={() => actions.insertCode()} />
          )}
          {save?.is === "refused" && (
            <RefusedNotice
              error={save.error}
              isForCodes={isRefusedForCodes}
              actions={actions}
              onDiscard={() => {
                dropDraft(unit.id, target);
                show(stored);
              }}
            />
          )}
          <div class="unit-foot">
            <FindingsList
              findings={findings}
              target={target}
              current={steps.current}
              onShow={steps.show}
              onApply={steps.apply}
            />
            {mayTranslate && <ConfirmButtons actions={actions} onReturn={onReturn} />}
          </div>
          <Suggestions
            unit={unit}
            target={target}
            stored={stored}
            onUse={(next) => handle.current?.replace(next)}
          />
        </>
      )}
    </section>
  );
}

interface RefusedNoticeProps {
  readonly error: unknown;
  readonly isForCodes: boolean;
  readonly actions: DeskActions;
  readonly onDiscard: () => void;
}

/** Why the server did not take the text, and what can be done. */
function RefusedNotice({ error, isForCodes, actions, onDiscard }: RefusedNoticeProps) {
  return (
    <ProblemNotice error={error}>
      {isForCodes && (
        <>
          <button type="button" class="primary" onClick={() => actions.insertCode()}>
            {t("codes.insert")} <KeyHint keys="Alt+T" />
          </button>
          <button type="button" onClick={() => actions.confirm("translated", true)}>
            {t("save.anyway")}
          </button>
        </>
      )}
      <button type="button" onClick={onDiscard}>
        {t("save.discard")}
      </button>
    </ProblemNotice>
  );
}

const findingMarks = (findings: readonly TypedFinding[], language: Language): Mark[] =>
  findings.flatMap(({ ranges, severity, message }) =>
    (ranges[language] ?? []).map(({ start, end }) => ({ start, end, kind: severity, title: message })),
  );

/** The marks of the stored text; those of earlier texts have no place in it. */
const errorMarks = (errors: readonly ErrorMark[]): Mark[] =>
  errors.flatMap(({ start, end, earlier, comment }) =>
    earlier ? [] : [{ start, end, kind: "marked", title: comment }],
  );

/** The terms in the source; each says what the glossary allows in the target. */
const termMarks = (terms: readonly FoundTerm[], target: Language): Mark[] =>
  terms.map(({ start, end, details }) => ({
    start,
    end,
    kind: "term",
    title: allowedTerms(details, target),
  }));

const allowedTerms = (concept: ConceptView, target: Language): string =>
  concept.terms
    .filter((term) => term.language === target && isAllowed(term))
    .map(citedText)
    .join(" · ");

const isAboutCodes = (error: unknown): boolean =>
  error instanceof ApiProblem && error.body.code.startsWith("codes-");
