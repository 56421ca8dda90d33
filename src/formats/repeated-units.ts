import type { ExchangeUnit } from "./contract.ts";

/** A unit with the key of an earlier one. */
export interface Repeat {
  /** A key of its own. */
  readonly key: string;
  /** Line of the first unit with its key. */
  readonly first: number;
}

/** Repeats by index. Each gets a key of its own, so that it stays in the file as it is and nothing is written into it. */
export function repeatsAmong(units: readonly Pick<ExchangeUnit, "key" | "line">[]): Map<number, Repeat> {
  const repeats = new Map<number, Repeat>();
  const taken = new Set(units.map(({ key }) => key));
  if (taken.size === units.length) return repeats;
  const lines = new Map<string, number>();
  const copies = new Map<string, number>();
  for (const [at, { key, line }] of units.entries()) {
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      continue;
    }
    let copy = copies.get(key) ?? 1;
    do copy += 1;
    while (taken.has(`${key}~${copy}`));
    copies.set(key, copy);
    repeats.set(at, { key: `${key}~${copy}`, first });
  }
  return repeats;
}

/** The unit, rejected with its line and the line of the first one if it is a repeat. */
export function withoutRepeat(unit: ExchangeUnit, repeat: Repeat | undefined): ExchangeUnit {
  if (repeat === undefined) return unit;
  const { key, line } = unit;
  const params = { key, first: repeat.first };
  return {
    ...unit,
    key: repeat.key,
    variants: {},
    rejection: { code: "unit-duplicate", params, place: { line, unit: key } },
  };
}

/** Of several units with one key the first counts. Each further one is rejected. */
export function withoutRepeats(units: readonly ExchangeUnit[]): ExchangeUnit[] {
  const repeats = repeatsAmong(units);
  return units.map((unit, at) => withoutRepeat(unit, repeats.get(at)));
}
