import type { Language } from "../../../domain/language.ts";
import type { UnitView } from "../../api/resources.ts";
import { VirtualList } from "../../components/virtual-list.tsx";
import { formatNumber, t } from "../../i18n.ts";
import { draftKey } from "../../saving/drafts.ts";
import { draftOf, type SaveState, saves, unsavedCount } from "../../saving/saving.ts";
import { useStore } from "../../store.ts";
import { ShownText } from "../../text/shown-text.tsx";

interface UnitListProps {
  readonly units: readonly UnitView[];
  readonly count: number;
  readonly source: Language;
  readonly target: Language;
  readonly current: number;
  readonly onOpen: (at: number) => void;
}

export function UnitList({ units, count, source, target, current, onOpen }: UnitListProps) {
  const states = useStore(saves);
  // Rows say which texts are not saved.
  useStore(unsavedCount);
  return (
    <VirtualList
      class="unit-list"
      items={units}
      count={count}
      guess={68}
      label={t("translate.list")}
      current={current}
      row={(unit, at) => (
        <UnitRow
          key={unit.id}
          unit={unit}
          at={at}
          count={count}
          source={source}
          target={target}
          isCurrent={at === current}
          save={states.get(draftKey(unit.id, target))}
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
  readonly save: SaveState | undefined;
  readonly onOpen: () => void;
}

function UnitRow({ unit, at, count, source, target, isCurrent, save, onOpen }: UnitRowProps) {
  const from = unit.variants[source];
  const into = unit.variants[target];
  const draft = draftOf(unit.id, target);
  const state = into === undefined || into.text === "" ? "missing" : into.state;
  const mark = save?.is ?? (draft ? "draft" : undefined);
  return (
    <li aria-setsize={count} aria-posinset={at + 1}>
      <button
        type="button"
        class="unit-row"
        onClick={onOpen}
        {...(isCurrent && { "aria-current": "true" as const })}
      >
        <span class="row-side">
          <span class="number">{formatNumber(at + 1)}</span>
          <span class={`state-mark ${state}`} title={t(`filter.${state}`)}>
            {t(`stateLetter.${state}`)}
            <span class="unseen">{t(`filter.${state}`)}</span>
          </span>
          {into?.stale === true && (
            <span class="stale-mark" title={t("filter.stale")}>
              ↻<span class="unseen">{t("filter.stale")}</span>
            </span>
          )}
        </span>
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
          {mark !== undefined && <span class={`save-mark ${mark}`}>{t(`save.mark.${mark}`)}</span>}
        </span>
      </button>
    </li>
  );
}
