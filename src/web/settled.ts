import { useEffect, useState } from "preact/hooks";

/**
 * A value that follows another one after a pause without changes: what is typed, when the typing stops.
 *
 * @param pause milliseconds
 * @param key tells values apart that are made anew at each rendering
 */
export function useSettled<Value>(value: Value, pause: number, key: unknown = value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), pause);
    return () => clearTimeout(timer);
  }, [key, pause]);
  return settled;
}
