import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import {
  deleteUnits,
  type DuplicateGroup,
  markDuplicates,
  type Report,
  spreadTranslation,
} from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";

interface DuplicateCardProps {
  readonly group: DuplicateGroup;
  readonly source: Language;
  readonly target: Language;
  /** Gets the report of what was written, if anything was. */
  readonly onChange: (report?: Report) => void;
}

/** One group of duplicates with its units, and what can be done with them. */
export function DuplicateCard({ group, source, target, onChange }: DuplicateCardProps) {
  const [reason, setReason] = useState("");
  const field = useId();
  const mayReview = useMay("review");
  const units = group.members;
  const isWhole = units.length === group.count;
  const unlisted = group.count - group.units.length;
  const direction = { source, target };
  const merging = useAction(async (unit: string) => {
    onChange(
      await spreadTranslation(unit, { ...direction, overwrite: "all", units: [...units], dryRun: false }),
    );
  });
  const deleting = useAction(async (unit: string) => {
    onChange(await deleteUnits({ units: [unit] }, false));
  });
  const marking = useAction(async () => {
    const mark = group.meant === undefined ? { reason } : {};
    await markDuplicates({ kind: group.kind, ...direction, units: [...units], ...mark });
    announce(t(group.meant === undefined ? "upkeep.duplicates.marked" : "upkeep.duplicates.unmarked"));
    onChange();
  });
  return (
    <section class="card">
      <p>
        <strong>{t("upkeep.duplicates.units", { count: group.count })}</strong>
        {group.meant && (
          <span class="muted">
            {" "}
            {t("upkeep.duplicates.meant", { author: group.meant.author })}: {group.meant.reason}
          </span>
        )}
      </p>
      <ul class="places">
        {group.units.map((one) => (
          <li key={one.unit}>
            <div class="side-by-side">
              <ShownText language={source} content={one.source} />
              <ShownText language={target} content={one.target} />
              <p class="muted where">
                <a href={documentAddress(one.document, { unit: one.unit, source, target })}>
                  <DocumentTitle id={one.document} />
                </a>{" "}
                <code>{one.key}</code> · {t(`state.${one.state}`)} · {one.author} ·{" "}
                <time dateTime={one.time} title={formatTime(one.time)}>
                  {formatAgo(one.time)}
                </time>{" "}
                · {t("upkeep.duplicates.use", { count: one.use })}
              </p>
            </div>
            <div class="actions">
              {group.kind === "targets" && isWhole && mayReview && (
                <button type="button" disabled={merging.busy} onClick={() => merging.run(one.unit)}>
                  {t("upkeep.duplicates.useThis")}
                </button>
              )}
              {mayReview && (
                <button
                  type="button"
                  class="quiet"
                  disabled={deleting.busy}
                  onClick={() => deleting.run(one.unit)}
                >
                  {t("upkeep.duplicates.delete")}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p class="muted">{t("upkeep.duplicates.unlisted", { count: unlisted })}</p>}
      <ProblemNotice error={merging.error ?? deleting.error ?? marking.error} />
      {mayReview && isWhole && (
        <form
          class="mark"
          onSubmit={(event) => {
            event.preventDefault();
            marking.run();
          }}
        >
          {group.meant === undefined && (
            <>
              <label for={field}>{t("upkeep.duplicates.reason")}</label>
              <input
                id={field}
                type="text"
                value={reason}
                maxLength={1000}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </>
          )}
          <button disabled={marking.busy || (group.meant === undefined && reason.trim() === "")}>
            {t(group.meant === undefined ? "upkeep.duplicates.mark" : "upkeep.duplicates.unmark")}
          </button>
        </form>
      )}
    </section>
  );
}
