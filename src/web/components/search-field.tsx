import type { RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Gets what was typed, after a pause in typing. */
  readonly onSearch: (typed: string) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
}

/** Pause in typing after which the search starts, in milliseconds. */
const PAUSE = 250;

/** A search field that searches while one types. */
export function SearchField({ label, value, onSearch, field }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const sent = useRef(value);
  // The value that comes back from our own search may be trimmed, and older than what is typed now.
  useEffect(() => {
    if (value.trim() !== sent.current.trim()) setTyped(value);
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        {...(field && { ref: field })}
        id={id}
        type="search"
        value={typed}
        maxLength={500}
        onInput={(event) => {
          const typedNow = event.currentTarget.value;
          setTyped(typedNow);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            sent.current = typedNow;
            onSearch(typedNow);
          }, PAUSE);
        }}
      />
    </p>
  );
}
