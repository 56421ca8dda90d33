import { useId } from "preact/hooks";
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

export function LeastScoreField({ label, value, onChange, none }: LeastScoreFieldProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value === undefined ? "" : String(value)}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          onChange(LEAST_SCORES.find((score) => score === chosen));
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        {LEAST_SCORES.map((score) => (
          <option value={String(score)}>
            {score === 1 ? t("fill.same") : t("fill.similar", { percent: Math.round(100 * score) })}
          </option>
        ))}
      </select>
    </p>
  );
}
