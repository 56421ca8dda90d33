import type { Bead } from "../../api/resources.ts";
import { surenessOf } from "./bead-row.tsx";

interface ConfidenceRibbonProps {
  readonly beads: readonly Bead[];
  readonly current: number;
  readonly onJump: (at: number) => void;
}

/** Most bands drawn. More beads share one band, which takes the colour of the least sure bead. */
const BANDS = 300;

/** The whole alignment at a glance, a band for each bead. A press jumps there; the keys N, J and K do the same. */
export function ConfidenceRibbon({ beads, current, onJump }: ConfidenceRibbonProps) {
  const bands = Math.min(BANDS, beads.length);
  const size = beads.length / Math.max(1, bands);
  return (
    <svg
      class="ribbon"
      viewBox={`0 0 10 ${Math.max(1, bands)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        onJump(Math.min(beads.length - 1, Math.floor(((event.clientY - top) / height) * beads.length)));
      }}
    >
      {Array.from({ length: bands }, (_, band) => {
        const own = beads.slice(
          Math.floor(band * size),
          Math.max(Math.floor((band + 1) * size), Math.floor(band * size) + 1),
        );
        const least = Math.min(...own.map(({ fixed, confidence }) => (fixed ? 1 : confidence)));
        const isSettled = own.every(({ fixed }) => fixed);
        const kind = isSettled ? "settled" : surenessOf({ confidence: least });
        // Width says the same as colour.
        return <rect class={kind} x={0} y={band} width={isSettled ? 10 : 3 + 6 * (1 - least)} height={1} />;
      })}
      <rect class="here" x={0} y={(current + 0.5) / size - bands / 200} width={10} height={bands / 100} />
    </svg>
  );
}
