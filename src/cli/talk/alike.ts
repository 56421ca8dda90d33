import type { Invocation } from "../command.ts";
import { oneLine } from "./terminal.ts";

/** Most warnings of one kind that are told one by one, and places that are named of more. */
const ONE_BY_ONE = 3;
const NAMED = 5;

/** Warnings that are told at once. */
export interface Alike<Warning> {
  readonly first: Warning;
  /** The places of several; a single warning has its own. */
  readonly places?: string;
}

/**
 * Gathers what says the same of many places, in the order of the first of each kind.
 *
 * @param kindOf equal for warnings that can be told at once; `undefined` for one that stands alone
 */
export function alike<Warning>(
  warnings: readonly Warning[],
  { t }: Invocation,
  kindOf: (warning: Warning) => string | undefined,
  placeOf: (warning: Warning) => string,
): Alike<Warning>[] {
  const groups = Map.groupBy(warnings, (warning) => kindOf(warning) ?? warning);
  return [...groups.values()].flatMap((group): Alike<Warning>[] => {
    const [first] = group;
    if (first === undefined || group.length <= ONE_BY_ONE) return group.map((one) => ({ first: one }));
    const named = group.slice(0, NAMED).map((one) => oneLine(placeOf(one)));
    const files = named.join(", ");
    const rest = group.length - named.length;
    return [{ first, places: rest > 0 ? t("talk.and-more", { files, rest }) : files }];
  });
}
