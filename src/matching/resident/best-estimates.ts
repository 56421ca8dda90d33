import { SCALE } from "./sketch-rows.ts";

/**
 * The slots that a query has met with their estimates of similarity (0 … `SCALE`), and a cut-off below which no
 * further slot is of interest. The cut-off rises as better slots are met.
 */
export interface BestEstimates {
  /**
   * @param wanted about so many slots
   * @param total texts that will be looked at
   */
  begin(wanted: number, total: number): void;
  readonly cutOff: () => number;
  note(slot: number, estimate: number): void;
  /** Raises the cut-off as far as what was noted allows, once `seen` texts in all were looked at. */
  raiseCutOff(seen: number): void;
  /** The slots from the cut-off on: highest estimate first, equal ones as they were noted. Valid until `begin`. */
  inOrder(): Uint32Array;
}

/**
 * Above this many texts per wanted slot, texts whose overlap is within two standard deviations of chance are skipped
 * from the start.
 */
const MANY = 64;
const CHANCE = Math.round(0.1 * SCALE);
/**
 * The cut-off rises once wanted / `part` slots were met and the estimate promises `times` the wanted ones: the
 * lengths that come first hold more good texts than those that follow.
 */
const AHEAD = { part: 8, times: 3 };

export function bestEstimates(): BestEstimates {
  let slots = new Uint32Array(4096);
  let estimates = new Uint16Array(4096);
  let sorted = new Uint32Array(4096);
  let noted = 0;
  /** Noted slots by estimate, and at or above the cut-off. */
  const histogram = new Uint32Array(SCALE + 1);
  let above = 0;
  const starts = new Uint32Array(SCALE + 1);
  let cutOff = 0;
  let wanted = 0;
  let total = 0;

  const grow = (): void => {
    const [larger, longer] = [new Uint32Array(noted * 2), new Uint16Array(noted * 2)];
    larger.set(slots);
    longer.set(estimates);
    [slots, estimates] = [larger, longer];
  };

  return {
    begin(count, texts) {
      histogram.fill(0);
      noted = 0;
      above = 0;
      wanted = count;
      total = texts;
      cutOff = texts > MANY * count ? CHANCE : 0;
    },
    cutOff: () => cutOff,
    note(slot, estimate) {
      if (noted === slots.length) grow();
      slots[noted] = slot;
      estimates[noted++] = estimate;
      histogram[estimate] = (histogram[estimate] as number) + 1;
      above += 1;
    },
    raiseCutOff(seen) {
      const enough = Math.max(wanted / AHEAD.part, Math.min(wanted, (AHEAD.times * wanted * seen) / total));
      while (above - (histogram[cutOff] as number) >= enough) {
        above -= histogram[cutOff] as number;
        cutOff += 1;
      }
    },
    inOrder() {
      let count = 0;
      for (let estimate = SCALE; estimate >= cutOff; estimate -= 1) {
        starts[estimate] = count;
        count += histogram[estimate] as number;
      }
      if (sorted.length < count) sorted = new Uint32Array(slots.length);
      for (let at = 0; at < noted; at += 1) {
        const estimate = estimates[at] as number;
        if (estimate < cutOff) continue;
        const place = starts[estimate] as number;
        sorted[place] = slots[at] as number;
        starts[estimate] = place + 1;
      }
      return sorted.subarray(0, count);
    },
  };
}
