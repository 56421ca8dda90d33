import { STATES, type State } from "../../domain/unit.ts";

/**
 * States of XLIFF 1.2 (§3.2, `state`), of three tools that write 1.2, and of 2.x, as ours. What ours cannot
 * tell apart is kept as sub-state `prefix:value` and goes out again as it came in while the state is the same.
 *
 * | ours       | XLIFF 2.x  | XLIFF 1.2                                          | sdlxliff `conf`              | mqxliff `mq:status`        |
 * |------------|------------|----------------------------------------------------|------------------------------|----------------------------|
 * | initial    | initial    | new, needs-translation, needs-l10n                 | Unspecified, Draft           | NotStarted, Edited, PartiallyEdited, Pretranslated, AssembledFromFragments, MachineTranslated, Rejected |
 * | translated | translated | translated, needs-adaptation, needs-review-*       | Translated, RejectedTranslation, RejectedSignOff | ManuallyConfirmed, Confirmed |
 * | reviewed   | reviewed   | signed-off                                         | ApprovedTranslation          | Reviewer1Confirmed, Reviewed, Proofread1 |
 * | final      | final      | final, and `approved="yes"` without a state        | ApprovedSignOff              | Proofread, Locked          |
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

/** By the prefix that marks a foreign state in a sub-state. The first value of each state is what we write. */
const TABLES = {
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
export type StateSystem = keyof typeof TABLES;

export interface MappedState {
  readonly state: State;
  readonly subState?: string;
}

/** A foreign state as ours. `x-…` and unknown values count as `translated`, the value being kept. */
export function stateFrom(system: StateSystem, value: string): MappedState {
  const { table, write } = TABLES[system];
  const state = Object.hasOwn(table, value) ? (table[value] ?? "translated") : "translated";
  return write[state] === value ? { state } : { state, subState: `${system}:${value}` };
}

/** Our state in a foreign system's words: what it came in as, as long as that still means the same. */
export function stateTo(system: StateSystem, { state, subState }: MappedState): string {
  const kept = subState?.startsWith(`${system}:`) === true ? subState.slice(system.length + 1) : undefined;
  return kept !== undefined && stateFrom(system, kept).state === state ? kept : TABLES[system].write[state];
}

/** The less mature of two; the first of equals. */
export const leastMature = (a: MappedState, b: MappedState): MappedState =>
  STATES.indexOf(b.state) < STATES.indexOf(a.state) ? b : a;
