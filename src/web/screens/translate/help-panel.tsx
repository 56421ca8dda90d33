import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { Content } from "../../../domain/segment.ts";
import type { Match, UnitView } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import type { Loaded } from "../../loading.ts";
import type { FoundTerm } from "./assistance.ts";
import { HistoryPanel } from "./history-panel.tsx";
import { MatchesPanel } from "./matches-panel.tsx";
import { TermsPanel } from "./terms-panel.tsx";

interface HelpPanelProps {
  readonly unit: UnitView;
  readonly source: Language;
  readonly target: Language;
  readonly matches: Loaded<readonly Match[]>;
  readonly onReloadMatches: () => void;
  readonly terms: Loaded<readonly FoundTerm[]>;
  /** Puts a whole text into the editor. */
  readonly onUse: (content: Content) => void;
  /** Puts something where the caret is. */
  readonly onInsert: (text: string) => void;
}

const TABS = ["matches", "terms", "history"] as const;

/** What helps with the unit at hand, one kind at a time. */
export function HelpPanel(props: HelpPanelProps) {
  const { unit, source, target, matches, terms } = props;
  const [chosen, setChosen] = useState<(typeof TABS)[number]>("matches");
  const id = useId();
  const count = {
    matches: matches.value?.length,
    terms: new Set(terms.value?.map(({ concept }) => concept)).size,
    history: undefined,
  };
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(chosen) + by + TABS.length) % TABS.length] ?? "matches";
    setChosen(next);
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
            onClick={() => setChosen(name)}
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
        {chosen === "terms" && (
          <TermsPanel source={source} target={target} terms={terms} onInsert={props.onInsert} />
        )}
        {chosen === "history" && <HistoryPanel unit={unit} target={target} onUse={props.onUse} />}
      </div>
    </div>
  );
}
