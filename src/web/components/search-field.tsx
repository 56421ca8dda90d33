import type { RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called with what was typed once there is a pause in typing. */
  readonly onSearch: (typed: string) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
}

/** Pause in typing after which is searched, in milliseconds. */
const PAUSE = 250;

/** A field that searches by itself. */
export function SearchField({ label, value, onSearch, field }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const sent = useRef(value);
  // What comes back of the own search may be trimmed, and older than what is typed by now.
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
