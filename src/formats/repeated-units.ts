import type { ExchangeUnit } from "./contract.ts";

/**
 * Of several units with one key the first counts. Each further one is rejected with its line and the line of the first,
 * and gets a key of its own, so that it stays in the file as it is and nothing is written into it.
 */
export function withoutRepeats(units: readonly ExchangeUnit[]): ExchangeUnit[] {
  const taken = new Set(units.map(({ key }) => key));
  if (taken.size === units.length) return [...units];
  const lines = new Map<string, number>();
  const copies = new Map<string, number>();
  return units.map((unit) => {
    const { key, line } = unit;
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      return unit;
    }
    let copy = copies.get(key) ?? 1;
    do copy += 1;
    while (taken.has(`${key}~${copy}`));
    copies.set(key, copy);
    return {
      ...unit,
      key: `${key}~${copy}`,
      variants: {},
      rejection: { code: "unit-duplicate", params: { key, first }, place: { line, unit: key } },
    };
  });
}
