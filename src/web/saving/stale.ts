import type { Language } from "../../domain/language.ts";
import { type Content, sameContent } from "../../domain/segment.ts";
import type { Variant } from "../../domain/unit.ts";
import type { ProblemBody } from "../api/client.ts";
import type { UnitView } from "../api/resources.ts";

/** The server's answer to a stale version: the unit as the author saw it, and as it is now. */
export interface Collision {
  readonly base: { readonly [language in Language]?: Variant };
  readonly theirs: UnitView;
}

/** The collision of a problem `stale-version`, if its answer has both versions. */
export function collisionOf(problem: ProblemBody): Collision | undefined {
  const { base, theirs } = problem as ProblemBody & Partial<Collision>;
  return base !== undefined && theirs !== undefined ? { base, theirs } : undefined;
}

/**
 * Whether somebody changed the text itself or its source. If only the third language or a note is newer, the
 * text can be saved over the newer version without a question. The same holds when
 * the newer text is equal: usually the same person saved it, and only the answer was lost.
 */
export function isRealConflict(
  { base, theirs }: Collision,
  language: Language,
  source: Language | undefined,
  mine: Content,
): boolean {
  const isNewer = (one: Language) => (base[one]?.version ?? 0) !== (theirs.variants[one]?.version ?? 0);
  const isOther = !sameContent(theirs.variants[language]?.content ?? [], mine);
  return (isNewer(language) && isOther) || (source !== undefined && isNewer(source));
}
