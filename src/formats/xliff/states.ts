import { STATES, type State } from "../../domain/unit.ts";

/*
 * Maps the states of XLIFF 1.2 (§3.2, `state`) and of two tools to ours, which are those of XLIFF 2.x. A foreign state
 * without an equal is kept as sub-state `prefix:value` and goes out unchanged while our state is the same.
 * docs/states.md has the same table for people. A test compares the two.
 */
const XLIFF_12: Readonly<Record<string, State>> = {
  new: "initial",
  "needs-translation": "initial",
  "needs-l10n": "initial",
  "needs-adaptation": "translated",
  "needs-review-translation": "translated",
  "needs-review-adaptation": "translated",
  "needs-review-l10n": "translated",
  translated: "translated",
  "signed-off": "reviewed",
  final: "final",
};

const SDL_CONF: Readonly<Record<string, State>> = {
  Unspecified: "initial",
  Draft: "initial",
  RejectedTranslation: "translated",
  RejectedSignOff: "translated",
  Translated: "translated",
  ApprovedTranslation: "reviewed",
  ApprovedSignOff: "final",
};

const MEMOQ_STATUS: Readonly<Record<string, State>> = {
  NotStarted: "initial",
  Pretranslated: "initial",
  PartiallyEdited: "initial",
  Edited: "initial",
  AssembledFromFragments: "initial",
  MachineTranslated: "initial",
  Rejected: "initial",
  Confirmed: "translated",
  ManuallyConfirmed: "translated",
  Reviewed: "reviewed",
  Reviewer1Confirmed: "reviewed",
  Proofread1: "reviewed",
  Proofread: "final",
  Locked: "final",
};

/** States of other programs, by the prefix of the sub-state. `write` gives the program's word for a state of ours. */
export const STATE_TABLES = {
  xlf12: {
    table: XLIFF_12,
    write: { initial: "new", translated: "translated", reviewed: "signed-off", final: "final" },
  },
  sdl: {
    table: SDL_CONF,
    write: {
      initial: "Draft",
      translated: "Translated",
      reviewed: "ApprovedTranslation",
      final: "ApprovedSignOff",
    },
  },
  mq: {
    table: MEMOQ_STATUS,
    write: {
      initial: "Edited",
      translated: "ManuallyConfirmed",
      reviewed: "Reviewer1Confirmed",
      final: "Proofread",
    },
  },
} as const satisfies Record<
  string,
  { table: Readonly<Record<string, State>>; write: Readonly<Record<State, string>> }
>;

/** Vocabulary of a state: XLIFF 1.2, Trados Studio, memoQ. */
export type StateSystem = keyof typeof STATE_TABLES;

export interface MappedState {
  readonly state: State;
  readonly subState?: string;
}

/** Maps a foreign state to ours. Unknown values and `x-…` become `translated` with the value as sub-state. */
export function stateFrom(system: StateSystem, value: string): MappedState {
  const { table, write } = STATE_TABLES[system];
  const state = Object.hasOwn(table, value) ? (table[value] ?? "translated") : "translated";
  return write[state] === value ? { state } : { state, subState: `${system}:${value}` };
}

/** Our state in foreign words: the word that came in, if it still means this state, else the usual word. */
export function stateTo(system: StateSystem, { state, subState }: MappedState): string {
  const kept = subState?.startsWith(`${system}:`) === true ? subState.slice(system.length + 1) : undefined;
  return kept !== undefined && stateFrom(system, kept).state === state
    ? kept
    : STATE_TABLES[system].write[state];
}

/** Sub-states of texts from the memory, with the word of XLIFF 1.2 (`state-qualifier`). */
const FROM_MEMORY: Readonly<Record<string, string>> = {
  "polynya:in-context-match": "exact-match",
  "polynya:exact-match": "exact-match",
  "polynya:normalized-match": "fuzzy-match",
  "polynya:fuzzy-match": "fuzzy-match",
  "polynya:adapted-match": "x-adapted-match",
};

/** `state-qualifier` of XLIFF 1.2 for a sub-state; `undefined` for a text that is not from the memory. */
export const qualifierOf = (subState: string | undefined): string | undefined =>
  subState !== undefined && Object.hasOwn(FROM_MEMORY, subState) ? FROM_MEMORY[subState] : undefined;

/** The less mature of two states; the first when they are equal. */
export const leastMature = (a: MappedState, b: MappedState): MappedState =>
  STATES.indexOf(b.state) < STATES.indexOf(a.state) ? b : a;
