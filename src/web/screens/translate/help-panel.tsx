import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { Content } from "../../../domain/segment.ts";
import type { UnitView } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { HistoryPanel } from "./history-panel.tsx";

export interface HelpProps {
  readonly unit: UnitView;
  readonly source: Language;
  readonly target: Language;
  /** Puts a text into the editor. */
  readonly onUse: (content: Content) => void;
}

const TABS = [{ name: "history", Panel: HistoryPanel }] as const;

/** What helps with the unit at hand, one kind at a time. */
export function HelpPanel(props: HelpProps) {
  const [chosen, setChosen] = useState<(typeof TABS)[number]["name"]>(TABS[0].name);
  const id = useId();
  const { Panel } = TABS.find(({ name }) => name === chosen) ?? TABS[0];
  const move = (by: number) => {
    const at = TABS.findIndex(({ name }) => name === chosen);
    const next = TABS[(at + by + TABS.length) % TABS.length] ?? TABS[0];
    setChosen(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
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
        {TABS.map(({ name }) => (
          <button
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => setChosen(name)}
          >
            {t(`help.${name}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        <Panel {...props} />
      </div>
    </div>
  );
}
