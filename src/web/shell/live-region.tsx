import { useEffect, useState } from "preact/hooks";
import { message } from "../live.ts";
import { useStore } from "../store.ts";

/** How long a message is shown, in milliseconds; a problem is shown longer. */
const SHOWN = { done: 4000, problem: 10_000 };

/** Shows the last message for a while; screen readers hear it. */
export function LiveRegion() {
  const last = useStore(message);
  const [seen, setSeen] = useState(last?.number ?? 0);
  useEffect(() => {
    if (!last || last.number === seen) return undefined;
    const timer = setTimeout(() => setSeen(last.number), SHOWN[last.kind]);
    return () => clearTimeout(timer);
  }, [last, seen]);
  const shown = last && last.number !== seen ? last : undefined;
  return (
    <div class="live" role="status" aria-live="polite">
      {shown && (
        <p key={shown.number} class={shown.kind}>
          {shown.text}
        </p>
      )}
    </div>
  );
}
