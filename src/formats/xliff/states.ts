import { STATES, type State } from "../../domain/unit.ts";

/*
 * States of XLIFF 1.2 (§3.2, `state`) and of two tools that write 1.2, as ours, which are those of XLIFF 2.x. What ours
 * cannot tell apart is kept as sub-state `prefix:value` and goes out again as it came in while the state is the same.
 * docs/states.md has the same table for people; a test holds the two together.
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

/** By the prefix that marks a foreign state in a sub-state; `write` is what goes out for a state that came from elsewhere. */
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

/** Whose words a state is in: XLIFF 1.2 itself, Trados Studio, memoQ. */
export type StateSystem = keyof typeof STATE_TABLES;

export interface MappedState {
  readonly state: State;
  readonly subState?: string;
}

/** A foreign state as ours. `x-…` and unknown values count as `translated`, the value being kept. */
export function stateFrom(system: StateSystem, value: string): MappedState {
  const { table, write } = STATE_TABLES[system];
  const state = Object.hasOwn(table, value) ? (table[value] ?? "translated") : "translated";
  return write[state] === value ? { state } : { state, subState: `${system}:${value}` };
}

/** Our state in a foreign system's words: what it came in as, as long as that still means the same. */
export function stateTo(system: StateSystem, { state, subState }: MappedState): string {
  const kept = subState?.startsWith(`${system}:`) === true ? subState.slice(system.length + 1) : undefined;
  return kept !== undefined && stateFrom(system, kept).state === state
    ? kept
    : STATE_TABLES[system].write[state];
}

/** Sub-states of texts that come from the memory, and what XLIFF 1.2 (`state-qualifier`) calls them. */
const FROM_MEMORY: Readonly<Record<string, string>> = {
  "polynya:in-context-match": "exact-match",
  "polynya:exact-match": "exact-match",
  "polynya:normalized-match": "fuzzy-match",
  "polynya:fuzzy-match": "fuzzy-match",
  "polynya:adapted-match": "x-adapted-match",
};

/** Where a text came from, in the words of XLIFF 1.2; `undefined` where it is not from the memory. */
export const qualifierOf = (subState: string | undefined): string | undefined =>
  subState !== undefined && Object.hasOwn(FROM_MEMORY, subState) ? FROM_MEMORY[subState] : undefined;

/** The less mature of two; the first of equals. */
export const leastMature = (a: MappedState, b: MappedState): MappedState =>
  STATES.indexOf(b.state) < STATES.indexOf(a.state) ? b : a;
