import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Pause in typing after which the search starts, in milliseconds. */
const PAUSE = 250;

/**
 * The text of a field that searches while one types.
 *
 * @param value what is searched for now; another search than our own, as after “back”, replaces the text
 * @param onSearch gets what was typed, after a pause in typing
 * @returns the text of the field, and what takes a new one
 */
export function useTypedSearch(
  value: string,
  onSearch: (typed: string) => void,
): readonly [string, type: (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  // The value that comes back from our own search may be trimmed, and older than what is typed now.
  useLayoutEffect(() => {
    if (value.trim() !== sent.current.trim()) {
      clearTimeout(timer.current);
      setTyped(value);
    }
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = text;
      onSearch(text);
    }, PAUSE);
  };
  return [typed, type];
}
