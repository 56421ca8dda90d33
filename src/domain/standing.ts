/** How the units of a collection stand among the matches of a lookup. */
export interface Standing {
  /** Of matches with equal scores, those of the collection with the lower number come first; 0 unless told. */
  readonly order: number;
  /** Points that every match from the collection loses, 0 … 100. */
  readonly penalty: number;
}

/** What `settings.memory` of a collection says. */
export interface MemorySettings extends Standing {
  /** Nothing is written to the documents of the collection. */
  readonly readOnly: boolean;
}

export const MOST_ORDER = 100;
export const MOST_PENALTY = 100;

/** Reads `settings.memory` = `{"order": 1, "penalty": 5, "readOnly": true}`; what is missing or wrong is as usual. */
export function memorySettings(setting: unknown): MemorySettings {
  const given = typeof setting === "object" && setting !== null ? setting : {};
  const number = (name: "order" | "penalty", least: number, most: number): number => {
    const value: unknown = name in given ? Reflect.get(given, name) : 0;
    return typeof value === "number" && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : 0;
  };
  return {
    order: number("order", -MOST_ORDER, MOST_ORDER),
    penalty: number("penalty", 0, MOST_PENALTY),
    readOnly: "readOnly" in given && given.readOnly === true,
  };
}
