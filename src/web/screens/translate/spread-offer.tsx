import { useEffect, useState } from "preact/hooks";
import { plainText } from "../../../domain/segment.ts";
import { compareStates } from "../../../domain/unit.ts";
import { type Report, spreadTranslation, type UnitView } from "../../api/resources.ts";
import { DoneNotice } from "../../components/done-notice.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { Direction } from "../../direction.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";

interface SpreadOfferProps {
  /** Id of the unit that was confirmed last. */
  readonly confirmed: string | undefined;
  readonly units: readonly UnitView[];
  readonly direction: Direction;
  /** Called after units were changed. */
  readonly onChange: () => void;
}

/** Offers to copy a confirmed translation to the other units whose source says the same. */
export function SpreadOffer({ confirmed, units, direction: [source, target], onChange }: SpreadOfferProps) {
  const [report, setReport] = useState<Report>();
  const [refused, setRefused] = useState<string>();
  // The server is asked only where the loaded units show that there may be something to do.
  const isLikely =
    confirmed !== undefined && confirmed !== refused && hasEqualSource(units, confirmed, [source, target]);
  const key = isLikely && report === undefined ? `spread/${confirmed}/${source}/${target}` : undefined;
  const [preview] = useLoaded(key, () =>
    spreadTranslation(confirmed ?? "", { source, target, dryRun: true }),
  );
  useEffect(() => setReport(undefined), [confirmed]);
  const spreading = useAction(async () => {
    const done = await spreadTranslation(confirmed ?? "", { source, target, dryRun: false });
    setReport(done);
    announce(t("spread.done", { count: done.counts.changed }));
    onChange();
  });
  if (report !== undefined)
    return (
      <DoneNotice
        report={report}
        text={t("spread.done", { count: report.counts.changed })}
        onUndone={onChange}
      />
    );
  const count = preview.value?.counts.changed ?? 0;
  if (!isLikely || count === 0) return null;
  return (
    <section class="card spread-offer" aria-label={t("spread.title")}>
      <p role="status">{t("spread.offer", { count })}</p>
      <ProblemNotice error={spreading.error} />
      <p class="actions">
        <button type="button" disabled={spreading.busy} onClick={() => spreading.run()}>
          {t("spread.copy", { count })}
        </button>
        <button type="button" class="quiet" onClick={() => setRefused(confirmed)}>
          {t("spread.no")}
        </button>
      </p>
    </section>
  );
}

/** Whether another unit with the same source waits for its translation. */
function hasEqualSource(units: readonly UnitView[], id: string, [source, target]: Direction): boolean {
  const text = (unit: UnitView) => plainText(unit.variants[source]?.content ?? []).trim();
  const confirmed = units.find((unit) => unit.id === id);
  if (confirmed === undefined || text(confirmed) === "") return false;
  const wanted = text(confirmed).toLowerCase();
  return units.some(
    (unit) =>
      unit.id !== id &&
      text(unit).toLowerCase() === wanted &&
      compareStates(unit.variants[target]?.state ?? "initial", "translated") < 0,
  );
}
