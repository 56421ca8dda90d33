import type { List } from "../domain/list.ts";
import type { ExchangeUnit, TextStore } from "./contract.ts";

/** Units of a group: as many are in memory as objects at a time. */
const GROUP = 250;

/** As UTF-8 a text takes half the memory. */
function textsInMemory(): TextStore {
  const texts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return {
    put: (text) => texts.push(encoder.encode(text)) - 1,
    take: (index) => decoder.decode(texts[index]),
  };
}

/** Takes the units of a file as they are read. */
export interface UnitPacker {
  add(unit: ExchangeUnit): void;
  /** All units so far. Do not add more after this call. */
  list(): List<ExchangeUnit>;
}

/**
 * Begins a list of units that takes little memory: they are kept as JSON, group by group. Units as objects take
 * several times as much, and their texts hold on to the text of the whole file. Lists are fast when units are asked for
 * in order.
 *
 * @param store keeps them; without it they are in memory as bytes
 */
export function packUnits(store: TextStore = textsInMemory()): UnitPacker {
  const groups: number[] = [];
  let open: ExchangeUnit[] = [];
  let length = 0;
  let unpacked: { readonly index: number; readonly units: readonly ExchangeUnit[] } | undefined;
  const close = (): void => {
    groups.push(store.put(JSON.stringify(open)));
    open = [];
  };
  const groupAt = (index: number): readonly ExchangeUnit[] => {
    if (unpacked?.index !== index) {
      // These texts were made above from units.
      const units = JSON.parse(store.take(groups[index] ?? 0)) as ExchangeUnit[];
      unpacked = { index, units };
    }
    return unpacked.units;
  };
  const at = (index: number): ExchangeUnit | undefined =>
    index >= 0 && index < length ? groupAt(Math.floor(index / GROUP))[index % GROUP] : undefined;
  return {
    add(unit) {
      open.push(unit);
      length += 1;
      if (open.length === GROUP) close();
    },
    list() {
      if (open.length > 0) close();
      return {
        length,
        at,
        *[Symbol.iterator]() {
          for (const group of groups.keys()) yield* groupAt(group);
        },
      };
    },
  };
}
