import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import { useTypedSearch } from "./typed-search.ts";

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Gets what was typed, after a pause in typing. */
  readonly onSearch: (typed: string) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
}

/** A search field that searches while one types. */
export function SearchField({ label, value, onSearch, field }: SearchFieldProps) {
  const [typed, type] = useTypedSearch(value, onSearch);
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        {...(field && { ref: field })}
        id={id}
        type="search"
        value={typed}
        maxLength={500}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </p>
  );
}
