import { compareStates, type State } from "./unit.ts";

/** What somebody is to do with units: translate them, or review their translations. */
export const STEPS = ["translate", "review"] as const;
export type Step = (typeof STEPS)[number];

/** The target of a unit, as far as it says what is left to do. */
export interface Target {
  readonly text: string;
  readonly state: State;
  /** True when the source has changed since. */
  readonly stale: boolean;
}

/** Whether a step has nothing left to do with a unit. */
export function isDone(step: Step, target: Target | undefined): boolean {
  if (target === undefined || target.text.trim() === "" || target.stale) return false;
  return compareStates(target.state, step === "translate" ? "translated" : "reviewed") >= 0;
}

/** Whether a step can work on a unit now: a review waits for the translation. */
export const isReady = (step: Step, target: Target | undefined): boolean =>
  !isDone(step, target) && (step === "translate" || isDone("translate", target));

/** Whether an assignment has units that are not done. */
export const isOpen = ({ units, done }: { readonly units: number; readonly done: number }): boolean =>
  done < units;
