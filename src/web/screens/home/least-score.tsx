import { ChoiceField } from "../../components/choice-field.tsx";
import { t } from "../../i18n.ts";

/** Least scores of matches that one may fill in: the same text alone, or also similar ones. */
export const LEAST_SCORES = [1, 0.95, 0.85, 0.75] as const;
export type LeastScore = (typeof LEAST_SCORES)[number];

interface LeastScoreFieldProps {
  readonly label: string;
  readonly value: LeastScore | undefined;
  readonly onChange: (score: LeastScore | undefined) => void;
  /** Shown when nothing need be filled in. */
  readonly none?: string;
}

export function LeastScoreField(field: LeastScoreFieldProps) {
  const text = (score: LeastScore) =>
    score === 1 ? t("fill.same") : t("fill.similar", { percent: Math.round(100 * score) });
  return <ChoiceField {...field} choices={LEAST_SCORES.map((value) => ({ value, text: text(value) }))} />;
}
