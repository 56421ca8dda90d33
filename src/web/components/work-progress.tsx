import { useId } from "preact/hooks";
import { formatPercent, t } from "../i18n.ts";

/** How much of some long work is done, as the server tells it. */
export interface Done {
  readonly done: number;
  readonly of: number;
}

interface WorkProgressProps {
  /** What is being done; absent: how many units are done. */
  readonly label?: string;
  /** Absent as long as nobody knows. */
  readonly done: Done | undefined;
}

/** A bar for long work. */
export function WorkProgress({ label, done }: WorkProgressProps) {
  const id = useId();
  const share = done && done.done / Math.max(1, done.of);
  return (
    <p>
      <label for={id}>{label ?? t("progress.ofUnits", { done: done?.done ?? 0, of: done?.of ?? 0 })}</label>{" "}
      <progress id={id} max={1} {...(share !== undefined && { value: share })}>
        {formatPercent(share ?? 0)}
      </progress>
    </p>
  );
}
