import { Icon } from "../../components/icons.tsx";
import { t } from "../../i18n.ts";

interface UnitHeadProps {
  /** The unit's id in its own file. */
  readonly name: string;
  readonly at: number;
  readonly of: number;
  readonly onList: () => void;
  readonly onMove: (by: 1 | -1) => void;
}

/** Which unit is open, and the ways to its neighbours and to the list. */
export function UnitHead({ name, at, of, onList, onMove }: UnitHeadProps) {
  return (
    <header class="unit-head">
      <button type="button" class="quiet to-list" onClick={onList}>
        <Icon name="back" />
        {t("translate.list")}
      </button>
      <p class="unit-place">
        {t("unit.place", { number: at + 1, total: of })} <code>{name}</code>
      </p>
      <p class="unit-moves">
        <button
          type="button"
          class="quiet icon-only"
          disabled={at === 0}
          onClick={() => onMove(-1)}
          aria-label={t("keys.previous")}
          title={`${t("keys.previous")} (Ctrl ↑)`}
          aria-keyshortcuts="Control+ArrowUp Alt+ArrowUp"
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          class="quiet icon-only"
          disabled={at >= of - 1}
          onClick={() => onMove(1)}
          aria-label={t("keys.next")}
          title={`${t("keys.next")} (Ctrl ↓)`}
          aria-keyshortcuts="Control+ArrowDown Alt+ArrowDown"
        >
          <Icon name="next" />
        </button>
      </p>
    </header>
  );
}
