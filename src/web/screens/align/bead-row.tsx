import { type Bead, numbersOf } from "../../../alignment/bead.ts";
import type { Alignment } from "../../api/resources.ts";
import { formatPercent, t } from "../../i18n.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { cutOf, type ReviewState, type ReviewStep } from "./review-state.ts";

interface BeadRowProps {
  readonly bead: Bead;
  /** Index of the bead. */
  readonly place: number;
  readonly segments: Alignment["segments"];
  readonly state: ReviewState;
  readonly onStep: (step: ReviewStep) => void;
}

/** One bead: how sure the aligner is, and the sentences of each language. */
export function BeadRow({ bead, place, segments, state, onStep }: BeadRowProps) {
  const { columns, column, at, beads } = state;
  const isCurrent = place === at;
  return (
    <li
      class={`bead ${isCurrent ? "current" : ""}`}
      aria-setsize={beads.length}
      aria-posinset={place + 1}
      {...(isCurrent && { "aria-current": "true" as const })}
      onClick={() => onStep({ do: "select", at: place })}
    >
      <span class={`sureness ${surenessOf(bead)}`}>
        {bead.fixed ? t("align.settledMark") : formatPercent(bead.confidence)}
      </span>
      {columns.map((language) => (
        <div
          class={isCurrent && language === column ? "chosen" : ""}
          onClick={() => onStep({ do: "column", language })}
        >
          {numbersOf(bead, language).map((number, sentence) => (
            <p
              // A press on a sentence cuts above it; keys do the same.
              {...(isCurrent && {
                class: sentence === cutOf(state, language) ? "below-cut" : "",
                onClick: () => onStep({ do: "cut", language, count: sentence }),
              })}
            >
              <ShownText language={language} content={segments[language]?.[number] ?? ""} />
            </p>
          ))}
          {numbersOf(bead, language).length === 0 && <p class="muted">—</p>}
        </div>
      ))}
    </li>
  );
}

/** Class of a bead by its confidence: `settled`, `sure` (≥ 0.9), `fair` (≥ 0.6) or `poor`. */
export const surenessOf = ({ fixed, confidence }: Pick<Bead, "fixed" | "confidence">): string =>
  fixed ? "settled" : confidence >= 0.9 ? "sure" : confidence >= 0.6 ? "fair" : "poor";
