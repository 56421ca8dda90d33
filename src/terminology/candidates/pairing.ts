import type { Entry } from "./phrase-table.ts";

/** Two phrases that translate each other. */
export interface Link {
  readonly source: number;
  readonly target: number;
  /** Units that have both. */
  readonly together: number;
  /** 0 … 1 */
  readonly value: number;
}

/** How well two phrases translate each other word by word, 0 … 1. */
export type Support = (source: Entry, target: Entry) => number;

/** Links of each source that are kept, the best first. */
const KEPT = 4;
/** Targets of a source whose words are compared. */
const COMPARED = 24;
const LEAST_VALUE = 0.25;
/** What stands together once has to be told by its words too. */
const LEAST_VALUE_ONCE = 0.4;
/** Weight of the counts against that of the words. */
const BY_COUNT = 0.5;

/**
 * The best translations of each source phrase, by how often both are in one unit (Dice coefficient) and by their words.
 *
 * @returns links by number of the source
 */
export function linksBetween(
  sources: readonly Entry[],
  targets: readonly Entry[],
  units: number,
  support: Support,
): Link[][] {
  const byUnit = targetsByUnit(targets, units);
  const counts = new Int32Array(targets.length);
  return sources.map((source, at) => {
    const touched: number[] = [];
    for (const unit of source.units) {
      for (let place = byUnit.start[unit] ?? 0; place < (byUnit.start[unit + 1] ?? 0); place += 1) {
        const target = byUnit.targets[place] ?? 0;
        if (counts[target] === 0) touched.push(target);
        counts[target] = (counts[target] ?? 0) + 1;
      }
    }
    const found = touched.map((target) => {
      const together = counts[target] ?? 0;
      counts[target] = 0;
      const dice = (2 * together) / (source.units.length + (targets[target]?.units.length ?? 0));
      // What was together once may be so by chance.
      return { target, together, byCount: dice * (together / (together + 0.7)) };
    });
    const links = found
      .toSorted((a, b) => b.byCount - a.byCount || a.target - b.target)
      .slice(0, COMPARED)
      .flatMap(({ target, together, byCount }): Link[] => {
        const other = targets[target];
        if (other === undefined) return [];
        const byWords = support(source, other);
        const shape = Math.min(source.size, other.size) / Math.max(source.size, other.size);
        const value = (BY_COUNT * byCount + (1 - BY_COUNT) * byWords) * (0.8 + 0.2 * shape);
        return value < (together === 1 ? LEAST_VALUE_ONCE : LEAST_VALUE)
          ? []
          : [{ source: at, target, together, value }];
      });
    return links.toSorted((a, b) => b.value - a.value).slice(0, KEPT);
  });
}

/** Targets of unit u: `targets[start[u]] … targets[start[u + 1] - 1]`. */
function targetsByUnit(
  targets: readonly Entry[],
  units: number,
): { readonly start: Int32Array; readonly targets: Int32Array } {
  const start = new Int32Array(units + 1);
  for (const { units: own } of targets) for (const unit of own) start[unit + 1] = (start[unit + 1] ?? 0) + 1;
  for (let unit = 0; unit < units; unit += 1) start[unit + 1] = (start[unit + 1] ?? 0) + (start[unit] ?? 0);
  const numbers = new Int32Array(start[units] ?? 0);
  const place = start.slice();
  for (const [at, { units: own }] of targets.entries()) {
    for (const unit of own) {
      const next = place[unit] ?? 0;
      numbers[next] = at;
      place[unit] = next + 1;
    }
  }
  return { start, targets: numbers };
}

/**
 * Chooses links one to one, the best first (competitive linking: Melamed 2000).
 *
 * @returns the link of each source that has one
 */
export function competitive(
  links: readonly (readonly Link[])[],
  weight: (link: Link) => number,
): Map<number, Link> {
  const chosen = new Map<number, Link>();
  const taken = new Set<number>();
  const all = links
    .flat()
    .toSorted((a, b) => weight(b) - weight(a) || a.source - b.source || a.target - b.target);
  for (const link of all) {
    if (chosen.has(link.source) || taken.has(link.target)) continue;
    chosen.set(link.source, link);
    taken.add(link.target);
  }
  return chosen;
}
