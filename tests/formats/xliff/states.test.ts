import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isState, STATES } from "../../../src/domain/unit.ts";
import { STATE_TABLES, stateFrom, type StateSystem, stateTo } from "../../../src/formats/xliff/states.ts";

const DOCUMENT = readFileSync(join(import.meta.dirname, "../../../docs/states.md"), "utf8");
const SECTIONS: Readonly<Record<StateSystem, string>> = {
  xlf12: "## XLIFF 1.2",
  sdl: "## Trados Studio",
  mq: "## memoQ",
};
const systems = Object.keys(SECTIONS) as StateSystem[];

/** The rows of a section's table: the word in the file, our state, and whether we write this word. */
function rowsOf(system: StateSystem): { word: string; state: string; written: boolean }[] {
  const section = DOCUMENT.split(/^(?=## )/mu).find((part) => part.startsWith(SECTIONS[system])) ?? "";
  return [...section.matchAll(/^\| `([\w-]+)` \| (\w+) \| (yes)? ?\|$/gmu)].map(
    ([, word = "", state = "", yes]) => ({ word, state, written: yes === "yes" }),
  );
}

describe("states of other formats and tools", () => {
  it.each(systems)("of %s are the same in docs/states.md and in the code", (system) => {
    const { table, write } = STATE_TABLES[system];
    expect(Object.fromEntries(rowsOf(system).map(({ word, state }) => [word, state]))).toEqual(table);
    const written = rowsOf(system).filter((row) => row.written);
    expect(Object.fromEntries(written.map(({ state, word }) => [state, word]))).toEqual(write);
  });

  it.each(systems)("of %s are exported unchanged, also unknown ones", (system) => {
    for (const word of [...Object.keys(STATE_TABLES[system].table), "x-else", "constructor"]) {
      const state = stateFrom(system, word);
      expect(isState(state.state)).toBe(true);
      expect(stateTo(system, state), word).toBe(word);
    }
  });

  it.each(systems)("of %s change together with our state", (system) => {
    for (const word of Object.keys(STATE_TABLES[system].table)) {
      const before = stateFrom(system, word);
      for (const state of STATES) {
        const after = stateFrom(system, stateTo(system, { ...before, state }));
        expect(after.state, `${word} to ${state}`).toBe(state);
      }
    }
  });
});
