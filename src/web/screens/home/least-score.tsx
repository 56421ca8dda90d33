import { ChoiceField } from "../../components/choice-field.tsx";
import { t } from "../../i18n.ts";

/** Least scores for filling in, 0 … 1: only the same text, or also similar texts. */
export const LEAST_SCORES = [1, 0.95, 0.85, 0.75] as const;
export type LeastScore = (typeof LEAST_SCORES)[number];

interface LeastScoreFieldProps {
  readonly label: string;
  readonly value: LeastScore | undefined;
  readonly onChange: (score: LeastScore | undefined) => void;
  /** Text of the empty choice: nothing is filled in. */
  readonly none?: string;
}

/** A choice of the least score of the matches to fill in. */
export function LeastScoreField(field: LeastScoreFieldProps) {
  const text = (score: LeastScore) =>
    score === 1 ? t("fill.same") : t("fill.similar", { percent: Math.round(100 * score) });
  return <ChoiceField {...field} choices={LEAST_SCORES.map((value) => ({ value, text: text(value) }))} />;
}
