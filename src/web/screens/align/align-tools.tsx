import { KeyHint } from "../../components/key-hint.tsx";
import { formatPercent, t } from "../../i18n.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { type Operation, OPERATIONS, type ReviewState, type ReviewStep } from "./review-state.ts";

const KEYS: Readonly<Record<Operation, readonly string[]>> = {
  next: ["J", "ArrowDown"],
  previous: ["K", "ArrowUp"],
  merge: ["M"],
  split: ["S"],
  cutUp: ["Shift+ArrowUp"],
  cutDown: ["Shift+ArrowDown"],
  up: ["["],
  down: ["]"],
  accept: ["Enter"],
  acceptAll: ["Shift+Enter"],
  doubtful: ["N"],
  undo: ["U", "Ctrl+Z"],
};

interface AlignToolsProps {
  readonly state: ReviewState;
  readonly onStep: (step: ReviewStep) => void;
}

/** A button for each step of the review, with its key, and the threshold above which all are accepted. */
export function AlignTools({ state, onStep }: AlignToolsProps) {
  const { threshold } = state;
  useReviewKeys(state, onStep);
  return (
    <div class="align-tools" role="toolbar" aria-label={t("align.tools")}>
      {OPERATIONS.map((operation) => {
        const [key = ""] = KEYS[operation];
        const above =
          operation === "acceptAll" && t("align.acceptAbove", { share: formatPercent(threshold) });
        return (
          <button
            type="button"
            disabled={isDisabled(operation, state)}
            onClick={() => onStep({ do: operation })}
            aria-keyshortcuts={key}
            {...(above && { "aria-label": above })}
          >
            {above || t(`align.${operation}`)} <KeyHint keys={key} />
          </button>
        );
      })}
      <label>
        {t("align.threshold")}
        <input
          type="range"
          min={0.5}
          max={1}
          step={0.01}
          value={threshold}
          aria-valuetext={formatPercent(threshold)}
          onInput={(event) => onStep({ do: "threshold", value: Number(event.currentTarget.value) })}
        />
      </label>
    </div>
  );
}

const isDisabled = (operation: Operation, { undo }: ReviewState): boolean =>
  operation === "undo" && undo.length === 0;

/** Holds the keys of the review. On a button, Enter presses that button. */
function useReviewKeys(state: ReviewState, onStep: (step: ReviewStep) => void): void {
  const run = (operation: Operation) => {
    const focused = document.activeElement;
    const button =
      focused instanceof HTMLElement && focused.closest("button, a, summary") ? focused : undefined;
    if (operation === "accept" && button) button.click();
    else onStep({ do: operation });
  };
  useShortcuts([
    ...OPERATIONS.map((operation) => ({
      keys: KEYS[operation],
      label: `align.${operation}`,
      disabled: isDisabled(operation, state),
      run: () => run(operation),
    })),
    { keys: ["ArrowRight"], label: "align.columnNext", run: () => onStep({ do: "turn", by: 1 }) },
    { keys: ["ArrowLeft"], label: "align.columnPrevious", run: () => onStep({ do: "turn", by: -1 }) },
  ]);
}
