import { useId } from "preact/hooks";
import { STATES } from "../../../domain/unit.ts";
import { getCollections } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { type ConcordanceQuery, NO_QUERY } from "./concordance-query.ts";

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Text of the empty choice. */
  readonly none: string;
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

/** A choice of one filter value; the empty value filters nothing. */
export function Choice({ label, value, none, choices, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{none}</option>
        {choices.map(([one, name]) => (
          <option value={one}>{name}</option>
        ))}
      </select>
    </p>
  );
}

interface FieldProps {
  readonly label: string;
  readonly type: "text" | "date";
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field that filters when it is left or Enter is pressed. */
function Field({ label, type, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      {type === "date" ? (
        <input id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          id={id}
          type="text"
          value={value}
          maxLength={200}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
      )}
    </p>
  );
}

const FILTERS = ["collection", "state", "author", "from", "to"] as const;

interface ConcordanceFiltersProps {
  readonly query: ConcordanceQuery;
  readonly onQuery: (changes: Partial<ConcordanceQuery>) => void;
}

/** Filters of the concordance, folded away until one of them is set. */
export function ConcordanceFilters({ query, onQuery }: ConcordanceFiltersProps) {
  const [collections] = useLoaded("collections", getCollections);
  const set = FILTERS.filter((name) => query[name] !== "").length;
  return (
    <details class="concordance-filters" open={set > 0}>
      <summary>{set === 0 ? t("concordance.filters") : t("concordance.filtersSet", { count: set })}</summary>
      <div class="filters">
        <Choice
          label={t("concordance.collection")}
          value={query.collection}
          none={t("concordance.collections")}
          choices={(collections.value ?? []).map(({ id, title }) => [id, title])}
          onChange={(collection) => onQuery({ collection })}
        />
        <Choice
          label={t("concordance.state")}
          value={query.state}
          none={t("concordance.states")}
          choices={STATES.map((state) => [state, t(`state.${state}`)])}
          onChange={(state) => onQuery({ state })}
        />
        <Field
          label={t("concordance.author")}
          type="text"
          value={query.author}
          onChange={(author) => onQuery({ author })}
        />
        <Field
          label={t("concordance.from")}
          type="date"
          value={query.from}
          onChange={(from) => onQuery({ from })}
        />
        <Field label={t("concordance.to")} type="date" value={query.to} onChange={(to) => onQuery({ to })} />
        {set > 0 && (
          <p>
            <button
              type="button"
              onClick={() => onQuery(Object.fromEntries(FILTERS.map((name) => [name, NO_QUERY[name]])))}
            >
              {t("concordance.clear")}
            </button>
          </p>
        )}
      </div>
      <p class="muted">{t("concordance.filtersHint")}</p>
    </details>
  );
}
