import { useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Language } from "../../../domain/language.ts";
import { compareStates } from "../../../domain/unit.ts";
import { type DocumentView, type Report, returnUnits, type UnitView } from "../../api/resources.ts";
import { DoneNotice } from "../../components/done-notice.tsx";
import { ReturnDialog } from "../../components/return-dialog.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { useMay } from "../../session.ts";
import type { DeskUnits } from "./desk-units.ts";

/** What a reviewer can do to give translations back at the desk. */
export interface Returning {
  /** Asks why the open unit goes back; absent where it is not confirmed, or who looks may not review. */
  readonly begin: (() => void) | undefined;
  /** The same for all units of the list; absent unless a filter chose them and all are loaded. */
  readonly beginAll: (() => void) | undefined;
  /** The dialog that asks, and what was done last. */
  readonly shown: JSX.Element | null;
}

const isConfirmed = (unit: UnitView | undefined, target: Language): unit is UnitView => {
  const variant = unit?.variants[target];
  return variant !== undefined && compareStates(variant.state, "translated") >= 0;
};

/** Gives the open unit, or all units that the filter found, back with a reason. */
export function useReturning(units: DeskUnits, document: DocumentView, target: Language): Returning {
  const mayReview = useMay("review", document.collection);
  const [chosen, setChosen] = useState<readonly UnitView[]>();
  const [report, setReport] = useState<Report>();
  const { unit, list, isComplete, isFiltered, reload } = units;
  const confirmed = list.filter((one) => isConfirmed(one, target));
  const choose = (some: readonly UnitView[]) => () => setChosen(some);
  const [only] = chosen ?? [];
  const shown = (
    <>
      {report !== undefined && (
        <DoneNotice
          key={report.import}
          report={report}
          text={t("returned.done", { count: report.counts.changed })}
          onUndone={reload}
        />
      )}
      {chosen !== undefined && (
        <ReturnDialog
          title={t(chosen.length === 1 ? "returned.one" : "returned.all")}
          name={chosen.length === 1 ? `${only?.id} ${target}` : document.id}
          count={chosen.length}
          onClose={() => setChosen(undefined)}
          onReturn={(reason) =>
            returnUnits({ units: chosen.map(({ id }) => id), languages: [target] }, reason)
          }
          onDone={(done) => {
            setChosen(undefined);
            setReport(done);
            reload();
          }}
        />
      )}
    </>
  );
  return {
    begin: mayReview && isConfirmed(unit, target) ? choose([unit]) : undefined,
    beginAll: mayReview && isFiltered && isComplete && confirmed.length > 0 ? choose(confirmed) : undefined,
    shown: chosen === undefined && report === undefined ? null : shown,
  };
}

/** Why a reviewer gave the target back. */
export function ReturnedNotice({ unit, target }: { unit: UnitView; target: Language }) {
  const returned = unit.variants[target]?.returned;
  if (returned === undefined) return null;
  const { author, time, reason } = returned;
  return (
    <div class="notice warning returned-notice">
      <p>
        <strong>{t("returned.by", { author, ago: formatAgo(time) })}</strong>
      </p>
      <p class="reason">{reason}</p>
    </div>
  );
}
