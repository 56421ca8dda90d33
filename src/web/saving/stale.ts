import type { Language } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import type { ProblemBody } from "../api/client.ts";
import type { UnitView } from "../api/resources.ts";

/** What collided: as the server answers to a stale version. */
export interface Collision {
  readonly base: { readonly [language in Language]?: Variant };
  readonly theirs: UnitView;
}

export function collisionOf(problem: ProblemBody): Collision | undefined {
  const { base, theirs } = problem as ProblemBody & Partial<Collision>;
  return base !== undefined && theirs !== undefined ? { base, theirs } : undefined;
}

/**
 * Whether somebody changed what this text depends on. If only a third language or a note is newer, it
 * can be saved over the newer version without asking anybody.
 */
export function isRealConflict(
  { base, theirs }: Collision,
  language: Language,
  source: Language | undefined,
): boolean {
  return [language, ...(source === undefined ? [] : [source])].some(
    (one) => (base[one]?.version ?? 0) !== (theirs.variants[one]?.version ?? 0),
  );
}
