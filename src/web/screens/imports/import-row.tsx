import { useState } from "preact/hooks";
import { type ImportSummary, type Report, undoImport } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DocumentTitle } from "../../components/document-title.tsx";
import { Icon } from "../../components/icons.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { CountBadges, ReportView } from "../../components/report-view.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { address, documentAddress } from "../../router.ts";
import { may, useMe } from "../../session.ts";
import { partlyUndone } from "./partly-undone.ts";

/** What kind of write an import was, in words. */
export const importKind = ({
  kind,
  document,
  decision,
}: Pick<ImportSummary, "kind" | "document" | "decision">): string =>
  decision !== undefined && kind !== "undo"
    ? t(`imports.decision.${decision}`)
    : t(`imports.${document === null ? "glossaryKind" : "kind"}.${kind}`);

/** Without an import of its own the undo has changed nothing. */
const outcomeOf = (undo: Report) => (undo.import === null ? "imports.notUndone" : "imports.undone");

/** One import: who wrote what and when, its result, and the button that undoes it. */
function ImportRow({
  entry,
  isPartlyUndone = false,
  onChange,
}: {
  entry: ImportSummary;
  /** Whether its last undo left something, so that it can be asked for again. */
  isPartlyUndone?: boolean;
  onChange: () => void;
}) {
  const me = useMe();
  const [outcome, setOutcome] = useState<Report>();
  const [done, setDone] = useState<Done>();
  const undoing = useAction(async () => {
    const report = await undoImport(entry.id, (now, of) => setDone({ done: now, of }));
    announce(t(outcomeOf(report)));
    if (report.counts.conflict > 0) setOutcome(report);
    onChange();
  });
  const own = me.person === null ? entry.author === me.name : entry.person === me.person;
  const { document } = entry;
  const decides = may(me, document === null ? "terminology" : "review", entry.collection);
  const mayUndo =
    may(me, "translate", entry.collection) && (own || decides) && (!entry.undone || isPartlyUndone);
  const kind = importKind(entry);
  return (
    <li class={entry.undone ? "import undone" : "import"}>
      <div class="what">
        <a href={address("/imports", { import: entry.id })}>{kind}</a>{" "}
        {document === null ? (
          <a
            class="document-link"
            href={address("/glossary", entry.concept === undefined ? {} : { concept: entry.concept })}
          >
            {entry.filename ?? entry.concept ?? t("nav.glossary")}
          </a>
        ) : (
          <a class="document-link" href={documentAddress(document)}>
            {entry.filename ?? <DocumentTitle id={document} />}
          </a>
        )}
      </div>
      <div class="muted">
        {entry.author} ·{" "}
        <time dateTime={entry.time} title={formatTime(entry.time)}>
          {formatAgo(entry.time)}
        </time>
        {entry.undone && <> · {t(isPartlyUndone ? "imports.wasPartlyUndone" : "imports.wasUndone")}</>}
      </div>
      <CountBadges counts={entry.counts} />
      {mayUndo && (
        <button
          type="button"
          class="quiet"
          disabled={undoing.busy}
          onClick={() => undoing.run()}
          aria-label={t("imports.undoWhat", {
            what: `${kind} ${entry.filename ?? document ?? entry.concept ?? t("nav.glossary")}`,
          })}
        >
          <Icon name="undo" />
          {t(isPartlyUndone ? "imports.undoRest" : "imports.undo")}
        </button>
      )}
      {undoing.busy && done && <WorkProgress done={done} />}
      <ProblemNotice error={undoing.error} />
      {outcome && (
        <Dialog title={t(outcomeOf(outcome))} onClose={() => setOutcome(undefined)}>
          <p>{t("imports.laterStays")}</p>
          <ReportView report={outcome} />
        </Dialog>
      )}
    </li>
  );
}

/** Imports, the newest first. */
export function ImportList({
  entries,
  onChange,
}: {
  entries: readonly ImportSummary[];
  onChange: () => void;
}) {
  const partly = partlyUndone(entries);
  return (
    <ul class="imports">
      {entries.map((entry) => (
        <ImportRow
          key={entry.id}
          entry={entry}
          isPartlyUndone={entry.undone && partly.has(entry.id)}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}
