import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { DocumentView } from "../../api/resources.ts";
import { Waiting } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { languageName, others, t } from "../../i18n.ts";
import { amendQuery, place } from "../../router.ts";
import { recall, recalledDirection, remember } from "../../settings.ts";
import { useStore } from "../../store.ts";
import { useMatches, useTerms } from "./assistance.ts";
import { type DeskActions, useDeskActions } from "./desk-actions.ts";
import { useDeskKeys } from "./desk-keys.ts";
import type { Direction } from "../../direction.ts";
import { deskDirection, filterOf } from "./desk-query.ts";
import { type DeskUnits, useDeskUnits } from "./desk-units.ts";
import { AssignButton } from "../work/assign-dialog.tsx";
import { useAskedUnits } from "./asked-units.ts";
import { DirectionChoice } from "./direction-choice.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { HelpPanel } from "./help-panel.tsx";
import { MarkDialog } from "./mark-dialog.tsx";
import { useMarking } from "./marking.ts";
import { useReturning } from "./returning.tsx";
import { SpreadOffer } from "./spread-offer.tsx";
import { UnitEditor } from "./unit-editor.tsx";
import { UnitList, type UnitListProps } from "./unit-list.tsx";

/** The desk of one document: list of units, editor of the open unit, and what helps with it. */
export function Desk({ document }: { document: DocumentView }) {
  const { query } = useStore(place);
  const direction = deskDirection(query, document, recalledDirection());
  const [source, target] = direction;
  const wanted = query.get("unit");
  const units = useDeskUnits(document, filterOf(query, target), wanted);
  const { list, at, unit } = units;
  const actions = useDeskActions(document.id, units, direction, wanted !== null);
  const [matches, reloadMatches] = useMatches(
    unit,
    { previous: list[at - 1], next: list[at + 1] },
    source,
    target,
  );
  const terms = useTerms(unit, source);
  const marking = useMarking(unit, target, actions);
  const asked = useAskedUnits(document.id);
  const returning = useReturning(units, document, target);
  useDeskKeys(actions, at, matches.value ?? [], target, { mark: marking.begin, giveBack: returning.begin });
  const [isTable, setTable] = useState(() => recall("deskView") === "grid");
  const notices = (
    <>
      {returning.shown}
      <SpreadOffer confirmed={actions.confirmed} units={list} direction={direction} onChange={units.reload} />
    </>
  );
  const editor = unit && (
    <UnitEditor
      key={`${unit.id} ${source} ${target}`}
      unit={unit}
      document={document}
      at={at}
      of={units.count}
      source={source}
      target={target}
      terms={terms.value ?? []}
      errors={marking.marks.value ?? []}
      actions={actions}
      onReturn={returning.begin}
    />
  );
  return (
    <div class={`desk ${isTable ? "table-shown" : ""} ${actions.isListShown ? "list-shown" : ""}`}>
      <header class="desk-head">
        <h1>{document.title}</h1>
        <DirectionChoice
          source={source}
          target={target}
          onChange={(nextSource, nextTarget) => {
            remember("direction", `${nextSource} ${nextTarget}`);
            amendQuery({ source: nextSource, target: nextTarget });
          }}
        />
        <ViewChoice
          isTable={isTable}
          onChoose={(chosen) => {
            remember("deskView", chosen ? "grid" : undefined);
            setTable(chosen);
          }}
        />
        <AssignButton document={document} direction={direction} />
        <FilterBar
          q={query.get("q") ?? ""}
          state={query.get("state") ?? ""}
          onChange={(changes) => amendQuery({ ...changes, unit: undefined })}
        />
      </header>
      <DeskList
        units={units}
        direction={direction}
        actions={actions}
        asked={asked}
        onReturnAll={returning.beginAll}
        table={isTable ? { editor, onWrite: () => actions.handle.current?.focus() } : undefined}
      >
        {isTable && notices}
      </DeskList>
      {!isTable && (
        <div class="desk-editor">
          {notices}
          {editor}
        </div>
      )}
      <aside class="desk-help" aria-label={t("help.label")}>
        {unit && (
          <HelpPanel
            key={unit.id}
            unit={unit}
            units={list}
            at={at}
            source={source}
            target={target}
            matches={matches}
            onReloadMatches={reloadMatches}
            terms={terms}
            marking={marking}
            collection={document.collection}
            asked={asked}
            onShowMark={({ start, end }) => actions.handle.current?.select(start, end)}
            onNewTerm={actions.newTerm}
            onUse={actions.use}
            onInsert={actions.insertText}
          />
        )}
      </aside>
      {unit && marking.stretch && (
        <MarkDialog
          unit={unit.id}
          language={target}
          stretch={marking.stretch}
          onClose={marking.end}
          onDone={() => {
            marking.end();
            marking.reload();
          }}
        />
      )}
    </div>
  );
}

/** The choice between one unit beside the list and all of them in a table. */
function ViewChoice({ isTable, onChoose }: { isTable: boolean; onChoose: (isTable: boolean) => void }) {
  return (
    <div class="segmented" role="group" aria-label={t("translate.views")}>
      {[false, true].map((one) => (
        <button type="button" aria-pressed={one === isTable} onClick={() => onChoose(one)}>
          {t(`translate.view.${one ? "grid" : "single"}`)}
        </button>
      ))}
    </div>
  );
}

interface DeskListProps {
  readonly units: DeskUnits;
  readonly direction: Direction;
  readonly actions: DeskActions;
  readonly asked: ReadonlyMap<string, number> | undefined;
  readonly onReturnAll: (() => void) | undefined;
  readonly table: UnitListProps["table"];
  /** What is said above the list. */
  readonly children: ComponentChildren;
}

/** The units that the filter finds, or why there are none. */
function DeskList(props: DeskListProps) {
  const {
    units,
    direction: [source, target],
    actions,
    asked,
    onReturnAll,
    table,
  } = props;
  const { list, isComplete, isFiltered, count, error, at } = units;
  return (
    <div class="desk-list">
      {props.children}
      {table && list.length > 0 && (
        <p class="table-head" aria-hidden="true">
          {[source, target, ...others(source, target)].map((language) => (
            <span>{languageName(language)}</span>
          ))}
        </p>
      )}
      {error !== undefined && (
        <ProblemNotice error={error}>
          <button type="button" onClick={units.reload}>
            {t("again")}
          </button>
        </ProblemNotice>
      )}
      {list.length === 0 && !isComplete && error === undefined && <Waiting />}
      {list.length === 0 && isComplete && (
        <p class="empty">{t(isFiltered ? "translate.noneFound" : "translate.noUnits")}</p>
      )}
      {list.length > 0 && (
        <UnitList
          units={list}
          count={count}
          source={source}
          target={target}
          current={at}
          asked={asked}
          {...(table && { table })}
          onOpen={(next) => actions.open(next)}
          onLook={(next) => actions.open(next, false)}
        />
      )}
      <p class="list-foot muted" aria-live="polite">
        {t(isComplete ? "translate.count" : "translate.loading", { count: list.length })}
        {onReturnAll && (
          <button type="button" class="quiet" onClick={onReturnAll}>
            {t("returned.returnAll")}
          </button>
        )}
      </p>
    </div>
  );
}
