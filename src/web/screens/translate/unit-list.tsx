import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { UnitView } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { formatNumber, others, t } from "../../i18n.ts";
import { draftKey } from "../../saving/drafts.ts";
import { draftOf, draftTurn, type SaveState, saves } from "../../saving/saving.ts";
import { useStore } from "../../store.ts";
import { ShownText } from "../../text/shown-text.tsx";

/** Units that a page key goes over. */
const SCREENFUL = 10;

export interface UnitListProps {
  readonly units: readonly UnitView[];
  readonly count: number;
  readonly source: Language;
  readonly target: Language;
  readonly current: number;
  /** Units with an open question. */
  readonly asked: ReadonlyMap<string, number> | undefined;
  /** Opens a unit to be worked on. */
  readonly onOpen: (at: number) => void;
  /** Shows a unit while the list keeps the focus. */
  readonly onLook: (at: number) => void;
  /** In a table: the editor that stands in the row of the open unit, and how it takes the focus. */
  readonly table?: { readonly editor: ComponentChildren; readonly onWrite: () => void };
}

/**
 * All units: one stop for Tab, arrows go from one to the next, Enter begins to work. As a table each row has the
 * languages side by side, and the open unit is edited in its row.
 */
export function UnitList(props: UnitListProps) {
  const { units, count, source, target, current, asked, onOpen, onLook, table } = props;
  const states = useStore(saves);
  // Rows show what is being typed.
  useStore(draftTurn);
  const moved = useRef(false);
  const step = (event: KeyboardEvent) => {
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: Math.min(current + SCREENFUL, units.length - 1),
      PageUp: Math.max(current - SCREENFUL, 0),
      Home: 0,
      End: units.length - 1,
    }[event.key];
    // The frame itself scrolls, and in the editor the arrows move the caret.
    const isElsewhere =
      event.target === event.currentTarget ||
      (event.target instanceof Element && event.target.closest(".unit-editor") !== null);
    if (
      isElsewhere ||
      to === undefined ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      event.isComposing
    )
      return;
    event.preventDefault();
    if (to === current || to < 0 || to >= units.length) return;
    moved.current = true;
    onLook(to);
  };
  return (
    <VirtualList
      class={table ? "unit-list as-table" : "unit-list"}
      items={units}
      count={count}
      guess={68}
      label={t("translate.list")}
      current={current}
      onKeyDown={step}
      row={(unit, at) => (
        <UnitRow
          key={unit.id}
          unit={unit}
          at={at}
          count={count}
          source={source}
          target={target}
          isCurrent={at === current}
          isAsked={asked?.has(unit.id) ?? false}
          wantsFocus={moved}
          save={states.get(draftKey(unit.id, target))}
          table={table}
          onOpen={() => onOpen(at)}
        />
      )}
    />
  );
}

interface UnitRowProps {
  readonly unit: UnitView;
  readonly at: number;
  readonly count: number;
  readonly source: Language;
  readonly target: Language;
  readonly isCurrent: boolean;
  readonly isAsked: boolean;
  /** Whether the current row takes the focus. Taking it resets the flag. */
  readonly wantsFocus: { current: boolean };
  readonly save: SaveState | undefined;
  readonly table: UnitListProps["table"];
  readonly onOpen: () => void;
}

/** Whether a key writes a character. */
const isWriting = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  [...key].length === 1 && key !== " " && !ctrlKey && !altKey && !metaKey;

function UnitRow(props: UnitRowProps) {
  const { unit, at, count, source, target, isCurrent, isAsked, wantsFocus, save, table, onOpen } = props;
  const row = useRef<HTMLButtonElement>(null);
  // As soon as the row is there, before the next key: Enter must open this unit and not the one before.
  useLayoutEffect(() => {
    if (!isCurrent || !wantsFocus.current) return;
    wantsFocus.current = false;
    row.current?.focus({ preventScroll: true });
  });
  const from = unit.variants[source];
  const into = unit.variants[target];
  const draft = draftOf(unit.id, target);
  const state = into === undefined || into.text === "" ? "missing" : into.state;
  const mark = save?.is ?? (draft ? "draft" : undefined);
  const button = {
    ref: row,
    type: "button" as const,
    tabIndex: isCurrent ? 0 : -1,
    onClick: onOpen,
    ...(isCurrent && { "aria-current": "true" as const }),
  };
  const side = (
    <span class="row-side">
      <span class="number">{formatNumber(at + 1)}</span>
      <span class={`state-mark ${state}`} title={t(`filter.${state}`)}>
        {t(`stateLetter.${state}`)}
        <span class="unseen">{t(`filter.${state}`)}</span>
      </span>
      {into?.returned !== undefined && (
        <span class="returned-mark" title={t("filter.returned")}>
          <Icon name="undo" />
          <span class="unseen">{t("filter.returned")}</span>
        </span>
      )}
      {isAsked && (
        <span class="asked-mark" title={t("filter.asked")}>
          <Icon name="questions" />
          <span class="unseen">{t("filter.asked")}</span>
        </span>
      )}
      {into?.stale === true && (
        <span class="stale-mark" title={t("filter.stale")}>
          ↻<span class="unseen">{t("filter.stale")}</span>
        </span>
      )}
    </span>
  );
  const place = { "aria-setsize": count, "aria-posinset": at + 1 };
  if (table && isCurrent)
    return (
      <OpenRow place={place}>
        <button
          {...button}
          class="row-head"
          onKeyDown={(event) => {
            // As in a spreadsheet, what is typed goes into the cell.
            if (event.key === "F2" || isWriting(event)) table.onWrite();
          }}
        >
          {side}
        </button>
        {table.editor}
      </OpenRow>
    );
  const [third] = table ? others(source, target) : [];
  return (
    <li {...place}>
      <button {...button} class="unit-row">
        {side}
        <span class="row-texts">
          {from ? (
            <ShownText class="from" language={source} content={from.content} />
          ) : (
            <span class="muted">{t("unit.empty")}</span>
          )}
          {(draft ?? into) ? (
            <ShownText class="into" language={target} content={(draft ?? into)?.content ?? ""} />
          ) : (
            <span class="muted into">{t("unit.untranslated")}</span>
          )}
          {third && (
            <ShownText class="third" language={third} content={unit.variants[third]?.content ?? ""} />
          )}
          {mark !== undefined && <span class={`save-mark ${mark}`}>{t(`save.mark.${mark}`)}</span>}
        </span>
      </button>
    </li>
  );
}

/** The row of the open unit in a table. It stays in sight while it grows: by what is typed, and by findings. */
function OpenRow({
  place,
  children,
}: {
  place: { readonly "aria-setsize": number; readonly "aria-posinset": number };
  children: ComponentChildren;
}) {
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => element.scrollIntoView({ block: "nearest" }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return (
    <li ref={row} class="open-row" {...place}>
      {children}
    </li>
  );
}
