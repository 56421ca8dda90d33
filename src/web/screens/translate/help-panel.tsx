import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { Content } from "../../../domain/segment.ts";
import type { ErrorMark, Match, UnitView } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import type { Loaded } from "../../loading.ts";
import { recall, remember } from "../../settings.ts";
import { Thread } from "../questions/thread.tsx";
import type { FoundTerm } from "./assistance.ts";
import { HistoryPanel } from "./history-panel.tsx";
import { SuggestionByMachine } from "./machine-suggestion.tsx";
import { MatchesPanel } from "./matches-panel.tsx";
import type { Marking } from "./marking.ts";
import { MarksPanel } from "./marks-panel.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { TermsPanel } from "./terms-panel.tsx";

interface HelpPanelProps {
  readonly unit: UnitView;
  /** The units of the desk, and the index of the open one. */
  readonly units: readonly UnitView[];
  readonly at: number;
  readonly source: Language;
  readonly target: Language;
  readonly matches: Loaded<readonly Match[]>;
  readonly onReloadMatches: () => void;
  readonly terms: Loaded<readonly FoundTerm[]>;
  /** Replaces the text in the editor. */
  readonly onUse: (content: Content) => void;
  /** Inserts text at the caret. */
  readonly onInsert: (text: string) => void;
  readonly onNewTerm: () => void;
  readonly marking: Marking;
  readonly collection: string;
  /** Number of comments of units with an open question, by id; absent while they are not loaded. */
  readonly asked: ReadonlyMap<string, number> | undefined;
  readonly onShowMark: (mark: ErrorMark) => void;
}

const TABS = ["matches", "terms", "marks", "questions", "history", "preview"] as const;

/** Help for the open unit in tabs: matches, terms, marked errors, questions, history, and the document as it will read. */
export function HelpPanel(props: HelpPanelProps) {
  const { unit, source, target, matches, terms, marking } = props;
  // The next unit shows the same kind of help.
  const [chosen, setChosen] = useState(() => TABS.find((name) => name === recall("help")) ?? "matches");
  const id = useId();
  const count = {
    matches: matches.value?.length,
    terms: new Set(terms.value?.map(({ concept }) => concept)).size,
    marks: marking.marks.value?.length,
    questions: props.asked?.get(unit.id),
    history: undefined,
    preview: undefined,
  };
  const choose = (name: (typeof TABS)[number]) => {
    remember("help", name);
    setChosen(name);
  };
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(chosen) + by + TABS.length) % TABS.length] ?? "matches";
    choose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div class="help">
      <div
        class="tabs"
        role="tablist"
        aria-label={t("help.label")}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") move(1);
          else if (event.key === "ArrowLeft") move(-1);
        }}
      >
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => choose(name)}
          >
            {t(`help.${name}`)}
            {(count[name] ?? 0) > 0 && <span class="tab-count">{count[name]}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        {chosen === "matches" && (
          <MatchesPanel
            unit={unit}
            source={source}
            target={target}
            matches={matches}
            reload={props.onReloadMatches}
            onUse={props.onUse}
          />
        )}
        {chosen === "matches" && (
          <SuggestionByMachine unit={unit} source={source} target={target} onUse={props.onUse} />
        )}
        {chosen === "terms" && (
          <TermsPanel
            source={source}
            target={target}
            terms={terms}
            onInsert={props.onInsert}
            onNewTerm={props.onNewTerm}
          />
        )}
        {chosen === "marks" && <MarksPanel marking={marking} target={target} onShow={props.onShowMark} />}
        {chosen === "questions" && <Thread about={{ unit: unit.id }} collection={props.collection} />}
        {chosen === "preview" && (
          <PreviewPanel units={props.units} at={props.at} source={source} target={target} />
        )}
        {chosen === "history" && <HistoryPanel unit={unit} target={target} onUse={props.onUse} />}
      </div>
    </div>
  );
}
