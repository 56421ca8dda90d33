import type { RefObject } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { isAllowed } from "../../../domain/concept.ts";
import type { Language } from "../../../domain/language.ts";
import { type Content, compareCodes, isCode, plainText, sameContent } from "../../../domain/segment.ts";
import type { State } from "../../../domain/unit.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type ConceptView,
  type DocumentView,
  getUnit,
  type Suggestion,
  type TypedFinding,
  type UnitView,
} from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { Editor, type EditorHandle } from "../../editor/editor.tsx";
import { formatAgo, formatNumber, languageName, others, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { draftKey } from "../../saving/drafts.ts";
import { draftOf, dropDraft, keepDraft, saves } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { useStore } from "../../store.ts";
import { labelCodes, missingCodes } from "../../text/codes.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";
import { ShownText } from "../../text/shown-text.tsx";
import { visiblePieces, type WhiteKind } from "../../text/white-space.ts";
import { announce } from "../../live.ts";
import { useShortcuts } from "../../shortcuts.ts";
import type { Mark } from "../../text/marks.ts";
import { positionOf, spliceContent } from "../../editor/content-edit.ts";
import { type FoundTerm, useTypedFindings } from "./assistance.ts";
import { FindingsList } from "./findings-list.tsx";
import { citedText } from "../../text/cited.ts";
import { ConflictView } from "./conflict-view.tsx";

interface UnitEditorProps {
  readonly unit: UnitView;
  readonly document: DocumentView;
  readonly at: number;
  readonly of: number;
  readonly source: Language;
  readonly target: Language;
  readonly handle: RefObject<EditorHandle | null>;
  /** Whether it takes the focus when it appears. */
  readonly wantsFocus: { current: boolean };
  /** The glossary's terms in the source. */
  readonly terms: readonly FoundTerm[];
  readonly onConfirm: (state?: State, force?: boolean) => void;
  readonly onConfirmNext: () => void;
  readonly onConfirmUnconfirmed: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onCopySource: () => void;
  readonly onInsertCode: () => void;
  readonly onList: () => void;
}

const NOTHING: Content = [];

/** One unit: its source, the third language as a help, and the text that is being written. */
export function UnitEditor(props: UnitEditorProps) {
  const { unit, document, source, target, handle } = props;
  const from = unit.variants[source];
  const into = unit.variants[target];
  const stored = into?.content ?? NOTHING;
  const [content, setContent] = useState<Content>(() => draftOf(unit.id, target)?.content ?? stored);
  const [readVersion, setReadVersion] = useState(unit.version);
  const save = useStore(saves).get(draftKey(unit.id, target));
  const mayTranslate = useMay("translate");
  const mayReview = useMay("review");
  const id = useId();
  const labels = useMemo(() => labelCodes(from?.content ?? NOTHING, stored), [from?.content, stored]);
  const missing = missingCodes(from?.content ?? NOTHING, content);
  const isChanged = !sameContent(content, stored);
  const findings = useTypedFindings(document, unit, target, content);
  const [finding, setFinding] = useState(-1);
  const marks = useMemo(() => marksOf(findings, target), [findings]);
  const sourceMarks = [
    ...props.terms.map(({ start, end, details }) => ({
      start,
      end,
      kind: "term",
      title: termTitle(details, target),
    })),
    ...marksOf(findings, source),
  ];
  const showFinding = (at: number) => {
    const [range] = findings[at]?.ranges[target] ?? [];
    setFinding(at);
    if (range) handle.current?.select(range.start, range.end);
    else handle.current?.focus();
  };
  const apply = ({ suggestion }: TypedFinding) => {
    if (!suggestion?.range) return;
    const { start, end } = suggestion.range;
    handle.current?.replace(
      spliceContent(content, positionOf(content, start), positionOf(content, end), [suggestion.text]),
    );
  };
  const nextFinding = () => {
    if (findings.length > 0) showFinding((finding + 1) % findings.length);
    else announce(t("findings.count", { count: 0 }));
  };
  useShortcuts([{ keys: ["F8"], label: "keys.finding", run: nextFinding }]);

  // The unit was saved or came anew: what is stored goes into the editor unless there is a draft.
  useEffect(() => {
    if (unit.version === readVersion) return;
    setReadVersion(unit.version);
    if (!draftOf(unit.id, target)) setContent(stored);
  }, [unit.version]);

  const change = (next: Content) => {
    setContent(next);
    if (sameContent(next, stored)) dropDraft(unit.id, target);
    else {
      const version = draftOf(unit.id, target)?.version ?? unit.version;
      keepDraft({
        unit: unit.id,
        document: document.id,
        language: target,
        content: next,
        version,
        time: new Date().toISOString(),
      });
    }
  };

  return (
    <section class="unit-editor" aria-label={t("unit.label", { number: props.at + 1, total: props.of })}>
      <header class="unit-head">
        <button type="button" class="quiet to-list" onClick={props.onList}>
          <Icon name="back" />
          {t("translate.list")}
        </button>
        <p class="unit-place">
          {t("unit.place", { number: props.at + 1, total: props.of })} <code>{unit.key}</code>
        </p>
        <p class="unit-moves">
          <button
            type="button"
            class="quiet icon-only"
            disabled={props.at === 0}
            onClick={() => props.onMove(-1)}
            aria-label={t("keys.previous")}
            title={`${t("keys.previous")} (Ctrl ↑)`}
            aria-keyshortcuts="Control+ArrowUp Alt+ArrowUp"
          >
            <Icon name="back" />
          </button>
          <button
            type="button"
            class="quiet icon-only"
            disabled={props.at >= props.of - 1}
            onClick={() => props.onMove(1)}
            aria-label={t("keys.next")}
            title={`${t("keys.next")} (Ctrl ↓)`}
            aria-keyshortcuts="Control+ArrowDown Alt+ArrowDown"
          >
            <Icon name="next" />
          </button>
        </p>
      </header>

      <div class="source-text">
        <h2>{languageName(source)}</h2>
        {from ? (
          <ShownText language={source} content={from.content} labels={labels} marks={sourceMarks} />
        ) : (
          <p class="muted">{t("unit.empty")}</p>
        )}
      </div>
      {others(source, target).map((third) => {
        const help = unit.variants[third];
        return help ? (
          <details class="third-text" open>
            <summary>{t("unit.third", { language: languageName(third) })}</summary>
            <ShownText language={third} content={help.content} />
          </details>
        ) : null;
      })}
      {(unit.notes.length > 0 || unit.context !== undefined) && (
        <ul class="notes">
          {unit.context !== undefined && <li>{t("unit.context", { context: unit.context })}</li>}
          {unit.notes.map(({ text, category }) => (
            <li>
              {category !== undefined && <span class="muted">{category}: </span>}
              {text}
            </li>
          ))}
        </ul>
      )}

      {save?.is === "conflict" ? (
        <ConflictView
          unit={unit}
          document={document.id}
          source={source}
          target={target}
          collision={save.collision}
          mine={content}
          onResolved={(next) => setContent(next)}
        />
      ) : (
        <>
          <div class="target-text">
            <div class="target-head">
              <h2 id={`${id}-target`}>{languageName(target)}</h2>
              <span class={`badge state ${into?.state ?? "missing"}`}>
                {t(into ? `state.${into.state}` : "filter.missing")}
              </span>
              {into?.stale === true && (
                <span class="badge warning">
                  {t("unit.stale", { language: languageName(into.from?.language ?? source) })}
                </span>
              )}
              <span class="muted author">
                {into && t("unit.by", { author: into.author, when: formatAgo(into.time) })}
              </span>
            </div>
            <Editor
              language={target}
              content={content}
              labels={labels}
              label={t("unit.editing", {
                language: languageName(target),
                number: props.at + 1,
                total: props.of,
              })}
              describedBy={`${id}-below`}
              readOnly={!mayTranslate}
              handle={handle}
              wantsFocus={props.wantsFocus}
              marks={marks}
              onChange={change}
            />
            <div id={`${id}-below`} class="below-editor">
              <span class="muted">
                {t("unit.characters", { count: Array.from(plainText(content)).length })}
              </span>
              <WhiteSpaceLegend content={content} />
              {isChanged && !save && <span class="save-mark draft">{t("save.mark.draft")}</span>}
              {save && <span class={`save-mark ${save.is}`}>{t(`save.mark.${save.is}`)}</span>}
            </div>
          </div>
          {mayTranslate && (
            <div class="editor-tools" role="group" aria-label={t("unit.tools")}>
              <button
                type="button"
                class="quiet"
                onClick={() => props.onConfirm()}
                aria-keyshortcuts="Control+S"
              >
                {t("unit.save")} <KeyHint keys="Ctrl+S" />
              </button>
              <button type="button" class="quiet" onClick={props.onCopySource} aria-keyshortcuts="Control+I">
                {t("keys.copySource")} <KeyHint keys="Ctrl+I" />
              </button>
              <button
                type="button"
                class="quiet"
                title={t("keys.noBreak")}
                onClick={() => {
                  handle.current?.insert(["\u00A0"]);
                  handle.current?.focus();
                }}
                aria-keyshortcuts="Control+Shift+Space"
              >
                {t("keys.noBreakShort")} <KeyHint keys="Ctrl+Shift+Space" />
              </button>
              {findings.length > 0 && (
                <button type="button" class="quiet" onClick={nextFinding} aria-keyshortcuts="F8">
                  {t("unit.nextFinding")} <KeyHint keys="F8" />
                </button>
              )}
              {isChanged && (
                <button type="button" class="quiet" onClick={() => handle.current?.replace(stored)}>
                  {t("unit.revert")}
                </button>
              )}
            </div>
          )}
          <FindingsList
            findings={findings}
            target={target}
            current={finding}
            onShow={showFinding}
            onApply={apply}
          />
          {mayTranslate && (
            <CodeNotice
              source={from?.content}
              target={content}
              missing={missing.length}
              onInsert={props.onInsertCode}
            />
          )}
          {save?.is === "refused" && (
            <ProblemNotice error={save.error}>
              {isAboutCodes(save.error) && (
                <button type="button" onClick={() => props.onConfirm("translated", true)}>
                  {t("save.anyway")}
                </button>
              )}
              <button
                type="button"
                onClick={() => {
                  dropDraft(unit.id, target);
                  setContent(stored);
                }}
              >
                {t("save.discard")}
              </button>
            </ProblemNotice>
          )}
          {mayTranslate && (
            <p class="actions editor-actions">
              <button
                type="button"
                class="primary"
                onClick={props.onConfirmNext}
                aria-keyshortcuts="Control+Enter"
              >
                {t("unit.confirm")} <KeyHint keys="Ctrl+Enter" />
              </button>
              <button
                type="button"
                onClick={props.onConfirmUnconfirmed}
                title={t("keys.confirmUnconfirmed")}
                aria-keyshortcuts="Control+Shift+Enter"
              >
                {t("unit.confirmUnconfirmed")} <KeyHint keys="Ctrl+Shift+Enter" />
              </button>
              {mayReview && (
                <button
                  type="button"
                  onClick={() => props.onConfirm("reviewed")}
                  aria-keyshortcuts="Control+Alt+Enter"
                >
                  {t("unit.review")} <KeyHint keys="Ctrl+Alt+Enter" />
                </button>
              )}
            </p>
          )}
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

const marksOf = (findings: readonly TypedFinding[], language: Language): Mark[] =>
  findings.flatMap(({ ranges, severity, message }) =>
    (ranges[language] ?? []).map(({ start, end }) => ({ start, end, kind: severity, title: message })),
  );

const termTitle = (concept: ConceptView, target: Language): string =>
  concept.terms
    .filter((term) => term.language === target && isAllowed(term))
    .map(citedText)
    .join(" · ");

const isAboutCodes = (error: unknown): boolean =>
  error instanceof ApiProblem && error.body.code.startsWith("codes-");

/** Says in words which invisible characters a text has. */
function WhiteSpaceLegend({ content }: { content: Content }) {
  const counts = new Map<WhiteKind, number>();
  for (const { white } of content
    .filter((part) => !isCode(part))
    .flatMap((part) => visiblePieces(part as string))) {
    if (white !== undefined) counts.set(white, (counts.get(white) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return (
    <span class="muted legend">
      {[...counts].map(([kind, count]) => (
        <span>
          <span class={`white ${kind}`} aria-hidden="true" /> {t(`white.${kind}`)}
          {count > 1 && <> × {formatNumber(count)}</>}
        </span>
      ))}
    </span>
  );
}

interface CodeNoticeProps {
  readonly source: Content | undefined;
  readonly target: Content;
  readonly missing: number;
  readonly onInsert: () => void;
}

function CodeNotice({ source, target, missing, onInsert }: CodeNoticeProps) {
  if (source === undefined || plainText(target) === "") return null;
  const found = compareCodes(source, target);
  if (!found) return null;
  const kind = missing > 0 ? "missing" : found.added.length > 0 ? "added" : "reordered";
  return (
    <div class="notice warning code-notice">
      <p>{t(`codes.${kind}`, { count: missing || found.added.length })}</p>
      {missing > 0 && (
        <button type="button" onClick={onInsert} aria-keyshortcuts="Control+, Alt+T">
          {t("keys.insertCode")} <KeyHint keys="Alt+T" />
        </button>
      )}
    </div>
  );
}

interface SuggestionsProps {
  readonly unit: UnitView;
  readonly target: Language;
  readonly stored: Content;
  readonly onUse: (content: Content) => void;
}

/** Texts of others that were pushed while this one had changed. */
function Suggestions({ unit, target, stored, onUse }: SuggestionsProps) {
  const [loaded] = useLoaded(`${unit.id} ${unit.version}`, () => getUnit(unit.id));
  const own = (loaded.value?.suggestions ?? []).filter(({ language }: Suggestion) => language === target);
  if (own.length === 0) return null;
  return (
    <section class="suggestions">
      <h3>{t("unit.suggestions")}</h3>
      <ul>
        {own.map(({ draft, author, time }) => (
          <li>
            <ShownDifference language={target} from={plainText(stored)} to={plainText(draft.content)} />
            <p class="muted">
              {author} · {formatAgo(time)}{" "}
              <button type="button" onClick={() => onUse(draft.content)}>
                {t("unit.use")}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
