/** What made an import. Every write of units belongs to an import. */
export const IMPORT_KINDS = ["create", "push", "edit", "alignment", "undo", "delete"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a push does with a unit that was changed on both sides. */
export const CONFLICT_POLICIES = ["abort", "mine", "theirs", "suggest"] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/**
 * What an import may leave out because it adds nothing:
 *
 * - `empty`: a source without a target, or no text at all;
 * - `equal`: the target is the source text;
 * - `numbers`: no letter in any text, only numbers and signs;
 * - `older`: older than a day, or than what the collection has for the same source.
 */
export const SKIPS = ["empty", "equal", "numbers", "older"] as const;
export type Skip = (typeof SKIPS)[number];

/** What people decide about units without changing a text: errors that they mark, duplicates that are meant. */
export const DECISION_KINDS = ["mark", "duplicates"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];
