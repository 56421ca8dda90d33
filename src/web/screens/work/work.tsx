import { useState } from "preact/hooks";
import { isOpen } from "../../../domain/assignment.ts";
import { type Assignment, getAllWork, getWork, type Report } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { DoneNotice } from "../../components/done-notice.tsx";
import { rememberTitles } from "../../components/document-title.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { compareText, formatDate, formatNumber, SHORT_NAMES, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { AssignmentDialog } from "./assignment-dialog.tsx";
import { WorkCard } from "./work-card.tsx";

/** What is assigned to whoever is signed in; for managers also what everybody has. */
export function Work() {
  const [work, reload] = useLoaded("work", async () => {
    const items = await getWork();
    rememberTitles(items.map(({ document, title }) => ({ id: document, title })));
    return items;
  });
  const [done, setDone] = useState<{ readonly report: Report; readonly text: string }>();
  const mayManage = useMay("manage");
  return (
    <section class="screen">
      <h1>{t("nav.work")}</h1>
      {done && <DoneNotice key={done.report.import} {...done} onUndone={reload} />}
      <LoadedView of={work} reload={reload}>
        {(items) => (
          <OwnWork
            items={items}
            onDone={(report, text) => {
              setDone({ report, text });
              reload();
            }}
          />
        )}
      </LoadedView>
      {mayManage && <AllWork onChange={reload} />}
    </section>
  );
}

interface OwnWorkProps {
  readonly items: readonly Assignment[];
  readonly onDone: (report: Report, text: string) => void;
}

function OwnWork({ items, onDone }: OwnWorkProps) {
  const [isReturnedOnly, setReturnedOnly] = useState(false);
  if (items.length === 0)
    return (
      <div class="empty card">
        <h2>{t("work.noneTitle")}</h2>
        <p>{t("work.noneText")}</p>
        <p>
          <a class="button" href="/">
            {t("work.toTexts")}
          </a>
        </p>
      </div>
    );
  const returned = items.filter(({ progress }) => progress.returned > 0);
  const shown = isReturnedOnly && returned.length > 0 ? returned : items;
  const groups = [
    { name: "open", list: shown.filter(({ progress }) => isOpen(progress)) },
    { name: "done", list: shown.filter(({ progress }) => !isOpen(progress)) },
  ];
  return (
    <>
      {returned.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={isReturnedOnly}
            onChange={(event) => setReturnedOnly(event.currentTarget.checked)}
          />
          {t("work.returnedOnly", { count: returned.length })}
        </label>
      )}
      {groups.map(
        ({ name, list }) =>
          list.length > 0 && (
            <section key={name} aria-labelledby={`work-${name}`}>
              <h2 id={`work-${name}`}>{t(`work.group.${name}`, { count: list.length })}</h2>
              <ul class="work-list">
                {list.map((assignment) => (
                  <WorkCard key={assignment.id} assignment={assignment} onDone={onDone} />
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  );
}

/** Orders of the list of everybody's work. */
const ORDERS = {
  due: (a: Assignment, b: Assignment) => (a.due ?? "9999").localeCompare(b.due ?? "9999"),
  person: (a: Assignment, b: Assignment) => compareText(a.person.name, b.person.name),
  document: (a: Assignment, b: Assignment) => compareText(a.title, b.title),
} as const;
type Order = keyof typeof ORDERS;
const ORDER_NAMES: readonly Order[] = ["due", "person", "document"];

const COLUMNS = ["document", "person", "step", "direction", "part", "due", "progress", "left"] as const;

/** Who has what, how far it is and until when. */
function AllWork({ onChange }: { onChange: () => void }) {
  const [all, reload] = useLoaded("all-work", getAllWork);
  const [order, setOrder] = useState<Order>("due");
  const [changed, setChanged] = useState<Assignment>();
  return (
    <section>
      <h2 id="all-work">{t("work.all")}</h2>
      <LoadedView of={all} reload={reload}>
        {(items) =>
          items.length === 0 ? (
            <p class="empty card">{t("work.allNone")}</p>
          ) : (
            <>
              <div class="filters">
                <ChoiceField
                  label={t("work.order")}
                  value={order}
                  choices={ORDER_NAMES.map((value) => ({ value, text: t(`work.orders.${value}`) }))}
                  onChange={(chosen) => setOrder(chosen ?? "due")}
                />
              </div>
              <RowTable
                heading="all-work"
                class="work-table"
                columns={COLUMNS.map((column) => t(`work.column.${column}`))}
                rows={items.toSorted(ORDERS[order])}
                cells={cellsOf}
                label={t("work.change")}
                nameOf={({ person, title }) => `${t("work.change")}: ${person.name}, ${title}`}
                onChoose={setChanged}
              />
            </>
          )
        }
      </LoadedView>
      {changed && (
        <AssignmentDialog
          assignment={changed}
          onClose={() => setChanged(undefined)}
          onDone={() => {
            setChanged(undefined);
            reload();
            onChange();
          }}
        />
      )}
    </section>
  );
}

function cellsOf({
  document,
  title,
  person,
  step,
  source,
  target,
  part,
  due,
  overdue,
  progress,
}: Assignment) {
  return [
    <a href={documentAddress(document, { source, target })}>{title}</a>,
    <>
      {person.name} {person.disabled && <span class="badge warning">{t("work.disabled")}</span>}
    </>,
    t(`work.step.${step}`),
    `${SHORT_NAMES[source]} → ${SHORT_NAMES[target]}`,
    part === null ? t("work.whole") : `${formatNumber(part.first.number)}–${formatNumber(part.last.number)}`,
    due === null ? "–" : <span class={overdue ? "badge danger" : ""}>{formatDate(due)}</span>,
    `${formatNumber(progress.done)} / ${formatNumber(progress.units)}`,
    formatNumber(progress.words),
  ];
}
