import { useId } from "preact/hooks";
import { TEXT_CONDITIONS } from "../../../domain/unit.ts";
import { useTypedSearch } from "../../components/typed-search.ts";
import { t } from "../../i18n.ts";

interface FilterBarProps {
  readonly q: string;
  readonly state: string;
  readonly onChange: (changes: {
    readonly q?: string | undefined;
    readonly state?: string | undefined;
  }) => void;
}

/** Filters units by text, by state and by open questions. The browser's own search would find only the rows on the screen. */
export function FilterBar({ q, state, onChange }: FilterBarProps) {
  const [typed, type] = useTypedSearch(q, (text) => onChange({ q: text.trim() || undefined }));
  const id = useId();
  return (
    <search class="filter-bar">
      <label class="unseen" for="filter">
        {t("filter.text")}
      </label>
      <input
        id="filter"
        type="search"
        value={typed}
        maxLength={500}
        placeholder={t("filter.text")}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <label class="unseen" for={id}>
        {t("filter.state")}
      </label>
      <select
        id={id}
        value={state}
        onChange={(event) => onChange({ state: event.currentTarget.value || undefined })}
      >
        <option value="">{t("filter.all")}</option>
        {["missing", ...TEXT_CONDITIONS, "asked"].map((one) => (
          <option value={one}>{t(`filter.${one}`)}</option>
        ))}
      </select>
    </search>
  );
}
